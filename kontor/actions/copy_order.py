"""The member duplicates an order, in any status (R45)."""

from datetime import datetime

from kontor.actions import act, draft_order
from kontor.cooperative.deadlines import deadline
from kontor.foundation.days import day_of
from kontor.orders import access
from kontor.orders.copying import ToCheck, copy_of
from kontor.orders.models import Order
from kontor.orders.record import draft_of
from kontor.people.models import Person


@act.one_transaction
def duplicate(owner: Person, order_id: int, now: datetime, page: str = "") -> Order:
    """A new draft with the content of an own order, and everything of R47 still to check.

    Proofs, confirmation, approval, comment, thread and history stay with the original. Raises
    NotFound. `page`: a random key of the click; sent twice it makes one copy.
    """
    actor = act.member(owner)
    original = access.own(owner, order_id)
    known = draft_order.created_in(page, owner)
    if known is not None:
        return known
    copy = draft_order.begun(owner, now, page)
    copy.copied_from = original
    copy.to_check = list(ToCheck)
    draft = copy_of(draft_of(original), day_of(now), deadline("offer_days"))
    draft_order.keep_first(copy, draft, actor, now, copied_from=original.number)
    return copy
