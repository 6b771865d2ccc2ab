"""Default and statutory interest (§§ 286, 288 BGB): pure; amounts in euros, days in Berlin."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Final

from kontor.cooperative.rate_rules import HALF_YEAR, Rows, half_year_of
from kontor.foundation.money import HUNDRED, ZERO, to_cents
from kontor.foundation.workdays import is_workday, next_workday

ONE_DAY = timedelta(days=1)
DAYS_UNTIL_DEFAULT: Final = timedelta(days=30)  # § 286 (3)
DAYS_OF_A_YEAR: Final = 365
CONSUMER: Final = "private"  # the kind of client; every other one is no consumer (§ 13)
POINTS: Final = Decimal(9)  # § 288 (2)
CONSUMER_POINTS: Final = Decimal(5)  # § 288 (1)
LUMP_SUM: Final = Decimal("40.00")  # § 288 (5)

Open = Sequence[tuple[date, Decimal]]
"""First days with the amount that is open at the end of each day from then on, oldest first."""


@dataclass(frozen=True)
class DefaultFacts:
    """What decides from which day on a client is in default.

    `term_confirmed`: the client agreed to the payment term. `received_on`, `reminded_on`: days of
    the first delivered invoice mail and of the first reminder. `told`: the invoice names the 30
    days, which a consumer must have been told. `state`: federal state, for working days.
    """

    due_on: date
    state: str
    kind: str
    term_confirmed: bool
    received_on: date | None
    reminded_on: date | None
    told: bool = False


@dataclass(frozen=True)
class Part:
    """Interest of days (`first` to `last`) with one base rate and one open amount.

    `percent` is the base rate and the points on it; the parts' amounts sum to the whole.
    """

    first: date
    last: date
    days: int
    open: Decimal
    base_rate: Decimal
    percent: Decimal
    amount: Decimal


@dataclass(frozen=True)
class Interest:
    """`amount` is rounded once, half up. `unknown`: half-years for which nothing is claimed."""

    amount: Decimal
    parts: tuple[Part, ...]
    unknown: tuple[date, ...]


def points_for(kind: str) -> Decimal:
    """Percentage points over the base rate, by the kind of client."""
    return CONSUMER_POINTS if kind == CONSUMER else POINTS


def lump_sum_for(kind: str) -> Decimal:
    """The lump sum of § 288 (5); nothing from consumers."""
    return ZERO if kind == CONSUMER else LUMP_SUM


def default_from(facts: DefaultFacts) -> date | None:
    """The first day of default and of interest (§ 286 BGB, spec § 11); None while there is none.

    After the due date where the client confirmed the term; else after the first reminder or, if
    earlier, 30 days after due date and receipt. A term that ends on a day without work ends on the
    next working day (§ 193), and a day that begins a term does not count in it (§ 187 (1)).
    """
    if facts.term_confirmed:
        return _after(facts.due_on, facts.state)
    begins = []
    if facts.reminded_on:
        begins.append(facts.reminded_on + ONE_DAY)
    if facts.received_on and (facts.told or facts.kind != CONSUMER):
        last = max(facts.due_on, facts.received_on) + DAYS_UNTIL_DEFAULT
        begins.append(_after(last, facts.state))
    return min(begins, default=None)


def interest(
    open_amounts: Open, start: date, end: date, points: Decimal, base_rates: Rows
) -> Interest:
    """Interest from `start` to `end`, both included, day-exact over 365 days, also in leap years.

    A day's open amount is that of its end, so the day of a payment bears none on what was paid.
    Only a row of the half-year itself gives its base rate (§ 247): for one without nothing is
    claimed. Together never below zero percent.
    """
    rates = dict(base_rates)
    parts: list[Part] = []
    unknown: list[date] = []
    weight = ZERO
    for first, last, amount in _stretches(open_amounts, start, end):
        half_year = half_year_of(first)
        if half_year not in rates:
            unknown.append(half_year)
            continue
        percent = max(rates[half_year] + points, ZERO)
        days = (last - first).days + 1
        before, weight = _euros(weight), weight + amount * percent * days
        here = _euros(weight) - before
        parts.append(Part(first, last, days, amount, rates[half_year], percent, here))
    return Interest(_euros(weight), tuple(parts), tuple(dict.fromkeys(unknown)))


def _after(last: date, state: str) -> date:
    """The day after a term whose last day is `last` (§ 193)."""
    return (last if is_workday(last, state) else next_workday(last, state)) + ONE_DAY


def _euros(weight: Decimal) -> Decimal:
    """Euros × percent × days as euros."""
    return to_cents(weight / (HUNDRED * DAYS_OF_A_YEAR))


def _stretches(open_amounts: Open, start: date, end: date) -> Iterator[tuple[date, date, Decimal]]:
    """Days from `start` to `end` over which neither open amount nor half-year changes."""
    first_days = [day for day, _ in open_amounts]
    cuts = {start, *first_days, *_half_years(start, end)}
    begins = sorted(day for day in cuts if start <= day <= end)
    for first, following in pairwise([*begins, end + ONE_DAY]):
        known = bisect_right(first_days, first)
        if known and open_amounts[known - 1][1] > 0:
            yield first, following - ONE_DAY, open_amounts[known - 1][1]


def _half_years(start: date, end: date) -> Iterator[date]:
    day = half_year_of(start) + HALF_YEAR
    while day <= end:
        yield day
        day += HALF_YEAR
