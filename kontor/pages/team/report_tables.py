"""The reports row by row, for spreadsheets. No report names who reviewed an order."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kontor.foundation.written import BERLIN
from kontor.orders.models import Order
from kontor.orders.review_times import Review, reviews_between
from kontor.pages.shared.tables import Column
from kontor.receivables import reports
from kontor.receivables.age_rule import days_overdue
from kontor.receivables.bank_data import bank_data_until

HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Table:
    """`rows`: of a day, a year and the federal state whose holidays count."""

    columns: Sequence[Column]
    rows: Callable[[date, int, str], Iterable[Any]]
    of_year: bool


@dataclass(frozen=True)
class OpenItem:
    """An open invoice, and how many days it is overdue as far as the bank has told."""

    invoice: Any
    overdue: int


def _open_items(today: date, _year: int, _state: str) -> Iterable[OpenItem]:
    told = bank_data_until()
    known = min(told, today) if told else today
    rows = reports.open_items().select_related("order__client", "order__owner")
    return [OpenItem(row, days_overdue(row.due_on, known)) for row in rows]


def _reviews(_today: date, year: int, state: str) -> Iterable[tuple[str, Review]]:
    found = reviews_between(date(year, 1, 1), date(year, 12, 31), state)
    ids = {int(each.about.removeprefix("order:")) for each in found}
    numbers = dict(Order.objects.filter(pk__in=ids).values_list("pk", "number"))
    return [(numbers[int(each.about.removeprefix("order:"))], each) for each in found]


def _hours(review: Review) -> Decimal:
    return (Decimal(review.taken / HOUR)).quantize(Decimal("0.01"))


def _minute(moment: datetime) -> str:
    return f"{moment.astimezone(BERLIN):%Y-%m-%d %H:%M}"


def _in_time(review: Review) -> str:
    return gettext("yes") if review.in_time else gettext("no")


TABLES: dict[str, Table] = {
    "open-items": Table(
        (
            Column(_("Invoice"), lambda row: row.invoice.number),
            Column(_("Client"), lambda row: row.invoice.order.client.name),
            Column(_("Member"), lambda row: row.invoice.order.owner.name),
            Column(_("Issued"), lambda row: row.invoice.issued_on),
            Column(_("Due"), lambda row: row.invoice.due_on),
            Column(_("Days overdue"), lambda row: row.overdue),
            Column(_("Gross"), lambda row: row.invoice.gross),
            Column(_("Open"), lambda row: row.invoice.open),
        ),
        _open_items,
        of_year=False,
    ),
    "guarantee": Table(
        (
            Column(_("Invoice"), lambda row: row.invoice.number),
            Column(_("Client"), lambda row: row.invoice.order.client.name),
            Column(_("Member"), lambda row: row.invoice.order.owner.name),
            Column(_("Due"), lambda row: row.invoice.due_on),
            Column(_("Open"), lambda row: row.invoice.open),
            Column(_("Still to credit"), lambda row: row.to_credit),
            Column(_("Case opened"), lambda row: row.case_on),
        ),
        lambda *_: reports.promised(),
        of_year=False,
    ),
    "fees": Table(
        (
            Column(_("Month"), lambda row: f"{row.first:%Y-%m}"),
            Column(_("Credited to members"), lambda row: row.credited),
            Column(_("Cooperative’s fee"), lambda row: row.fee),
        ),
        lambda _today, year, _state: reports.fees_by_month(year),
        of_year=True,
    ),
    "reviews": Table(
        (
            Column(_("Order"), lambda row: row[0]),
            Column(
                _("Came to the team"),
                lambda row: _minute(row[1].came_at),
            ),
            Column(_("Decided"), lambda row: _minute(row[1].decided_at)),
            Column(_("Hours on working days"), lambda row: _hours(row[1])),
            Column(_("Within the promise"), lambda row: _in_time(row[1])),
        ),
        _reviews,
        of_year=True,
    ),
}
