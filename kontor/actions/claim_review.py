"""An advisor takes an order to review it, so that two never review the same one unknowingly.

Every act locks the order's row first, so that claims and decisions about it come one by one.
"""

from datetime import datetime

from kontor.actions import act
from kontor.actions.review_order import refuse_own
from kontor.foundation import history
from kontor.foundation.history import Actor
from kontor.foundation.refusal import Conflict
from kontor.foundation.sentence import S
from kontor.orders import access, lifecycle
from kontor.orders.claims import (
    LET_GO,
    TAKE,
    TAKE_OVER,
    Holder,
    clock,
    held_by,
    holder_of,
    lasts,
)
from kontor.orders.models import Order
from kontor.orders.naming import about
from kontor.orders.queue import to_take
from kontor.orders.review_models import ReviewClaim
from kontor.orders.states import Event
from kontor.people.models import Person


@act.one_transaction
def take(advisor: Person, order_id: int, now: datetime) -> ReviewClaim:
    """The order is the advisor's for a while (claims.py); their own claim is renewed.

    Raises NotFound, Forbidden (also their own order) or Conflict (not in review, or another
    advisor has it).
    """
    actor, order = _in_review(advisor, order_id)
    holder = holder_of(order, now)
    if holder is not None and holder.id != advisor.pk:
        raise Conflict(held_by(holder))
    return _take(order, advisor, actor, holder, now)


@act.one_transaction
def take_over(advisor: Person, order_id: int, holder_id: int, now: datetime) -> ReviewClaim:
    """Knowingly take the order from the advisor that the page showed as its holder.

    Where nobody has it any more it is simply taken. Raises as `take`; Conflict too where by now
    somebody else has it.
    """
    actor, order = _in_review(advisor, order_id)
    holder = holder_of(order, now)
    if holder is None or holder.id == advisor.pk:
        return _take(order, advisor, actor, holder, now)
    if holder.id != holder_id:
        raise Conflict(
            S(
                "By now {advisor} is reviewing this order, until {time}. Nothing was changed.",
                advisor=holder.name,
                time=clock(holder.until),
            )
        )
    history.write(about(order.pk), TAKE_OVER, actor, now, status=order.status, was=holder.name)
    return _claim(order, advisor, now, now)


@act.one_transaction
def let_go(advisor: Person, order_id: int, now: datetime) -> None:
    """The order is free again; nothing where it is not the advisor's. Raises as `take`."""
    actor, order = _in_review(advisor, order_id)
    holder = holder_of(order, now)
    if holder is not None and holder.id == advisor.pk:
        ReviewClaim.objects.filter(order=order).delete()
        history.write(about(order.pk), LET_GO, actor, now, status=order.status)


@act.one_transaction
def take_next(advisor: Person, now: datetime, sector: str = "") -> Order | None:
    """Take the oldest order in review that nobody else has and that is not the advisor's own.

    `sector`: only of this one. None where there is no such order. Two advisors at once get two
    orders: a row that the other has locked is passed over, and one that they have just let off
    the lock is looked at anew. Raises Forbidden.
    """
    actor = act.advisor(advisor)
    while True:
        free = to_take(advisor, now, sector).select_for_update(skip_locked=True, of=("self",))
        order = free.first()
        if order is None:
            return None
        holder = holder_of(order, now)
        if holder is None or holder.id == advisor.pk:
            _take(order, advisor, actor, holder, now)
            return order


def _in_review(advisor: Person, order_id: int) -> tuple[Actor, Order]:
    """The locked order, which this advisor could decide about."""
    actor = act.advisor(advisor)
    order = access.locked_for_team(advisor, order_id)
    refuse_own(order, advisor)
    lifecycle.check(order, Event.RETURN)
    return actor, order


def _take(
    order: Order, advisor: Person, actor: Actor, own: Holder | None, now: datetime
) -> ReviewClaim:
    """`own`: the advisor's claim that is still running; it goes on, and nothing is told anew."""
    if own is None:
        history.write(about(order.pk), TAKE, actor, now, status=order.status)
    return _claim(order, advisor, own.since if own else now, now)


def _claim(order: Order, advisor: Person, since: datetime, now: datetime) -> ReviewClaim:
    claim, _made = ReviewClaim.objects.update_or_create(
        order=order, defaults={"advisor": advisor, "since": since, "until": now + lasts()}
    )
    return claim
