"""What a draft would become: sums, planned invoices, wage, guarantee, what happens next.

Read by the form's summary, the order's page and `kontor simulate`; changes nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from kontor.clients.facts import ClientFacts
from kontor.clients.models import Client
from kontor.clients.record import facts_of
from kontor.cooperative import rates
from kontor.cooperative.deadlines import deadline
from kontor.cooperative.own_data import cooperative
from kontor.foundation.days import day_of
from kontor.foundation.refusal import Fault
from kontor.foundation.sentence import Sentence
from kontor.foundation.workdays import one_workday_later
from kontor.invoicing.vat import VatRates, terms_for
from kontor.orders.draft import Draft, First, Mode
from kontor.orders.guarantee import Guarantee, GuaranteeFacts, guarantee_of
from kontor.orders.next_step import Ahead, steps_for_form
from kontor.orders.payment_warnings import warnings
from kontor.orders.plan import PlannedInvoice, plan_of
from kontor.orders.totals import Totals, VatTerms, totals
from kontor.orders.wage import Wage, WageTerms, wage_of

VAT_RATES = VatRates()
WITHOUT_CLIENT = VatTerms(default=None, rates={}, refused={})


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
    vat = vat_terms(client, today)
    sums = totals(draft.lines, vat or WITHOUT_CLIENT)
    invoices = plan_of(draft, sums) if vat and vat.default else ()
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


def vat_terms(client: ClientFacts | None, day: date) -> VatTerms | None:
    """How VAT falls on an order for the client; None while no client is chosen."""
    return terms_for(client, day, VAT_RATES) if client else None


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
