"""Invoice numbers: own series per year, without gaps, drawn only here (spec § 9)."""

from datetime import date

from kontor.invoicing.models import NumberSeries

PREFIX = {"invoice": "RE", "deposit": "RE", "final": "RE", "cancellation": "ST"}


class ClockRanBack(Exception):
    """The day lies before that of the series' last number; later numbers bear later days."""

    def __init__(self, key: str, issued_on: date, last_on: date) -> None:
        super().__init__(f"{key}: {issued_on} lies before the last number's day, {last_on}")


def draw(kind: str, issued_on: date) -> str:
    """The next number of the series of `kind` in the year of `issued_on` (Berlin).

    Must run inside the issuing transaction: the series' row stays locked until it ends, so
    a rolled-back issue gives its number back and two issues never draw the same one. Raises
    ClockRanBack.
    """
    key = f"{PREFIX[kind]}-{issued_on.year}"
    NumberSeries.objects.bulk_create([NumberSeries(key=key)], ignore_conflicts=True)
    series = NumberSeries.objects.select_for_update().get(key=key)
    if series.last_on is not None and issued_on < series.last_on:
        raise ClockRanBack(key, issued_on, series.last_on)
    series.last, series.last_on = series.last + 1, issued_on
    series.save(update_fields=["last", "last_on"])
    return f"{key}-{series.last:06d}"
