"""How a client stands with its invoices (spec § 4): pure, handed in by who books payments."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kontor.foundation.days import later_by

MONTHS_OVERDUE = 2


@dataclass(frozen=True)
class Habit:
    """How a client pays: of the last year the invoices `paid`, and when, in days after due.

    `days` is the average, rounded, and below zero where they come early.
    """

    paid: int
    days: int


@dataclass(frozen=True)
class Standing:
    """Amounts gross, in euros, over all members.

    `open`: issued and not paid; `overdue`: the part of it that is due; `oldest_due`: its oldest
    due date. `over_two_months`: as `overdue_too_long` says of it. `debts`: what the client owes
    beside its invoices. `habit`: None where nothing was paid lately.
    """

    open: Decimal
    overdue: Decimal
    oldest_due: date | None
    over_two_months: bool
    debts: Decimal
    habit: Habit | None = None


def overdue_too_long(oldest_due: date | None, today: date) -> bool:
    """Whether something is overdue for more than two calendar months (R67).

    Due on 31 December is clamped to 28 February, so that 1 March is the first day too many.
    """
    return oldest_due is not None and today > later_by(oldest_due, MONTHS_OVERDUE, "month")
