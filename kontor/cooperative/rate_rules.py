"""Which rates there are, what they may be, and from which day on. Pure."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dateutil.relativedelta import relativedelta

from kontor.foundation.days import day_fault
from kontor.foundation.refusal import Fault
from kontor.foundation.sentence import S, Sentence

FEE = "fee_percent"
EMPLOYER_SHARE = "employer_share_percent"
MINIMUM_WAGE = "minimum_wage"
BASE_RATE = "base_rate_percent"
VAT_STANDARD = "vat_standard_percent"
VAT_REDUCED = "vat_reduced_percent"

Rows = tuple[tuple[date, Decimal], ...]
"""First days with the value that counts from then on, the oldest first."""

DECIMALS = 2
HALF_YEAR = relativedelta(months=6)


@dataclass(frozen=True)
class RateKind:
    """`sentence` says what it does. Euros, else percent. `half_years`: § 247 (1) BGB."""

    key: str
    title: Sentence
    sentence: Sentence
    least: Decimal
    most: Decimal
    euros: bool = False
    half_years: bool = False


_ALL = (
    RateKind(
        FEE,
        S("The cooperative’s fee"),
        S(
            "What the cooperative keeps of the net fees. It counts in the check of the hourly"
            " wage: the fee of the day on which somebody looks or submits."
        ),
        Decimal(0),
        Decimal(50),
    ),
    RateKind(
        EMPLOYER_SHARE,
        S("Employer’s share"),
        S(
            "The employer’s part of social insurance, on top of the wage. It counts in the check"
            " of the hourly wage like the fee."
        ),
        Decimal(0),
        Decimal(100),
    ),
    RateKind(
        MINIMUM_WAGE,
        S("Minimum wage"),
        S("For each hour. The highest one valid in the service period of an order counts."),
        Decimal("0.01"),
        Decimal(100),
        euros=True,
    ),
    RateKind(
        BASE_RATE,
        S("Base rate"),
        S(
            "Interest on late payment is counted on top of it (§ 288 BGB). The Bundesbank sets it"
            " for each half-year, on 1 January and 1 July; it may be negative."
        ),
        Decimal(-5),
        Decimal(20),
        half_years=True,
    ),
    RateKind(
        VAT_STANDARD,
        S("VAT, standard rate"),
        S(
            "§ 12 (1) UStG. The rate of the last service day of each invoice counts, also where the"
            " invoice was planned before the rate was known."
        ),
        Decimal(0),
        Decimal(100),
    ),
    RateKind(
        VAT_REDUCED,
        S("VAT, reduced rate"),
        S("§ 12 (2) UStG. It counts like the standard rate."),
        Decimal(0),
        Decimal(100),
    ),
)
RATE_KINDS: dict[str, RateKind] = {kind.key: kind for kind in _ALL}


class MissingRate(Exception):
    """No row of the key is valid on the day: a set-up fault, never guessed over."""


def value_on(rows: Rows, key: str, day: date) -> Decimal:
    """The value of the newest row not after `day`. Raises MissingRate."""
    begun = [value for start, value in rows if start <= day]
    if not begun:
        message = f"no rate {key} on {day}"
        raise MissingRate(message)
    return begun[-1]


def rate_faults(
    kind: RateKind,
    valid_from: date | None,
    value: Decimal | None,
    taken: Collection[date],
    today: date,
) -> list[Fault]:
    """What is wrong with a new or corrected row. `taken`: the first days of the other rows."""
    sentences = {
        "valid_from": _day_fault(kind, valid_from, taken, today),
        "value": _value_fault(kind, value),
    }
    missing = {"valid_from": valid_from is None, "value": value is None}
    return [
        Fault(field, sentence, missing=missing[field])
        for field, sentence in sentences.items()
        if sentence
    ]


def changeable(valid_from: date, today: date) -> bool:
    """Whether a row can be corrected or removed: nothing has been counted with it yet."""
    return valid_from > today


def half_year_of(day: date) -> date:
    """The first day of the half-year: 1 January or 1 July."""
    return date(day.year, 1 if day.month < 7 else 7, 1)  # noqa: PLR2004  # July


def missing_half_years(first_days: Iterable[date], today: date) -> list[date]:
    """Half-years up to today's, from the first one known on, for which there is no base rate."""
    known = set(first_days)
    day, last = min(known, default=half_year_of(today)), half_year_of(today)
    missing = []
    while day <= last:
        if day not in known:
            missing.append(day)
        day += HALF_YEAR
    return missing


def _day_fault(
    kind: RateKind, valid_from: date | None, taken: Collection[date], today: date
) -> Sentence | None:
    if valid_from is None:
        return S("Enter the first day from which it counts.")
    if far := day_fault(valid_from, today):
        return far
    if valid_from in taken:
        return S("There is a value from {day} on already.", day=valid_from)
    return _half_year_fault(valid_from) if kind.half_years else _past_fault(valid_from, today)


def _half_year_fault(valid_from: date) -> Sentence | None:
    """A half-year that has begun can be filled in: without a base rate none was counted."""
    if valid_from != half_year_of(valid_from):
        return S("Choose 1 January or 1 July; the base rate changes on no other day.")
    return None


def _past_fault(valid_from: date, today: date) -> Sentence | None:
    if valid_from < today:
        return S(
            "Choose today, {day}, or later. Earlier days have been counted with what stood then.",
            day=today,
        )
    return None


def _value_fault(kind: RateKind, value: Decimal | None) -> Sentence | None:
    if value is None:
        return S("Enter the value.")
    if not kind.least <= value <= kind.most:
        return S("Enter a number from {least} to {most}.", least=kind.least, most=kind.most)
    if value != round(value, DECIMALS):
        return S.plural(
            "Use at most {n} digit after the decimal mark.",
            "Use at most {n} digits after the decimal mark.",
            DECIMALS,
        )
    return None
