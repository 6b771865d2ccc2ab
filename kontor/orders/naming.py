"""The name of an order where a row cannot point at it: in history and outbox."""


def about(order_id: int) -> str:
    """`order:17`."""
    return f"order:{order_id}"
