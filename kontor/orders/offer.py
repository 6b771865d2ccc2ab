"""The offer: what the client sees of an order. There is no field for anything else.

No comment, no sector, no working time, no other person's address can leak from a type that does
not have them. An offer is frozen as JSON in a revision; its hash covers the fields that make a
new revision (spec § 6), and nothing else.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from hashlib import sha256
from itertools import takewhile
from typing import TypeVar

from kontor.clients.facts import ClientFacts, Kind
from kontor.foundation.plain import from_plain, to_plain
from kontor.orders.draft import (
    Draft,
    Line,
    LineKind,
    Mode,
    Payment,
    Recurrence,
    Share,
    Treatment,
    Unit,
)
from kontor.orders.plan import (
    InvoiceKind,
    PlannedInvoice,
    Recurring,
    occurrences,
    plan_of,
    sum_of,
)
from kontor.orders.totals import Amounts, VatGroup, VatRates, VatTerms, line_net, totals

T = TypeVar("T")


@dataclass(frozen=True)
class OfferClient:
    """The client as addressed in the offer and on the invoice."""

    name: str
    addition: str
    street: str
    postcode: str
    town: str
    country: str
    vat_number: str
    kind: Kind


@dataclass(frozen=True)
class OfferLine:
    """A line as the client sees it; amounts net."""

    text: str
    quantity: Decimal
    unit: Unit
    unit_price: Decimal
    kind: LineKind
    treatment: Treatment
    rate: Decimal
    net: Decimal


@dataclass(frozen=True)
class OfferInvoice:
    """An invoice the client will get. `groups` are missing in offers frozen before it had them."""

    kind: InvoiceKind
    billing_date: date
    due_on: date
    service_from: date
    service_to: date
    net: Decimal
    vat: Decimal
    gross: Decimal
    groups: tuple[VatGroup, ...] = ()


@dataclass(frozen=True)
class Offer:
    """Everything the client sees. `valid_until` None: the client is not asked.

    Lines, groups, net, VAT and gross are the order's, which of a recurrent payment are those of
    each invoice. `invoices`: the plan, of an open-ended payment its first year. `service_to` None:
    the payment is open-ended. `deposit` and `recurrence` are the terms as typed. `continues`:
    number of the running order that this one changes from its first service day on.
    """

    client: OfferClient
    member_name: str
    title: str
    description: str
    service_from: date
    service_to: date | None
    place_country: str
    lines: tuple[OfferLine, ...]
    groups: tuple[VatGroup, ...]
    net: Decimal
    vat: Decimal
    gross: Decimal
    mode: Mode
    term_days: int
    invoices: tuple[OfferInvoice, ...]
    special_agreement: str
    valid_until: date | None
    buyer_reference: str
    purchase_order: str
    deposit: Share | None = None
    recurrence: Recurrence | None = None
    continues: str = ""

    @property
    def payment(self) -> Payment:
        """The terms of payment as far as the client sees them; the parts are the invoices."""
        return Payment(
            mode=self.mode,
            billing_date=self.invoices[0].billing_date if self.invoices else None,
            term_days=self.term_days,
            deposit=self.deposit,
            final_date=self.invoices[-1].billing_date if self.deposit else None,
            recurrence=self.recurrence,
        )

    @property
    def amounts(self) -> Amounts:
        """What is shown as the sum: of a recurrent payment each invoice, else all invoices.

        VAT is computed per invoice, so it may differ from the order's by cents (spec § 9).
        """
        if self.mode is Mode.RECURRENT or not all(row.groups for row in self.invoices):
            return Amounts(self.groups, self.net, self.vat, self.gross)
        return sum_of(self.invoices)


def offer_of(draft: Draft, client: ClientFacts, member_name: str, vat: VatTerms) -> Offer:
    """The offer of a draft that `faults_to_submit` found complete; ValueError otherwise."""
    sums = totals(draft.lines, vat)
    plan = plan_of(draft, sums, vat.rates)
    if not plan:
        raise ValueError("an offer is made of a complete draft")
    confirmation, payment = draft.confirmation, draft.payment
    return Offer(
        client=_client(client),
        member_name=member_name,
        title=draft.title,
        description=draft.description,
        service_from=_given(draft.service_from),
        service_to=None if payment.open_ended else _given(draft.service_to),
        place_country=draft.place_country or client.country,
        lines=tuple(_line(line, vat) for line in draft.lines),
        groups=sums.groups,
        net=sums.net,
        vat=sums.vat,
        gross=sums.gross,
        mode=payment.mode,
        term_days=_given(payment.term_days),
        invoices=tuple(_invoice(row) for row in plan),
        special_agreement=draft.special_agreement,
        valid_until=_given(confirmation.valid_until) if confirmation.ask else None,
        buyer_reference=draft.buyer_reference or client.buyer_reference,
        purchase_order=draft.purchase_order,
        deposit=payment.deposit if payment.mode is Mode.ADVANCE else None,
        recurrence=payment.recurrence if payment.mode is Mode.RECURRENT else None,
    )


def planned_ahead(
    offer: Offer, until: date, rates: VatRates | None = None
) -> Iterator[OfferInvoice]:
    """The invoices of an open-ended offer whose billing date is before `until`, from the first."""
    if offer.recurrence is None or not offer.recurrence.open_ended:
        raise ValueError("only an open-ended payment is planned ahead")
    recurring = Recurring(
        first=offer.invoices[0].billing_date,
        rule=offer.recurrence,
        term_days=offer.term_days,
        service_from=offer.service_from,
        service_to=None,
        amounts=Amounts(offer.groups, offer.net, offer.vat, offer.gross),
        rates=rates,
    )
    rows = takewhile(lambda row: row.billing_date < until, occurrences(recurring))
    return (_invoice(row) for row in rows)


def offer_json(offer: Offer) -> str:
    """The offer as canonical JSON: sorted keys, no spaces, amounts as plain text, ASCII only."""
    return _canonical(to_plain(offer))


def offer_from_json(text: str) -> Offer:
    """The offer that `offer_json` wrote."""
    return from_plain(Offer, json.loads(text))


def content_hash(offer: Offer, client_id: int) -> str:
    """SHA-256 (hex) over the fields whose change makes a new revision (spec § 6).

    The client counts by its row in the directory, name and seat: a corrected street is no other
    client, a namesake is one. Not covered: deadline, buyer reference, purchase order, and what
    follows from the covered fields.
    """
    client = offer.client
    # An open-ended plan is its rule and its first invoice: a year that rolls on is no change.
    planned = offer.invoices[:1] if offer.payment.open_ended else offer.invoices
    content: dict[str, object] = {
        "client": [client_id, client.name, client.addition, client.country],
        "title": offer.title,
        "description": offer.description,
        "service": [offer.service_from, offer.service_to],
        "place": offer.place_country,
        "lines": [
            [
                row.kind,
                row.text,
                _bare(row.quantity),
                row.unit,
                _bare(row.unit_price),
                row.treatment,
            ]
            for row in offer.lines
        ],
        "mode": offer.mode,
        "term_days": offer.term_days,
        "invoices": [
            [row.kind, row.billing_date, _bare(row.net), _bare(row.vat), _bare(row.gross)]
            for row in planned
        ],
        "special_agreement": offer.special_agreement,
    }
    if offer.recurrence is not None:  # left out of others: hashes frozen before it existed stay
        content["recurrence"] = offer.recurrence
    return sha256(_canonical(to_plain(content)).encode()).hexdigest()


def _client(client: ClientFacts) -> OfferClient:
    return OfferClient(
        name=client.name,
        addition=client.addition,
        street=client.street,
        postcode=client.postcode,
        town=client.town,
        country=client.country,
        vat_number=client.vat_number,
        kind=client.kind,
    )


def _line(line: Line, vat: VatTerms) -> OfferLine:
    treatment = vat.treatment_of(line)
    if treatment in vat.refused:
        raise ValueError(f"{treatment} cannot be billed")
    return OfferLine(
        text=line.text,
        quantity=_given(line.quantity),
        unit=_given(line.unit),
        unit_price=_given(line.unit_price),
        kind=line.kind,
        treatment=treatment,
        rate=vat.rate_of(treatment),
        net=_given(line_net(line)),
    )


def _invoice(row: PlannedInvoice) -> OfferInvoice:
    return OfferInvoice(
        kind=row.kind,
        billing_date=row.billing_date,
        due_on=row.due_on,
        service_from=_given(row.service_from),
        service_to=_given(row.service_to),
        net=row.net,
        vat=row.vat,
        gross=row.gross,
        groups=row.groups,
    )


def _given(value: T | None) -> T:
    if value is None:
        raise ValueError("an offer is made of a complete draft")
    return value


def _bare(number: Decimal) -> str:
    """The number without trailing zeros: 5 and 5.000 are one quantity."""
    return f"{number.normalize():f}"


def _canonical(plain: object) -> str:
    return json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
