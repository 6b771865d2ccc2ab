"""Dated rates: the value valid on a day is that of the newest row not after it."""

from datetime import date
from decimal import Decimal

from kontor.cooperative.models import Rate

FEE = "fee_percent"
EMPLOYER_SHARE = "employer_share_percent"
MINIMUM_WAGE = "minimum_wage"


class MissingRate(Exception):
    """No row of the key is valid on the day: a set-up fault, never guessed over."""


def valid_on(key: str, day: date) -> Decimal:
    """The rate's value on `day`. Raises MissingRate."""
    value = (
        Rate.objects.filter(key=key, valid_from__lte=day)
        .order_by("-valid_from")
        .values_list("value", flat=True)
        .first()
    )
    if value is None:
        message = f"no rate {key} on {day}"
        raise MissingRate(message)
    return value


def dated(key: str) -> tuple[tuple[date, Decimal], ...]:
    """All rows of the key as (valid from, value), oldest first."""
    return tuple(
        Rate.objects.filter(key=key).order_by("valid_from").values_list("valid_from", "value")
    )
