"""When a guaranteed invoice becomes a case for the accountant (spec § 8). Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal


@dataclass(frozen=True)
class Span:
    """Days of a dispute: from the day it was raised to the day it was answered, if it was."""

    begin: date
    end: date | None = None


@dataclass(frozen=True)
class Unpaid:
    """An issued invoice as the rule sees it.

    `guaranteed`: by what was frozen at issue, or a proof that came in time. `open`: gross euros
    not paid. `disputes`: all it ever had.
    """

    status: str
    due_on: date
    guaranteed: bool
    open: Decimal
    disputes: tuple[Span, ...] = ()


def opens(invoice: Unpaid, days: int, known_until: date | None) -> bool:
    """Whether the accountant gets the case now.

    `days`: from the due date on, without those of disputes. `known_until`: the last day of which
    the bank has told; a payment that has arrived but was not read must never be overlooked.
    """
    if invoice.status != "issued" or not invoice.guaranteed or invoice.open <= 0:
        return False
    day = case_day(invoice.due_on, invoice.disputes, days)
    return day is not None and known_until is not None and known_until >= day


def case_day(due_on: date, disputes: Iterable[Span], days: int) -> date | None:
    """The day on which the invoice was unpaid so long; None while the days stand still."""
    day, counted_until = due_on + timedelta(days=days), due_on
    for span in sorted(disputes, key=lambda span: span.begin):
        begin = max(span.begin, counted_until)
        if begin >= day:
            break
        if span.end is None:
            return None
        if span.end > begin:
            day += span.end - begin
            counted_until = span.end
    return day
