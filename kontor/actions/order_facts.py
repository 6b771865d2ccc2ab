"""Facts that the pure rules about an order ask for, gathered from the rooms that know them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import prefetch_related_objects

from kontor.clients.alike import Alike
from kontor.clients.facts import ClientFacts
from kontor.clients.models import Client
from kontor.clients.record import facts_of
from kontor.clients.similar import alike_of
from kontor.clients.standing import Standing
from kontor.clients.vat_register import Verdict
from kontor.cooperative.deadlines import deadline
from kontor.cooperative.own_data import cooperative
from kontor.formats.einvoice.printable import unprintable
from kontor.foundation.days import day_of
from kontor.invoicing.earned import earned_of, with_earned
from kontor.invoicing.preview import VatSettings, terms_of, vat_settings, vat_terms, wage_terms
from kontor.orders.checks import Check, CheckFacts
from kontor.orders.dependence import Earned, fees_of_a_year, share_of_fees, weekly_hours
from kontor.orders.draft import Draft, Mode
from kontor.orders.likeness import Likeness, likeness_of, with_likeness
from kontor.orders.models import Order
from kontor.orders.plan import paid_in_advance
from kontor.orders.record import draft_of
from kontor.orders.review_checks import checks
from kontor.orders.sector_list import sectors
from kontor.orders.sectors import Sector
from kontor.orders.submitting import Surroundings
from kontor.orders.wage import WageTerms, wage_of
from kontor.people.house import house_addresses
from kontor.people.models import Person
from kontor.receivables.standing import standing_in, standing_kept


def surroundings(owner: Person, draft: Draft, now: datetime) -> Surroundings:
    """What the rules for submitting must know beside the draft."""
    client = Client.objects.filter(pk=draft.client_id).first() if draft.client_id else None
    facts = facts_of(client) if client else None
    return Surroundings(
        today=day_of(now),
        client=facts,
        vat=vat_terms(client, draft, day_of(now)),
        sectors=frozenset(key for key, sector in sectors().items() if sector.offered),
        house_addresses=house_addresses(owner),
        unprintable=unprintable,
        offer_most_months=deadline("offer_most_months"),
    )


def checks_of(orders: Sequence[Order], now: datetime) -> dict[int, tuple[Check, ...]]:
    """The automatic checks (spec § 7) of submitted orders, by order; five queries for all.

    The orders come with their client (`select_related`).
    """
    prefetch_related_objects(orders, "lines")
    in_parts = [order for order in orders if order.payment_mode == Mode.INSTALMENTS]
    prefetch_related_objects(in_parts, "instalments")
    return _checks({order.pk: (order, draft_of(order), _client(order)) for order in orders}, now)


def checks_of_draft(
    order: Order, draft: Draft, client: ClientFacts, now: datetime
) -> tuple[Check, ...]:
    """The checks of an order whose content and client are at hand already."""
    return _checks({order.pk: (order, draft, client)}, now)[order.pk]


def _checks(
    orders: dict[int, tuple[Order, Draft, ClientFacts]], now: datetime
) -> dict[int, tuple[Check, ...]]:
    today = day_of(now)
    beside = _beside([order for order, _, _ in orders.values()], today)
    terms, by = wage_terms(today), vat_settings()
    certificate = cooperative().exemption_certificate
    return {
        pk: checks(
            _facts(
                draft,
                client,
                client_id=order.client_id or 0,
                sector=by.sectors[order.sector],
                beside=beside[pk],
                wage=terms,
                by=by,
                certificate=certificate,
                today=today,
            )
        )
        for pk, (order, draft, client) in orders.items()
    }


@dataclass(frozen=True)
class _Beside:
    """What the portal knows beside the order itself."""

    likeness: Likeness
    alike: tuple[Alike, ...]
    earned: Earned
    standing: Standing | None


def _beside(orders: Sequence[Order], today: date) -> dict[int, _Beside]:
    """By order; one query, and another where a client is not verified yet."""
    alike = alike_of([order.client for order in orders if order.client], today)
    rows = Order.objects.filter(pk__in=[order.pk for order in orders])
    rows = rows.annotate(standing=standing_kept("client", today))
    return {
        row.pk: _Beside(
            likeness_of(row),
            alike.get(row.client_id, ()),
            earned_of(row),
            standing_in(row.standing, today),
        )
        for row in with_earned(with_likeness(rows)).only("client")
    }


def _facts(  # noqa: PLR0913  # what the checks judge
    draft: Draft,
    client: ClientFacts,
    *,
    client_id: int,
    sector: Sector,
    beside: _Beside,
    wage: WageTerms,
    by: VatSettings,
    certificate: str,
    today: date,
) -> CheckFacts:
    verdict = beside.likeness.vat_verdict
    vat = terms_of(client, draft, today, by, invalid=verdict is Verdict.INVALID)
    judged = wage_of(draft, wage)
    return CheckFacts(
        client=client,
        client_id=client_id,
        sector=sector,
        wage=judged,
        today=today,
        vat=vat,
        treatments=frozenset(vat.treatment_of(line) for line in draft.lines),
        place_country=draft.place_country or client.country,
        vat_verdict=verdict,
        certificate=certificate,
        paid_in_advance=paid_in_advance(draft.payment, draft.service_from),
        standing=beside.standing,
        similar_clients=beside.alike,
        contact_is_member=beside.likeness.contact_is_member,
        share_of_fees=share_of_fees(fees_of_a_year(draft), beside.earned),
        weekly_hours=weekly_hours(draft.payment, judged.hours),
        same_orders=beside.likeness.same_orders,
        proofs_waiting=beside.likeness.proofs_waiting,
    )


def _client(order: Order) -> ClientFacts:
    if order.client is None:
        message = "only a submitted order is checked"
        raise ValueError(message)
    return facts_of(order.client)
