"""A member's account as page and as CSV, for the member and for those who keep the money."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from kontor.cooperative.deadlines import deadline
from kontor.cooperative.rates import FEE, book, value_on
from kontor.foundation.csv_text import BOM, Cell, line
from kontor.foundation.days import EARLIEST
from kontor.foundation.money import ZERO
from kontor.foundation.saying import say
from kontor.invoicing.queries import MonthSums, months
from kontor.pages.shared.account_lines import AccountLine, account_lines, coming_lines
from kontor.pages.shared.lists import page_of, typed
from kontor.pages.shared.now import today_of
from kontor.pages.shared.parts.shapes import Month
from kontor.people.models import Person
from kontor.receivables.account import by_year, lines_in, to_come

MOST_COMING = 20


def context_of(request: HttpRequest, member: Person) -> dict[str, object]:
    """What `parts/account.html` shows: a year of lines, newest first, and what is to come."""
    today = today_of(request)
    year, sums = _year(request, today), by_year(member.pk)
    money = months(member, EARLIEST)
    lines = lines_in(member.pk, year, _carried(year, sums))
    page = page_of(request, lines.order_by("-on", "-pk"))
    coming = coming_lines(to_come(member.pk), today)
    years = {today.year, year, *sums, *(first.year for first in money)}
    return {
        "member": member,
        "year": year,
        "years": sorted(years, reverse=True),
        "page": page,
        "lines": account_lines(page),
        "balance": sum(sums.values(), ZERO),
        "in_year": sums.get(year, ZERO),
        "coming": coming[:MOST_COMING],
        "more_coming": max(0, len(coming) - MOST_COMING),
        "to_come": sum((each.missing for each in coming), ZERO),
        "months": _months(year, money, today),
        "has_chart": any(first.year == year for first in money),
        "is_empty": not (sums or coming),
        "fee_percent": value_on(book(FEE)[FEE], FEE, today).normalize(),
        "guarantee_days": deadline("guarantee_days"),
    }


def csv_of(request: HttpRequest, member: Person) -> HttpResponse:
    """The lines of the chosen year as a file, the oldest first."""
    year, sums = _year(request, today_of(request)), by_year(member.pk)
    lines = account_lines(lines_in(member.pk, year, _carried(year, sums)))
    rows: Iterable[Iterable[Cell]] = (_header(), *map(_cells, lines))
    answer = HttpResponse(BOM + "".join(map(line, rows)), content_type="text/csv; charset=utf-8")
    name = _("account-{year}.csv").format(year=year)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _carried(year: int, sums: Mapping[int, Decimal]) -> Decimal:
    """The balance with which the year begins."""
    return sum((amount for each, amount in sums.items() if each < year), ZERO)


def _year(request: HttpRequest, today: date) -> int:
    """The year in the address; the present one where there is none that can be meant."""
    asked = typed(request, "year")
    if asked.isdecimal() and EARLIEST.year <= int(asked) <= today.year + 10:
        return int(asked)
    return today.year


def _months(year: int, money: Mapping[date, MonthSums], today: date) -> list[Month]:
    found = (money.get(first, MonthSums(first)) for first in _firsts(year))
    return [
        Month(
            each.first,
            each.paid,
            each.issued,
            each.planned,
            current=each.first == today.replace(day=1),
        )
        for each in found
    ]


def _firsts(year: int) -> list[date]:
    return [date(year, month, 1) for month in range(1, 13)]


def _header() -> list[Cell]:
    return [
        _("Day"),
        _("Invoice"),
        _("Order"),
        _("Client"),
        _("Net"),
        _("Cooperative’s fee in percent"),
        _("Cooperative’s fee"),
        _("Why"),
        _("Amount"),
        _("Balance"),
    ]


def _cells(row: AccountLine) -> list[Cell]:
    invoice = row.invoice
    return [
        row.on,
        invoice.number,
        invoice.title,
        invoice.client,
        invoice.net,
        invoice.fee_percent,
        invoice.fee,
        say(row.why[0]),
        row.amount,
        row.balance,
    ]
