"""The payment plan: the invoices that will be issued for a draft as it stands."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from kontor.orders.draft import Draft
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
    """The planned invoices in the order of billing; empty while dates are missing."""
    raise NotImplementedError
