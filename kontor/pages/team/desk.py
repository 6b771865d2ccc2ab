"""`/team/`: the desk with the queue of orders to review, the oldest first (spec § 7)."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kontor.foundation.sentence import S, Sentence
from kontor.orders.models import Order
from kontor.orders.queue import Promise, TimeLeft, time_left, waiting_since
from kontor.pages.shared.house import house_of
from kontor.pages.shared.lists import page_of
from kontor.pages.shared.now import now_of, today_of
from kontor.pages.team.door import door, is_advisor
from kontor.pages.team.piles import piles_of
from kontor.pages.team.queue_rows import queue_rows


@door
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    now, state = now_of(request), house_of(request).state
    times = {pk: time_left(since, now, state) for pk, since in waiting_since().items()}
    page = page_of(request, list(times))
    context = {
        "page": page,
        "rows": queue_rows(_orders(page.object_list), times, now),
        "headline": _headline(len(times)),
        "promise": _promise(times.values()),
        "first": next(iter(times), None),
        "piles": piles_of(request),
        "today": today_of(request),
        "decides": is_advisor(request),
    }
    return render(request, "team/desk.html", context)


def _orders(ids: Iterable[int]) -> list[Order]:
    """In the order of the ids."""
    found = Order.objects.select_related("client", "owner", "revision").in_bulk(list(ids))
    return [found[pk] for pk in ids if pk in found]


def _headline(n: int) -> Sentence:
    if not n:
        return S("No order waits for review")
    return S.plural("{n} order waits for review", "{n} orders wait for review", n)


def _promise(times: Iterable[TimeLeft]) -> list[Sentence]:
    promises = [time.promise for time in times]
    late, today = promises.count(Promise.LATE), promises.count(Promise.TODAY)
    said = []
    if late:
        said.append(S.plural("{n} is late.", "{n} are late.", late))
    if today:
        said.append(S.plural("{n} is due today.", "{n} are due today.", today))
    return [*said, S("We promise 24 hours on working days.")]
