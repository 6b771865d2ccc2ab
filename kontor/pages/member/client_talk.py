"""`/clients/<id>/conversation`: a member talks with the team about a client (R59, R60)."""

import re
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from kontor.actions import talk_client
from kontor.clients.blocks import Block, what_is_possible
from kontor.clients.conversation import talk_of
from kontor.foundation.address import normalise
from kontor.foundation.sentence import S, Sentence
from kontor.orders.contacts import contact_addresses
from kontor.orders.models import Order
from kontor.orders.with_client import conversation
from kontor.pages.member.door import door
from kontor.pages.shared.client_mails import mailed_in
from kontor.pages.shared.doors import reader
from kontor.pages.shared.house import house_of
from kontor.pages.shared.now import now_of
from kontor.pages.shared.thread import PLACE, TalkForm, answer, thread_of


@door
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, client_id: int) -> HttpResponse:
    """The reader's own conversation; `?order=5` leads back to the order they were writing."""
    person, now = reader(request), now_of(request)
    one, order = conversation(person, client_id, person.pk), _order(request)
    url = reverse("client_talk", args=[client_id]) + (f"?order={order.pk}" if order else "")

    own = contact_addresses(one.client, person)

    def show(form: TalkForm, refused: Sentence | None = None, status: int = 200) -> HttpResponse:
        said = talk_of(one)
        mailed = mailed_in(said, names=lambda to: normalise(to) in own)
        label = S("Message to {house}", house=house_of(request).short_name)
        context = {
            "client": one.client,
            "order": order,
            "blocked": what_is_possible(Block(one.client.block)),
            "talk": replace(thread_of(request, said, url, mailed), form=form, label=label),
            "refused": refused,
        }
        return render(request, "member/client_talk.html", context, status=status)

    if request.method != "POST":
        return show(TalkForm())
    return answer(
        request,
        lambda text, key: talk_client.say(person, client_id, person.pk, text, key, now),
        show,
        url + PLACE,
    )


def _order(request: HttpRequest) -> Order | None:
    """The reader's own order that `order` in the address names."""
    number = request.GET.get("order", "")
    if not re.fullmatch(r"[0-9]{1,18}", number):
        return None
    return Order.objects.filter(owner=reader(request), pk=int(number)).first()
