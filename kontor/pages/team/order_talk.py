"""The conversation with the member about one order: on its page, and on a page of its own."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from kontor.actions import talk
from kontor.clients.conversation import Talk
from kontor.foundation.refusal import Conflict
from kontor.foundation.sentence import S, Sentence
from kontor.orders import thread
from kontor.orders.access import one_for_team
from kontor.orders.models import Order
from kontor.pages.shared.doors import reader
from kontor.pages.shared.now import now_of
from kontor.pages.shared.parts.shapes import Thread
from kontor.pages.shared.thread import (
    PLACE,
    TalkForm,
    answer,
    order_thread,
    shown_last,
)
from kontor.pages.team.door import door, is_advisor
from kontor.people.models import Person

OWN = S("This is your own: write to the team on your pages as a member.")


@door
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, order_id: int) -> HttpResponse:
    """Everything that was said; a message that could not be sent stands here with its fault."""
    order, now = one_for_team(reader(request), order_id), now_of(request)
    if request.method != "POST":
        return _show(request, order, TalkForm())
    return answer(
        request,
        lambda text, key: talk.say(reader(request), order_id, text, key, now),
        lambda form, refused, status: _show(request, order, form, refused, status),
        reverse("team_review", args=[order_id]) + PLACE,
    )


@door
@require_POST
def read(request: HttpRequest, order_id: int) -> HttpResponse:
    """Nothing to answer: the thread leaves the desk."""
    try:
        talk.mark_read(reader(request), order_id, shown_last(request), now_of(request))
    except Conflict as conflict:
        order = one_for_team(reader(request), order_id)
        return _show(request, order, TalkForm(), conflict.sentence, 409)
    return redirect(reverse("team_review", args=[order_id]) + PLACE)


def thread_shown(
    request: HttpRequest, order: Order, said: Talk, form: TalkForm | None = None
) -> Thread:
    """The thread of an order, with the form for an advisor."""
    url = reverse("team_order_talk", args=[order.pk])
    shown = order_thread(request, order, said, url)
    read_url = reverse("team_order_read", args=[order.pk])
    return answerable(request, shown, order.owner, form, read_url)


def answerable(
    request: HttpRequest, shown: Thread, member: Person, form: TalkForm | None, read_url: str
) -> Thread:
    """The thread as the reader may go on with it: advisors answer, nobody answers themselves."""
    if not is_advisor(request):
        return shown
    if member.pk == reader(request).pk:
        return replace(shown, closed=OWN)
    return replace(
        shown,
        form=form or TalkForm(),
        label=S("Message to {member}", member=member.name),
        read_url=read_url if shown.waits else "",
    )


def _show(
    request: HttpRequest,
    order: Order,
    form: TalkForm,
    refused: Sentence | None = None,
    status: int = 200,
) -> HttpResponse:
    talk_shown = thread_shown(request, order, thread.talk_of(order), form)
    context = {"order": order, "talk": talk_shown, "refused": refused}
    return render(request, "team/order_talk.html", context, status=status)
