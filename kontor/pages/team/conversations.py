"""Questions and replies: what waits for an answer, and the conversations about clients (R60)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet, Value
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kontor.actions import talk_client
from kontor.clients import conversation
from kontor.clients.blocks import Block, what_is_possible
from kontor.clients.conversation import Conversation
from kontor.clients.models import ClientMessage
from kontor.foundation.refusal import Conflict
from kontor.foundation.sentence import S, Sentence
from kontor.orders import thread
from kontor.pages.shared.doors import reader
from kontor.pages.shared.lists import page_of
from kontor.pages.shared.now import now_of
from kontor.pages.shared.thread import PLACE, TalkForm, answer, shown_last, thread_of
from kontor.pages.team.door import door, is_advisor
from kontor.pages.team.order_talk import answerable
from kontor.pages.team.piles import piles_of

ORDER, CLIENT = "order", "client"
COLUMNS = ("since", "kind", "one", "who", "title", "name")
KINDS = {ORDER: S("Order"), CLIENT: S("Client")}


@dataclass(frozen=True)
class Row:
    """What a conversation is about, with whom, and since when it waits, or when it last went on."""

    about: str
    kind: Sentence
    member: str
    at: datetime
    url: str


@door
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What waits, the oldest first; `?of=clients`: every conversation about a client instead."""
    of_clients = request.GET.get("of") == "clients"
    page = page_of(request, conversation.latest() if of_clients else _waiting())
    context = {
        "page": page,
        "rows": _latest(page.object_list) if of_clients else _questions(page.object_list),
        "of_clients": of_clients,
        "headline": _headline(page.paginator.count, of_clients=of_clients),
        "piles": piles_of(request),
        "answers": is_advisor(request),
    }
    return render(request, "team/conversations.html", context)


@door
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, client_id: int, member_id: int) -> HttpResponse:
    """One conversation; a message that could not be sent stands here with its fault."""
    one, now = conversation.conversation(reader(request), client_id, member_id), now_of(request)
    if request.method != "POST":
        return _show(request, one, TalkForm())
    return answer(
        request,
        lambda text, key: talk_client.say(reader(request), client_id, member_id, text, key, now),
        lambda form, refused, status: _show(request, one, form, refused, status),
        _url(client_id, member_id) + PLACE,
    )


@door
@require_POST
def read(request: HttpRequest, client_id: int, member_id: int) -> HttpResponse:
    """Nothing to answer: the conversation leaves the desk."""
    person, last = reader(request), shown_last(request)
    try:
        talk_client.mark_read(person, client_id, member_id, last, now_of(request))
    except Conflict as conflict:
        one = conversation.conversation(person, client_id, member_id)
        return _show(request, one, TalkForm(), conflict.sentence, 409)
    return redirect(_url(client_id, member_id) + PLACE)


def _show(
    request: HttpRequest,
    one: Conversation,
    form: TalkForm,
    refused: Sentence | None = None,
    status: int = 200,
) -> HttpResponse:
    shown = thread_of(request, conversation.talk_of(one), _url(one.client.pk, one.member.pk))
    read_url = reverse("team_client_read", args=[one.client.pk, one.member.pk])
    context = {
        "client": one.client,
        "member": one.member,
        "blocked": what_is_possible(Block(one.client.block)),
        "talk": answerable(request, shown, one.member, form, read_url),
        "refused": refused,
    }
    return render(request, "team/client_talk.html", context, status=status)


def _url(client_id: int, member_id: int) -> str:
    return reverse("team_client_talk", args=[client_id, member_id])


def _headline(n: int, *, of_clients: bool) -> Sentence:
    if of_clients:
        return S.plural("{n} conversation about clients", "{n} conversations about clients", n)
    if not n:
        return S("Nobody waits for an answer")
    return S.plural("{n} waits for an answer", "{n} wait for an answer", n)


def _waiting() -> QuerySet[Any, tuple[Any, ...]]:
    """What waits, of both kinds, the oldest first: since, kind, ids, about, member; one query."""
    orders = thread.questions().annotate(
        kind=Value(ORDER),
        one=F("order_id"),
        who=F("order__owner_id"),
        title=F("order__title"),
        name=F("order__owner__name"),
    )
    clients = conversation.questions().annotate(
        kind=Value(CLIENT),
        one=F("client_id"),
        who=F("member_id"),
        title=F("client__name"),
        name=F("member__name"),
    )
    first, second = (each.order_by().values_list(*COLUMNS) for each in (orders, clients))
    return first.union(second, all=True).order_by("since", "one")


def _questions(found: Iterable[tuple[Any, ...]]) -> list[Row]:
    return [
        Row(
            about=title,
            kind=KINDS[kind],
            member=name,
            at=since,
            url=(_url(one, who) if kind == CLIENT else reverse("team_review", args=[one])) + PLACE,
        )
        for since, kind, one, who, title, name in found
    ]


def _latest(messages: Iterable[ClientMessage]) -> list[Row]:
    return [
        Row(
            about=message.client.name,
            kind=KINDS[CLIENT],
            member=message.member.name,
            at=message.at,
            url=_url(message.client_id, message.member_id) + PLACE,
        )
        for message in messages
    ]
