"""Tables of a period as CSV: what was issued, and what the money was for."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kontor.invoicing.auditor_export import issued_between
from kontor.pages.shared.invoice_table import INVOICES
from kontor.pages.shared.tables import Column
from kontor.pages.team.money_tables import ALLOCATIONS
from kontor.receivables.booking_facts import standing_between
from kontor.receivables.owed import with_open


@dataclass(frozen=True)
class Table:
    """`words`: on its button; `told`: what stands in it."""

    words: Promise
    told: Promise
    columns: Sequence[Column]
    rows: Callable[[date, date], QuerySet[Any]]


def _issued(first: date, last: date) -> QuerySet[Any]:
    rows = with_open(issued_between(first, last))
    return rows.select_related("order__client", "order__owner").order_by("issued_on", "number")


TABLES: dict[str, Table] = {
    "invoices": Table(
        _("Invoices as CSV"),
        _("All invoices and cancellation invoices of the period, with what is open of them now."),
        INVOICES,
        _issued,
    ),
    "payments": Table(
        _("Payments as CSV"),
        _("What the bank has booked in the period and what each part is for, also written off."),
        ALLOCATIONS,
        standing_between,
    ),
}
