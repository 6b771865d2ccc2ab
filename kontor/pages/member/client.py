"""`/clients/<id>`: a client as its members may know it, and what they propose about it."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from kontor.actions import change_client
from kontor.clients import proposals
from kontor.clients.blocks import Block, what_is_possible
from kontor.clients.change_models import ClientProposal
from kontor.clients.models import Client
from kontor.clients.proposed import value_words
from kontor.foundation.address import masked
from kontor.foundation.refusal import Conflict
from kontor.foundation.saying import spoken
from kontor.foundation.sentence import Sentence
from kontor.orders import with_client
from kontor.orders.models import Order
from kontor.pages.member.door import door
from kontor.pages.shared.client_differences import Other, changed
from kontor.pages.shared.doors import reader
from kontor.pages.shared.now import now_of
from kontor.people.models import Person

NEWEST = 5


@dataclass(frozen=True)
class Proposed:
    """The reader's last proposal that they did not take back, with what it differs in.

    `email`: an e-mail for invoices in it that applies to their own orders now.
    """

    row: ClientProposal
    differences: list[Other]
    email: str


@door
@require_safe
def page(request: HttpRequest, client_id: int) -> HttpResponse:
    """The page; of a client that was merged away, the way to the one that stays."""
    client = with_client.one_known(reader(request), client_id)
    if client.pk != client_id:
        return redirect("client_page", client.pk)
    return show(request, client)


@door
@require_POST
def withdraw(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """Take an own open proposal back."""
    person = reader(request)
    try:
        proposal = change_client.withdraw(person, proposal_id, now_of(request))
    except Conflict as conflict:
        client_id = ClientProposal.objects.get(pk=proposal_id).client_id
        client = with_client.one_known(person, client_id)
        return show(request, client, refused=conflict.sentence, status=409)
    messages.success(request, gettext("Your proposal is withdrawn."))
    return redirect("client_page", proposal.client_id)


def show(
    request: HttpRequest, client: Client, refused: Sentence | None = None, status: int = 200
) -> HttpResponse:
    """What the reader may know: address and e-mail for invoices only with an own order."""
    person = reader(request)
    orders, works = _orders(person, client), with_client.works_with(person, client)
    context = {
        "client": client,
        "orders": orders[:NEWEST],
        "more": len(orders) > NEWEST,
        **_in_words(client),
        "works": works,
        "email": client.invoice_email if works else masked(client.invoice_email),
        "alone": works and not with_client.others_have_orders(person, client),
        "proposed": _proposed(person, client),
        "blocked": what_is_possible(Block(client.block)),
        "refused": refused,
    }
    return render(request, "member/client.html", context, status=status)


def _orders(person: Person, client: Client) -> list[Order]:
    """The newest own orders, and one more where there are more."""
    orders = Order.objects.filter(owner=person, client=client)
    return list(orders.order_by("-changed_at", "-pk")[: NEWEST + 1])


def _in_words(client: Client) -> dict[str, Any]:
    said = ("kind", "country", "language")
    return {name: value_words(name, getattr(client, name), spoken()) for name in said}


def _proposed(person: Person, client: Client) -> Proposed | None:
    row = proposals.newest_of(person, client)
    if row is None:
        return None
    applies = row.state == "open" and not client.invoice_email
    email = row.changes.get("invoice_email", {}).get("after", "") if applies else ""
    return Proposed(row, list(changed(row.changes)), email)
