"""The conversation with the team about one order: on its page, and on a page of its own."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from kontor.actions import talk
from kontor.clients.conversation import Talk
from kontor.foundation.sentence import S, Sentence
from kontor.orders import access, thread
from kontor.orders.models import Order
from kontor.pages.member.door import door
from kontor.pages.shared.doors import reader
from kontor.pages.shared.house import house_of
from kontor.pages.shared.now import now_of
from kontor.pages.shared.parts.shapes import Thread
from kontor.pages.shared.thread import PLACE, TalkForm, answer, order_thread


@door
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, order_id: int) -> HttpResponse:
    """Everything that was said; a message that could not be sent stands here with its fault."""
    order, now = access.own(reader(request), order_id), now_of(request)

    def show(form: TalkForm, refused: Sentence | None = None, status: int = 200) -> HttpResponse:
        talk_shown = thread_shown(request, order, thread.talk_of(order), form)
        context = {"order": order, "talk": talk_shown, "refused": refused}
        return render(request, "member/order_talk.html", context, status=status)

    if request.method != "POST":
        return show(TalkForm())
    return answer(
        request,
        lambda text, key: talk.say(reader(request), order_id, text, key, now),
        show,
        f"/orders/{order_id}/{PLACE}",
    )


def thread_shown(
    request: HttpRequest, order: Order, said: Talk, form: TalkForm | None = None
) -> Thread:
    """The thread of the reader's own order, with the form while the team can read it."""
    shown = order_thread(request, order, said, f"/orders/{order.pk}/conversation")
    closed = thread.closed(order.status, begun=bool(shown.entries))
    if closed is not None:
        return replace(shown, closed=closed)
    label = S("Message to {house}", house=house_of(request).short_name)
    return replace(shown, form=form or TalkForm(), label=label)
