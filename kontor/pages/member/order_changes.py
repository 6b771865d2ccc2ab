"""How a running order and its changes hang together, for the order's page."""

from dataclasses import dataclass

from kontor.orders.draft import Mode
from kontor.orders.models import Order
from kontor.orders.open_change import OPEN
from kontor.orders.states import Status

TOOK_OVER = {Status.ACTIVE, Status.COMPLETED, Status.CANCELLED}


@dataclass(frozen=True)
class Changing:
    """Whether the order can be changed; the change on its way, and the one that took over."""

    possible: bool = False
    open: Order | None = None
    taken: Order | None = None


def changing_of(order: Order) -> Changing:
    """How the order and its changes hang together; one query, none without recurrent payments."""
    if order.payment_mode != Mode.RECURRENT or order.revision_id is None:
        return Changing()
    changes = list(Order.objects.filter(changes=order, put_away_at=None).order_by("pk"))
    waiting = [one for one in changes if one.status in OPEN]
    taken = [one for one in changes if one.status in TOOK_OVER]
    return Changing(
        possible=order.status == Status.ACTIVE and not waiting,
        open=waiting[0] if waiting else None,
        taken=taken[-1] if taken else None,
    )
