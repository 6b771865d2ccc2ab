"""Facts that the pure rules about an order ask for, gathered from the rooms that know them."""

from datetime import datetime

from kontor.clients.facts import ClientFacts
from kontor.clients.models import Client
from kontor.clients.record import facts_of
from kontor.formats.einvoice.printable import unprintable
from kontor.foundation.days import day_of
from kontor.invoicing.preview import VAT_RATES, vat_terms, wage_terms
from kontor.invoicing.vat import terms_for
from kontor.orders.checks import Check, CheckFacts, checks
from kontor.orders.draft import Draft
from kontor.orders.models import Order
from kontor.orders.record import draft_of
from kontor.orders.sectors import SECTORS
from kontor.orders.submitting import Surroundings
from kontor.orders.wage import wage_of
from kontor.people.house import house_addresses
from kontor.people.models import Person


def surroundings(owner: Person, draft: Draft, now: datetime) -> Surroundings:
    """What the rules for submitting must know beside the draft."""
    client = Client.objects.filter(pk=draft.client_id).first() if draft.client_id else None
    facts = facts_of(client) if client else None
    return Surroundings(
        today=day_of(now),
        client=facts,
        vat=vat_terms(facts, day_of(now)),
        sectors=frozenset(SECTORS),
        house_addresses=house_addresses(owner),
        unprintable=unprintable,
    )


def checks_of(order: Order, now: datetime) -> tuple[Check, ...]:
    """The automatic checks of a submitted order (spec § 7)."""
    if order.client is None:
        message = "only a submitted order is checked"
        raise ValueError(message)
    return checks_of_draft(order, draft_of(order), facts_of(order.client), now)


def checks_of_draft(
    order: Order, draft: Draft, client: ClientFacts, now: datetime
) -> tuple[Check, ...]:
    """The checks of an order whose content and client are at hand already."""
    today = day_of(now)
    terms = terms_for(client, today, VAT_RATES)
    used = frozenset(line.vat or terms.default for line in draft.lines) - {None}
    return checks(
        CheckFacts(
            client=client,
            sector=SECTORS[order.sector],
            wage=wage_of(draft, wage_terms(today)),
            today=today,
            treatments=frozenset(treatment for treatment in used if treatment),
            expected_treatment=terms.default,
            contact_is_member=_is_member(order.contact_email),
            same_orders=_same_orders(order),
        )
    )


def _is_member(address: str) -> bool:
    return Person.objects.filter(email__iexact=address.strip()).exists()


def _same_orders(order: Order) -> tuple[str, ...]:
    twins = Order.objects.filter(
        owner=order.owner,
        client=order.client,
        title=order.title,
        service_from=order.service_from,
        service_to=order.service_to,
    ).exclude(pk=order.pk)
    return tuple(
        twins.exclude(status__in=["draft", "rejected", "cancelled"])
        .order_by("number")
        .values_list("number", flat=True)
    )
