"""The payment plan: the invoices that will be issued for a draft as it stands."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from kontor.orders.draft import Draft, Mode, Payment
from kontor.orders.limits import LONGEST_TERM
from kontor.orders.totals import Totals, VatGroup


class InvoiceKind(StrEnum):
    """What an invoice is for; cancellation invoices are never planned."""

    INVOICE = "invoice"
    DEPOSIT = "deposit"
    FINAL = "final"
    CANCELLATION = "cancellation"


@dataclass(frozen=True)
class PlannedInvoice:
    """One row of the plan. `position` counts from 1; `due_on` is `billing_date` + the term."""

    position: int
    kind: InvoiceKind
    billing_date: date
    due_on: date
    service_from: date | None
    service_to: date | None
    groups: tuple[VatGroup, ...]
    net: Decimal
    vat: Decimal
    gross: Decimal


def plan_of(draft: Draft, sums: Totals) -> tuple[PlannedInvoice, ...]:
    """The planned invoices in the order of billing; empty while date or term are missing or wrong.

    Only the single payment is planned yet; other modes are refused at submission.
    """
    payment = draft.payment
    due_on = _due_on(payment)
    if payment.mode is not Mode.SINGLE or payment.billing_date is None or due_on is None:
        return ()
    return (
        PlannedInvoice(
            position=1,
            kind=InvoiceKind.INVOICE,
            billing_date=payment.billing_date,
            due_on=due_on,
            service_from=draft.service_from,
            service_to=draft.service_to,
            groups=sums.groups,
            net=sums.net,
            vat=sums.vat,
            gross=sums.gross,
        ),
    )


def _due_on(payment: Payment) -> date | None:
    billing, term = payment.billing_date, payment.term_days
    if billing is None or term is None or not 0 <= term <= LONGEST_TERM:
        return None
    if billing > date.max - timedelta(days=term):
        return None
    return billing + timedelta(days=term)
