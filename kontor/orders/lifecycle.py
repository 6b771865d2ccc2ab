"""The one writer of `order.status`; every change leaves its line in the history."""

from datetime import datetime
from typing import Any

from kontor.foundation import crash_points, history
from kontor.foundation.history import Actor
from kontor.foundation.models import HistoryEntry
from kontor.orders.models import Order
from kontor.orders.naming import about
from kontor.orders.review_models import ReviewClaim
from kontor.orders.standing import standing
from kontor.orders.states import Event, Standing, Status, next_status

__all__ = ["check", "last_event", "move", "standing"]


def move(
    order: Order, event: Event, actor: Actor, at: datetime, facts: Standing, **data: Any
) -> Status:
    """Carry the event out on the locked order, or raise Conflict; the order is saved.

    `data` goes into the history entry and must be JSON.
    """
    status = next_status(Status(order.status), event, facts)
    if status is None:
        message = f"{event} ends the order and changes no status"
        raise ValueError(message)
    if order.status == Status.TEAM_REVIEW and status is not Status.TEAM_REVIEW:
        ReviewClaim.objects.filter(order=order).delete()
    order.status = status
    order.lapsed = event is Event.LAPSE or (order.lapsed and status is Status.REJECTED)
    order.put_away_at = order.put_away_at if status is Status.DRAFT else None
    order.changed_at = at
    order.save()
    history.write(about(order.pk), event, actor, at, status=status, **data)
    crash_points.here("P10")
    return status


def check(order: Order, event: Event, **more: bool) -> None:
    """Raise Conflict where the event may not happen now; nothing is changed."""
    next_status(Status(order.status), event, standing(order, **more))


def last_event(order: Order) -> str:
    """The newest event in the order's history."""
    newest = HistoryEntry.objects.filter(about=about(order.pk)).order_by("-id")
    return newest.values_list("event", flat=True).first() or ""
