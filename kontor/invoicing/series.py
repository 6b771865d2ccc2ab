"""The letters before invoice numbers: which series there are, and what the house has chosen."""

import re
from collections.abc import Collection
from datetime import date

from kontor.foundation.refusal import Fault
from kontor.foundation.sentence import S, Sentence
from kontor.invoicing.models import NumberSeries, SeriesPrefix

USUAL: dict[str, str] = {"invoice": "RE", "cancellation": "ST"}
"""The letters of each series as long as the house has chosen no others."""
TITLES: dict[str, Sentence] = {
    "invoice": S("Invoices"),
    "cancellation": S("Cancellation invoices"),
}
LETTERS = re.compile(r"[A-Z][A-Z0-9]{0,5}")


def series_of(kind: str) -> str:
    """The series of a kind of invoice: deposits and finals are in that of the invoices."""
    return "cancellation" if kind == "cancellation" else "invoice"


def prefix_in(series: str, year: int) -> str:
    """The letters of the series in a year."""
    chosen = SeriesPrefix.objects.filter(series=series, from_year__lte=year)
    newest = chosen.order_by("-from_year").values_list("prefix", flat=True).first()
    return newest or USUAL[series]


def key_in(series: str, year: int) -> str:
    """The beginning of every number of the series in a year: `RE-2027`."""
    return f"{prefix_in(series, year)}-{year}"


def titles_of_prefixes() -> dict[str, Sentence]:
    """What each of the letters stands for that a series has, had, or is to get; one query."""
    chosen = SeriesPrefix.objects.values_list("prefix", "series")
    usual = {prefix: series for series, prefix in USUAL.items()}
    return {prefix: TITLES[series] for prefix, series in {**usual, **dict(chosen)}.items()}


def free_year(series: str, today: date) -> int:
    """The first year for which other letters can be chosen: none of its numbers is drawn yet."""
    year = today.year
    while NumberSeries.objects.filter(key=key_in(series, year), last__gt=0).exists():
        year += 1
    return year


def prefix_faults(series: str, prefix: str, of_other: Collection[str]) -> list[Fault]:
    """What is wrong with new letters. `of_other`: all that the other series has ever had."""
    if not prefix:
        return [Fault("letters", S("Enter the letters before the number."), missing=True)]
    if not LETTERS.fullmatch(prefix):
        sentence = S("Use 1 to 6 of the letters A to Z and digits, a letter first.")
        return [Fault("letters", sentence)]
    if prefix in of_other:
        other = next(title for key, title in TITLES.items() if key != series)
        sentence = S("{prefix} stands for: {other}. Choose others.", prefix=prefix, other=other)
        return [Fault("letters", sentence)]
    return []


def prefixes_of_other(series: str) -> set[str]:
    """Every prefix that the other series has, had, or is to get."""
    chosen = SeriesPrefix.objects.exclude(series=series).values_list("prefix", flat=True)
    usual = {prefix for key, prefix in USUAL.items() if key != series}
    return usual | set(chosen)
