"""The name of an order where a row cannot point at it: in history and outbox."""


def about(order_id: int) -> str:
    """`order:17`."""
    return f"order:{order_id}"


def id_in(name: str) -> int | None:
    """17 for `order:17`; None for anything else."""
    kind, _, number = name.partition(":")
    return int(number) if kind == "order" and number.isdecimal() else None
