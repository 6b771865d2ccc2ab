"""Administrators choose the letters before invoice numbers, for a year not begun (spec § 9)."""

from datetime import datetime

from kontor.actions import act
from kontor.actions.keep_settings import in_line, note, refuse_stale
from kontor.foundation.days import day_of
from kontor.foundation.refusal import NotFound, refuse_faults
from kontor.invoicing.models import SeriesPrefix
from kontor.invoicing.numbering import locked
from kontor.invoicing.series import (
    USUAL,
    free_year,
    prefix_faults,
    prefix_in,
    prefixes_of_other,
)
from kontor.people.models import Person


def row_of(series: str, year: int) -> dict[str, object]:
    """What a page shows of a series before it is changed; its mark goes back with the form."""
    return {"year": year, "prefix": prefix_in(series, year)}


@act.one_transaction
def change_prefix(admin: Person, series: str, prefix: str, shown: str, now: datetime) -> bool:
    """Other letters from the first year on of which no number is drawn; False where they stand.

    Raises NotFound, Forbidden, Invalid (`letters`), or Conflict, also where a first number has
    been drawn since the page was shown.
    """
    actor = in_line(admin)
    if series not in USUAL:
        raise NotFound
    today, letters = day_of(now), prefix.strip().upper()
    for year in (today.year, today.year + 1):
        locked(
            series, year
        )  # until we are done nobody draws a first number, not at New Year either
    year = free_year(series, today)
    before = row_of(series, year)
    refuse_stale(shown, before)
    refuse_faults(prefix_faults(series, letters, prefixes_of_other(series)))
    if letters == before["prefix"]:
        return False
    SeriesPrefix.objects.update_or_create(
        series=series, from_year=year, defaults={"prefix": letters}
    )
    after = row_of(series, year)
    note("numbers", "change_prefix", actor, now, before=before, after=after, series=series)
    return True
