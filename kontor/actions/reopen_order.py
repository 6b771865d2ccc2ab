"""Part of an act: a completed order is active again once an invoice of it waits again (spec § 6).

A bank returns payments up to 13 months later, and a correction drafts a new invoice. Completed
says that all is closed; once it is again, the night completes the order anew.
"""

from datetime import datetime

from kontor.foundation.history import Actor
from kontor.orders import lifecycle
from kontor.orders.models import Order
from kontor.orders.standing import standing
from kontor.orders.states import Event, Status


def reopen(order: Order, actor: Actor, now: datetime) -> None:
    """Nothing where the locked order is not completed; `order` is brought up to date.

    Read anew: an act about several invoices of an order holds it more than once.
    """
    order.refresh_from_db()
    if order.status == Status.COMPLETED:
        lifecycle.move(order, Event.REOPEN, actor, now, standing(order))
