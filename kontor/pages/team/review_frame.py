"""What stands around an order in review: its place in the queue, who has it, whose it is."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from kontor.orders.claims import Holder
from kontor.orders.models import Order
from kontor.orders.queue import time_left, waiting
from kontor.orders.states import Status
from kontor.pages.shared.doors import reader
from kontor.pages.shared.house import house_of
from kontor.pages.shared.now import now_of
from kontor.pages.team.keys import REVIEW_KEYS
from kontor.pages.team.queue import filter_of
from kontor.pages.team.queue_rows import Tag, time_tag


@dataclass(frozen=True)
class Place:
    """Where the order stands in the queue as it is filtered, and who has taken it.

    None where there is no neighbour. The order itself is counted, whatever the filter says: else
    whoever takes it from "nobody has it" would lose their place.
    """

    number: int
    of: int
    before: int | None
    after: int | None
    time_tag: Tag
    holder: Holder | None


def frame_of(request: HttpRequest, order: Order, *, decides: bool) -> dict[str, object]:
    """For the templates `review_head` and `review_bar`; one query.

    `decides`: the reader may decide about it, unless somebody else has it. `mine` and `other`:
    who has it, the reader or another.
    """
    place = _place(request, order) if order.status == Status.TEAM_REVIEW else None
    holder = place.holder if place else None
    mine = holder is not None and holder.id == reader(request).pk
    other = None if mine else holder
    may, query = decides and other is None, filter_of(request).query
    return {
        "place": place,
        "mine": holder if mine else None,
        "other": other,
        "decides": may,
        "adjust_url": f"{reverse('team_adjust', args=[order.pk])}{query}" if may else "",
        "takes": decides and holder is None,
        "takes_over": decides and other is not None,
        "queue_query": query,
        "takes_next": decides,
        "keys": REVIEW_KEYS if decides else (),
    }


def _place(request: HttpRequest, order: Order) -> Place | None:
    now, chosen = now_of(request), filter_of(request)
    shown = [each for each in waiting(now) if chosen.keeps(each) or each.id == order.pk]
    ids = [each.id for each in shown]
    if order.pk not in ids:
        return None
    at = ids.index(order.pk)
    return Place(
        number=at + 1,
        of=len(ids),
        before=ids[at - 1] if at else None,
        after=ids[at + 1] if at + 1 < len(ids) else None,
        time_tag=time_tag(time_left(shown[at].since, now, house_of(request).state)),
        holder=shown[at].holder,
    )
