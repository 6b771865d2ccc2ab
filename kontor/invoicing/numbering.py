"""Invoice numbers: own series per year, without gaps, drawn only here (spec § 9)."""

from datetime import date

from kontor.foundation.refusal import Conflict
from kontor.invoicing.faults import CLOCK_BEHIND
from kontor.invoicing.models import NumberSeries
from kontor.invoicing.series import key_in, series_of


class ClockRanBack(Conflict):
    """The day lies before that of the series' last number; later numbers bear later days."""

    def __init__(self) -> None:
        super().__init__(CLOCK_BEHIND)


def draw(kind: str, issued_on: date) -> str:
    """The next number of the series of `kind` in the year of `issued_on` (Berlin).

    Must run inside the issuing transaction: the series' row stays locked until it ends, so
    a rolled-back issue gives its number back and two issues never draw the same one. Raises
    ClockRanBack.
    """
    row = locked(series_of(kind), issued_on.year)
    if row.last_on is not None and issued_on < row.last_on:
        raise ClockRanBack
    row.last, row.last_on = row.last + 1, issued_on
    row.save(update_fields=["last", "last_on"])
    return f"{row.key}-{row.last:06d}"


def clock_is_behind(kind: str, today: date) -> bool:
    """Whether `draw` would raise ClockRanBack, as things stand."""
    key = key_in(series_of(kind), today.year)
    return NumberSeries.objects.filter(key=key, last_on__gt=today).exists()


def locked(series: str, year: int) -> NumberSeries:
    """The row of the series in a year, locked: while it is, nobody draws or changes its letters.

    They may have changed while we waited for the lock; then it is the row of the new ones.
    """
    key = key_in(series, year)
    NumberSeries.objects.bulk_create([NumberSeries(key=key)], ignore_conflicts=True)
    row = NumberSeries.objects.select_for_update().get(key=key)
    return row if key == key_in(series, year) else locked(series, year)
