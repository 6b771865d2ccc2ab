"""What a draft would become: sums, planned invoices, wage, guarantee, what happens next.

Read by the form's summary, the order's page and `kontor simulate`; changes nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from kontor.clients.facts import ClientFacts
from kontor.clients.models import Client
from kontor.clients.queries import with_invalid_number
from kontor.clients.record import facts_of
from kontor.cooperative import rates
from kontor.cooperative.deadlines import deadline
from kontor.cooperative.own_data import cooperative
from kontor.foundation.days import day_fault, day_of
from kontor.foundation.refusal import Fault
from kontor.foundation.sentence import Sentence
from kontor.foundation.workdays import one_workday_later
from kontor.invoicing.vat import terms_for
from kontor.invoicing.vat_rates import vat_rates
from kontor.orders.draft import Draft, First, Mode, Treatment
from kontor.orders.guarantee import Guarantee, GuaranteeFacts, guarantee_of
from kontor.orders.next_step import Ahead, steps_for_form
from kontor.orders.payment_warnings import warnings
from kontor.orders.plan import PlannedInvoice, plan_of
from kontor.orders.sector_list import sectors
from kontor.orders.sectors import Sector
from kontor.orders.totals import Totals, VatRates, VatTerms, totals
from kontor.orders.wage import Wage, WageTerms, wage_of


@dataclass(frozen=True)
class Preview:
    """The summary beside the form. `vat` is None while no client is chosen."""

    client: ClientFacts | None
    vat: VatTerms | None
    totals: Totals
    invoices: tuple[PlannedInvoice, ...]
    wage: Wage
    guarantee: Guarantee | None
    steps: tuple[Sentence, ...]
    warnings: tuple[Fault, ...]


def preview(
    draft: Draft, now: datetime, first: First = First.TEAM, *, proof_waiting: bool = False
) -> Preview:
    """The summary of a draft as it stands, however incomplete."""
    today = day_of(now)
    row = Client.objects.filter(pk=draft.client_id).first() if draft.client_id else None
    client = facts_of(row) if row else None
    vat = vat_terms(row, draft, today)
    sums = totals(draft.lines, vat)
    invoices = plan_of(draft, sums, vat.rates) if vat else ()
    return Preview(
        client=client,
        vat=vat,
        totals=sums,
        invoices=invoices,
        wage=wage_of(draft, wage_terms(today)),
        guarantee=_guarantee(draft, client, today, proof_waiting=proof_waiting) if client else None,
        steps=steps_for_form(_ahead(draft, invoices, now), client_first=first is First.CLIENT),
        warnings=tuple(warnings(draft, today, vat)),
    )


@dataclass(frozen=True)
class VatSettings:
    """What the house's settings say about VAT: the rates, and the sectors with their usual one."""

    rates: VatRates
    sectors: Mapping[str, Sector]


def vat_settings() -> VatSettings:
    """Read once for many orders."""
    return VatSettings(vat_rates(), sectors())


def vat_terms(client: Client | None, draft: Draft, today: date) -> VatTerms | None:
    """How VAT falls on an order for the client; None while no client is chosen.

    One query where the client's VAT number matters.
    """
    if client is None:
        return None
    invalid = bool(with_invalid_number([client]))
    return terms_of(facts_of(client), draft, today, vat_settings(), invalid=invalid)


def terms_of(
    client: ClientFacts, draft: Draft, today: date, by: VatSettings, *, invalid: bool
) -> VatTerms:
    """As `vat_terms`, for values at hand. `invalid`: as in `with_invalid_number`."""
    sector = by.sectors.get(draft.sector)
    return terms_for(
        client,
        tax_day(draft, today),
        by.rates,
        place=draft.place_country,
        usual=sector.treatment if sector else Treatment.STANDARD,
        number_invalid=invalid,
    )


def tax_day(draft: Draft, today: date) -> date:
    """The last service day, on which the tax arises (§ 13 (1) no. 1 a UStG).

    The first where the payment is open-ended; today while none is given that can be meant.
    """
    last = None if draft.payment.open_ended else draft.service_to
    day = last or draft.service_from or today
    return today if day_fault(day, today) else day


def wage_terms(day: date) -> WageTerms:
    """The cooperative's settings behind the hourly wage, as of `day`."""
    book = rates.book(rates.FEE, rates.EMPLOYER_SHARE, rates.MINIMUM_WAGE)
    return WageTerms(
        fee_percent=rates.value_on(book[rates.FEE], rates.FEE, day),
        employer_share_percent=rates.value_on(
            book[rates.EMPLOYER_SHARE], rates.EMPLOYER_SHARE, day
        ),
        minimum_wages=book[rates.MINIMUM_WAGE],
        hours_per_day=Decimal(deadline("hours_per_day")),
    )


def _guarantee(draft: Draft, client: ClientFacts, today: date, *, proof_waiting: bool) -> Guarantee:
    return guarantee_of(
        GuaranteeFacts(
            client_name=client.name,
            client_country=client.country,
            asked=draft.confirmation.ask,
            today=today,
            proof_waiting=proof_waiting,
        )
    )


def _ahead(draft: Draft, invoices: Sequence[PlannedInvoice], now: datetime) -> Ahead:
    house = cooperative()
    first = None if draft.payment.mode is Mode.INSTALMENTS else draft.payment.billing_date
    return Ahead(
        house=house.short_name,
        contact_name=draft.contact.name,
        asked=draft.confirmation.ask,
        valid_until=draft.confirmation.valid_until,
        review_by=one_workday_later(now, house.state),
        billing_date=invoices[0].billing_date if invoices else first,
    )
