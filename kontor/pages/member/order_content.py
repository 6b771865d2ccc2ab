"""An order's content on its page: of the frozen offer once it is submitted, of the draft before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from kontor.foundation.days import day_of
from kontor.foundation.money import to_cents
from kontor.foundation.sentence import S, Sentence
from kontor.foundation.written import Money
from kontor.invoicing.preview import vat_terms, wage_terms
from kontor.orders.draft import Draft, Line, LineKind, Mode, Payment, Unit
from kontor.orders.models import Order
from kontor.orders.offer import OfferInvoice, OfferLine
from kontor.orders.plan import InvoiceKind, PlannedInvoice, plan_of
from kontor.orders.record import draft_of
from kontor.orders.revising import offer_in
from kontor.orders.totals import line_net, totals
from kontor.orders.wage import Wage, wage_of

EDITABLE = ("draft", "changes_requested")


@dataclass(frozen=True)
class ContentLine:
    """A fee or expense: what for, how it is counted, and its net where it is known."""

    text: str
    detail: Sentence | None
    expense: bool
    net: Decimal | None


@dataclass(frozen=True)
class PlanRow:
    """An invoice that the order would have; `position` counts from 1."""

    position: int
    kind: InvoiceKind
    billing_date: date
    due_on: date
    service_from: date | None
    service_to: date | None
    gross: Decimal

    @classmethod
    def of(cls, position: int, row: PlannedInvoice | OfferInvoice) -> "PlanRow":
        return cls(
            position=position,
            kind=row.kind,
            billing_date=row.billing_date,
            due_on=row.due_on,
            service_from=row.service_from,
            service_to=row.service_to,
            gross=row.gross,
        )


@dataclass(frozen=True)
class Content:
    """What the order says and comes to; `gross` None while no client says how VAT falls on it.

    `each`: lines and sums are those of each invoice of a recurrent payment.
    """

    description: str
    lines: Sequence[ContentLine]
    net: Decimal
    gross: Decimal | None
    plan: Sequence[PlanRow]
    payment: Payment
    wage: Wage

    @property
    def each(self) -> bool:
        return self.payment.mode is Mode.RECURRENT


def content_of(order: Order, now: datetime) -> Content:
    """Two queries: the lines, and the rates of the wage."""
    draft, today = draft_of(order), day_of(now)
    wage = wage_of(draft, wage_terms(today))
    if order.revision is None or order.status in EDITABLE:
        return _of_draft(order, draft, wage, today)
    offer = offer_in(order.revision)
    return Content(
        description=offer.description,
        lines=[_line(line, line.net) for line in offer.lines],
        net=offer.net,
        gross=offer.gross,
        plan=[PlanRow.of(at, row) for at, row in enumerate(offer.invoices, start=1)],
        payment=draft.payment,
        wage=wage,
    )


def _of_draft(order: Order, draft: Draft, wage: Wage, today: date) -> Content:
    vat = vat_terms(order.client, draft, today)
    sums = totals(draft.lines, vat)
    plan = plan_of(draft, sums, vat.rates) if vat and sums.net else ()
    return Content(
        description=draft.description,
        lines=[_line(line, line_net(line)) for line in draft.lines],
        net=sums.net,
        gross=sums.gross if vat else None,
        plan=[PlanRow.of(at, row) for at, row in enumerate(plan, start=1)],
        payment=draft.payment,
        wage=wage,
    )


def _line(line: Line | OfferLine, net: Decimal | None) -> ContentLine:
    return ContentLine(line.text, _detail(line), line.kind is LineKind.EXPENSE, net)


def _detail(line: Line | OfferLine) -> Sentence | None:
    if line.quantity is None or line.unit_price is None:
        return None
    if line.unit is Unit.FLAT and line.quantity == 1:
        return S("flat")
    exact = line.unit_price == to_cents(line.unit_price)
    price: Money | Decimal = Money(line.unit_price) if exact else line.unit_price
    unit = {Unit.HOUR: S("hours"), Unit.DAY: S("days"), Unit.PIECE: S("pieces")}.get(
        line.unit or Unit.FLAT, S("flat")
    )
    return S("{n} {unit} × {price}", n=line.quantity, unit=unit, price=price)
