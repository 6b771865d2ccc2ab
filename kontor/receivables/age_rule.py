"""How old open invoices are: the bands of a list of open items (pure)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kontor.foundation.money import ZERO

BANDS: tuple[int | None, ...] = (0, 30, 60, 90, None)
"""The last day overdue of each band; 0: not due yet, None: without end."""


@dataclass(frozen=True)
class Band:
    """Open invoices of one age: `first` to `last` days overdue, their number and open gross."""

    first: int
    last: int | None
    count: int
    open: Decimal


def days_overdue(due_on: date | None, known: date) -> int:
    """How many days overdue on the last day that is known; 0 is not due."""
    return max(0, (known - due_on).days) if due_on else 0


def by_age(items: Iterable[tuple[date | None, Decimal]], known: date) -> Sequence[Band]:
    """The bands of open items (due date, open amount), the youngest first."""
    counts, sums = [0] * len(BANDS), [ZERO] * len(BANDS)
    for due_on, amount in items:
        n = _band(days_overdue(due_on, known))
        counts[n] += 1
        sums[n] += amount
    firsts = [0, *(last + 1 for last in BANDS if last is not None)]
    return [Band(*parts) for parts in zip(firsts, BANDS, counts, sums, strict=True)]


def _band(days: int) -> int:
    return next(n for n, last in enumerate(BANDS) if last is None or days <= last)
