"""Dated rates: the value valid on a day is that of the newest row not after it."""

from kontor.cooperative.kept import by_version
from kontor.cooperative.models import Rate
from kontor.cooperative.rate_rules import (
    BASE_RATE,
    EMPLOYER_SHARE,
    FEE,
    MINIMUM_WAGE,
    VAT_REDUCED,
    VAT_STANDARD,
    MissingRate,
    Rows,
    value_on,
)

__all__ = [
    "BASE_RATE",
    "EMPLOYER_SHARE",
    "FEE",
    "MINIMUM_WAGE",
    "VAT_REDUCED",
    "VAT_STANDARD",
    "MissingRate",
    "book",
    "value_on",
]


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
