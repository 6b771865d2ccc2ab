"""Dated rates: the value valid on a day is that of the newest row not after it."""

from datetime import date
from decimal import Decimal

from kontor.cooperative.kept import by_version
from kontor.cooperative.models import Rate
from kontor.cooperative.rate_rules import BASE_RATE, EMPLOYER_SHARE, FEE, MINIMUM_WAGE

__all__ = ["BASE_RATE", "EMPLOYER_SHARE", "FEE", "MINIMUM_WAGE", "MissingRate", "book", "value_on"]


class MissingRate(Exception):
    """No row of the key is valid on the day: a set-up fault, never guessed over."""


Rows = tuple[tuple[date, Decimal], ...]


def book(*keys: str) -> dict[str, Rows]:
    """The rows of several keys, the oldest first."""
    rows = _all()
    return {key: rows.get(key, ()) for key in keys}


@by_version
def _all() -> dict[str, Rows]:
    rows: dict[str, Rows] = {}
    for key, start, value in Rate.objects.order_by("valid_from").values_list(
        "key", "valid_from", "value"
    ):
        rows[key] = (*rows.get(key, ()), (start, value))
    return rows


def value_on(rows: Rows, key: str, day: date) -> Decimal:
    """The value of the newest row not after `day`. Raises MissingRate."""
    begun = [value for start, value in rows if start <= day]
    if not begun:
        message = f"no rate {key} on {day}"
        raise MissingRate(message)
    return begun[-1]
