"""Questions and replies: what waits for an answer, and the conversations about clients (R60)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet, Value
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from kontor.clients import conversation
from kontor.clients.models import ClientMessage
from kontor.foundation.sentence import S, Sentence
from kontor.orders import thread
from kontor.pages.shared.lists import page_of
from kontor.pages.shared.thread import PLACE
from kontor.pages.team.door import door, is_advisor
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
