"""Dated rates: the value valid on a day is that of the newest row not after it."""

from datetime import date
from decimal import Decimal

from kontor.cooperative.models import Rate

FEE = "fee_percent"
EMPLOYER_SHARE = "employer_share_percent"
MINIMUM_WAGE = "minimum_wage"


class MissingRate(Exception):
    """No row of the key is valid on the day: a set-up fault, never guessed over."""


Rows = tuple[tuple[date, Decimal], ...]


def book(*keys: str) -> dict[str, Rows]:
    """The rows of several keys, in one query."""
    rows = Rate.objects.filter(key__in=keys).order_by("valid_from")
    found = list(rows.values_list("key", "valid_from", "value"))
    return {
        key: tuple((start, value) for other, start, value in found if other == key) for key in keys
    }


def value_on(rows: Rows, key: str, day: date) -> Decimal:
    """The value of the newest row not after `day`. Raises MissingRate."""
    begun = [value for start, value in rows if start <= day]
    if not begun:
        message = f"no rate {key} on {day}"
        raise MissingRate(message)
    return begun[-1]
