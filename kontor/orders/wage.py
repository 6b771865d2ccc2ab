"""The hourly wage of an order against the minimum wage (spec § 7, R64), every step shown."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from kontor.foundation.sentence import Sentence
from kontor.orders.draft import Draft


@dataclass(frozen=True)
class WageTerms:
    """The cooperative's settings: percents, dated minimum wages, hours that a day counts."""

    fee_percent: Decimal
    employer_share_percent: Decimal
    minimum_wages: tuple[tuple[date, Decimal], ...]
    hours_per_day: Decimal = Decimal(8)


class WageVerdict(StrEnum):
    """`open` while fees or hours are missing."""

    OK = "ok"
    BELOW = "below"
    OPEN = "open"


@dataclass(frozen=True)
class Step:
    """One line of the calculation: what is done, and the result in euros."""

    label: Sentence
    result: Decimal


@dataclass(frozen=True)
class Wage:
    """`hourly` to the cent, None while open; `minimum` None where no rate is known.

    `hours_differ`: the field and the lines disagree, and the field counted. `missing_fees`,
    `hours_too_many`: what would lift the wage to the minimum, either one.
    """

    verdict: WageVerdict
    hours: Decimal | None
    hourly: Decimal | None
    minimum: Decimal | None
    steps: tuple[Step, ...]
    hours_differ: bool
    missing_fees: Decimal | None
    hours_too_many: int | None
    sentence: Sentence


def wage_of(draft: Draft, terms: WageTerms) -> Wage:
    """The verdict on a draft as it stands."""
    raise NotImplementedError
