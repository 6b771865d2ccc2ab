"""`/` for members: what needs them, which offers wait, what goes out next (R6, R7, R38)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dateutil.relativedelta import relativedelta
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kontor.foundation.sentence import S, Sentence
from kontor.invoicing.models import Invoice
from kontor.invoicing.queries import MonthSums, months
from kontor.orders.models import Order
from kontor.orders.queries import waiting_for_client, with_gross
from kontor.pages.member import attention
from kontor.pages.member.door import attention_count, door
from kontor.pages.member.invoice_rows import expected_day
from kontor.pages.shared.doors import reader
from kontor.pages.shared.now import now_of, today_of
from kontor.pages.shared.parts.shapes import Month
from kontor.receivables import reminding

MOST_OFFERS, MOST_INVOICES = 5, 5
MONTHS_BACK = 4
_WORDS = (S("Two"), S("Three"), S("Four"), S("Five"), S("Six"), S("Seven"), S("Eight"), S("Nine"))
NUMBERS: dict[int, Sentence] = dict(enumerate(_WORDS, start=2))


@dataclass(frozen=True)
class Offer:
    """An offer that waits for its client."""

    order: Order
    days: int


@dataclass(frozen=True)
class Coming:
    """An invoice that goes out on `day`."""

    invoice: Invoice
    day: date


@dataclass(frozen=True)
class Money:
    """Net sums: issued this year, and planned from now on."""

    year: int
    issued: Decimal
    planned: Decimal


@door
def show(request: HttpRequest) -> HttpResponse:
    person, today = reader(request), today_of(request)
    waiting = list(with_gross(waiting_for_client(person))[: attention.MOST_ROWS])
    asked, invoices = reminding.ahead_of(person, attention.MOST_ROWS)
    chart = _months_around(today)
    sums = months(person, min(chart[0], today.replace(month=1, day=1)))
    tasks = attention.tasks(person, now_of(request), waiting, asked, invoices)
    count = attention_count(request)
    context = {
        "today": today,
        "headline": headline(count, person.name),
        "tasks": tasks,
        "more_tasks": count - len(tasks),
        "waiting": [_offer(order, today) for order in waiting[:MOST_OFFERS]],
        "more_waiting": len(waiting) > MOST_OFFERS,
        "invoices": [Coming(one, expected_day(one)) for one in invoices[:MOST_INVOICES]],
        "more_invoices": len(invoices) > MOST_INVOICES,
        "money": _money(sums, today),
        "months": [_month(first, sums, today) for first in chart],
        "has_money": bool(sums),
    }
    return render(request, "member/dashboard.html", context)


def headline(count: int, name: str) -> Sentence:
    """The answer to the question with which a member comes (design § 1.1)."""
    first = name.split(maxsplit=1)[0] if name.split() else name
    if count == 0:
        return S("Nothing needs you right now.")
    if count == 1:
        return S("One thing needs you, {name}", name=first)
    number: Sentence | int = NUMBERS.get(count, count)
    return S("{number} things need you, {name}", number=number, name=first)


def _offer(order: Order, today: date) -> Offer:
    until = order.valid_until or today
    return Offer(order, (until - today).days)


def _months_around(today: date) -> list[date]:
    """The first days of twelve months, four of them before this one."""
    first = today.replace(day=1) - relativedelta(months=MONTHS_BACK)
    return [first + relativedelta(months=n) for n in range(12)]


def _month(first: date, sums: Mapping[date, MonthSums], today: date) -> Month:
    found = sums.get(first, MonthSums(first))
    current = (first.year, first.month) == (today.year, today.month)
    return Month(first, found.paid, found.issued, found.planned, current=current)


def _money(sums: Mapping[date, MonthSums], today: date) -> Money:
    out = [one.issued + one.paid for one in sums.values() if one.first.year == today.year]
    planned = (one.planned for one in sums.values())
    return Money(today.year, sum(out, Decimal(0)), sum(planned, Decimal(0)))
