"""`/team/`: the desk with the queue of orders to review, the oldest first (spec § 7)."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kontor.foundation.sentence import S, Sentence
from kontor.orders.queue import Promise, time_left, waiting
from kontor.pages.shared.doors import reader
from kontor.pages.shared.house import house_of
from kontor.pages.shared.lists import page_of
from kontor.pages.shared.now import now_of, today_of
from kontor.pages.team.door import door, is_advisor
from kontor.pages.team.keys import LOOK_KEYS, QUEUE_KEYS
from kontor.pages.team.piles import piles_of
from kontor.pages.team.queue import advisors, can_be_next, filter_of, sector_choices
from kontor.pages.team.queue_rows import queue_rows


@door
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    now, state, person = now_of(request), house_of(request).state, reader(request)
    queue, chosen = waiting(now), filter_of(request)
    page = page_of(request, [order for order in queue if chosen.keeps(order)])
    context = {
        "page": page,
        "rows": queue_rows(list(page), now, state, person),
        "headline": _headline(len(queue)),
        "promise": _promise(time_left(order.since, now, state).promise for order in queue),
        "total": len(queue),
        "chosen": chosen,
        "sectors": sector_choices(queue, chosen.sector),
        "advisors": advisors(),
        "next": is_advisor(request) and can_be_next(queue, person, chosen.sector),
        "piles": piles_of(request),
        "today": today_of(request),
        "decides": is_advisor(request),
        "keys": QUEUE_KEYS if is_advisor(request) else LOOK_KEYS,
    }
    return render(request, "team/desk.html", context)


def _headline(n: int) -> Sentence:
    if not n:
        return S("No order waits for review")
    return S.plural("{n} order waits for review", "{n} orders wait for review", n)


def _promise(times: Iterable[Promise]) -> list[Sentence]:
    promises = list(times)
    late, today = promises.count(Promise.LATE), promises.count(Promise.TODAY)
    said = []
    if late:
        said.append(S.plural("{n} is late.", "{n} are late.", late))
    if today:
        said.append(S.plural("{n} is due today.", "{n} are due today.", today))
    return [*said, S("We promise 24 hours on working days.")]
