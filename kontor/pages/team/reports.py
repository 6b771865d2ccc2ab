"""`/team/reports/`: open items, what is promised, fees and review times, as numbers (spec § 11)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kontor.cooperative.deadlines import deadline
from kontor.foundation.days import EARLIEST
from kontor.foundation.money import ZERO
from kontor.foundation.refusal import NotFound
from kontor.foundation.sentence import S, Sentence
from kontor.orders.review_times import ReviewTimes, reviews_between, times_of
from kontor.pages.shared.house import house_of
from kontor.pages.shared.lists import typed
from kontor.pages.shared.now import today_of
from kontor.pages.shared.tables import table_file
from kontor.pages.team.door import auditors_door
from kontor.pages.team.queue_rows import duration
from kontor.pages.team.report_tables import TABLES
from kontor.receivables import reports
from kontor.receivables.age_rule import Band, by_age
from kontor.receivables.bank_data import bank_data_until
from kontor.receivables.reports import Promised


@dataclass(frozen=True)
class ReviewMonth:
    """The reviews decided in a month; `median` and `slowest` in words where there were some."""

    first: date
    times: ReviewTimes
    median: Sentence | None
    slowest: Sentence | None


@auditors_door
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The four reports; `year` chooses that of fees and reviews."""
    today = today_of(request)
    year = year_of(request)
    context = {
        "year": year,
        "years": sorted({today.year, year, *reports.credit_years()}, reverse=True),
        **_ages(today),
        **_guarantee(),
        **_fees(year, today),
        **_reviews(year, house_of(request).state),
    }
    return render(request, "team/reports/index.html", context)


@auditors_door
@require_safe
def file(request: HttpRequest, what: str) -> HttpResponse:
    """One of the reports row by row, as CSV."""
    if what not in TABLES:
        raise NotFound
    table, year = TABLES[what], year_of(request)
    rows = table.rows(today_of(request), year, house_of(request).state)
    name = f"{what}-{year}" if table.of_year else f"{what}-{today_of(request)}"
    return table_file(name, table.columns, rows)


def year_of(request: HttpRequest) -> int:
    """The year in the address; the present one where there is none that can be meant."""
    asked, today = typed(request, "year"), today_of(request)
    known = asked.isdecimal() and len(asked) == 4  # noqa: PLR2004  # digits of a year
    return int(asked) if known and EARLIEST.year <= int(asked) <= today.year else today.year


def _ages(today: date) -> dict[str, object]:
    told = bank_data_until()
    known = min(told, today) if told else today
    items = reports.open_items().order_by().values_list("due_on", "open")
    bands = by_age(items, known)
    return {
        "told": told,
        "bands": [(band, _band_words(band)) for band in bands],
        "highest": max(band.open for band in bands),
        "open_count": sum(band.count for band in bands),
        "open_sum": sum((band.open for band in bands), ZERO),
    }


def _band_words(band: Band) -> Sentence:
    if band.last == 0:
        return S("Not due yet")
    if band.last is None:
        return S("More than {n} days overdue", n=band.first - 1)
    return S("{first} to {last} days overdue", first=band.first, last=band.last)


def _guarantee() -> dict[str, object]:
    rows, cases = reports.promised(), reports.cases()
    waits = [each for each in rows if each.case_on is None]
    return {
        "promised": rows,
        "promised_open": _sum(rows),
        "promised_net": sum((each.to_credit for each in rows), ZERO),
        "without_case": len(waits),
        "without_case_open": _sum(waits),
        "cases": cases,
        "most_promised": max(_sum(waits), cases["open"].open, cases["taken"].open),
        "guarantee_days": deadline("guarantee_days"),
    }


def _sum(rows: Sequence[Promised]) -> Decimal:
    return sum((each.invoice.open for each in rows), ZERO)


def _fees(year: int, today: date) -> dict[str, object]:
    months = [month for month in reports.fees_by_month(year) if month.first <= today]
    return {
        "fee_months": months,
        "most_fees": max(month.fee for month in months),
        "fees": sum((month.fee for month in months), ZERO),
        "credited": sum((month.credited for month in months), ZERO),
    }


def _reviews(year: int, state: str) -> dict[str, object]:
    found = reviews_between(date(year, 1, 1), date(year, 12, 31), state)
    firsts = [date(year, month, 1) for month in range(1, 13)]
    months = [
        _month(first, times_of([each for each in found if each.decided_on.month == first.month]))
        for first in firsts
    ]
    return {
        "review_months": [month for month in months if month.times.count],
        "reviews": _month(date(year, 1, 1), times_of(found)),
    }


def _month(first: date, times: ReviewTimes) -> ReviewMonth:
    return ReviewMonth(
        first,
        times,
        median=None if times.median is None else duration(times.median),
        slowest=None if times.slowest is None else duration(times.slowest),
    )
