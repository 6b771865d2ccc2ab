"""Whether the client of an order is blocked for it (R57, R58; spec § 4)."""

from kontor.clients.blocks import Block, block_sentence
from kontor.orders.models import Order
from kontor.orders.plan import paid_in_advance
from kontor.orders.record import payment_of


def is_blocked(order: Order) -> bool:
    """Whether the order could not be submitted now; one paid in advance passes the lower level."""
    block = Block(order.client.block) if order.client else Block.NONE
    if block is Block.NONE:
        return False
    in_advance = paid_in_advance(payment_of(order), order.service_from)
    return block_sentence(block, paid_in_advance=in_advance) is not None
