"""Invoice numbers: own series per year, without gaps, drawn only here (spec § 9)."""

from datetime import date

from kontor.invoicing.models import NumberSeries

PREFIX = {"invoice": "RE", "deposit": "RE", "final": "RE", "cancellation": "ST"}


def draw(kind: str, issued_on: date) -> str:
    """The next number of the series of `kind` in the year of `issued_on` (Berlin).

    Must run inside the issuing transaction: the series' row stays locked until it ends, so
    a rolled-back issue gives its number back and two issues never draw the same one.
    """
    key = f"{PREFIX[kind]}-{issued_on.year}"
    NumberSeries.objects.bulk_create([NumberSeries(key=key)], ignore_conflicts=True)
    series = NumberSeries.objects.select_for_update().get(key=key)
    series.last += 1
    series.save(update_fields=["last"])
    return f"{key}-{series.last:06d}"
