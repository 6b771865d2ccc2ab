"""Very many orders at once: rows beside rows, of one that came about by the real acts."""

from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.db import models

from kontor.orders.models import Order, Revision
from kontor.orders.row_models import OrderLine

Row = TypeVar("Row", bound=models.Model)


def many_in_review(like: Order, count: int, since: datetime, title: str = "Order") -> list[Order]:
    """Copies of an order in review, each a second younger than the one before it."""
    like.refresh_from_db()
    assert like.revision is not None
    made = Order.objects.bulk_create(
        _copy(like, number=f"M-{n:06d}", title=f"{title} {n}", status="draft", revision=None)
        for n in range(count)
    )
    revisions = Revision.objects.bulk_create(
        _copy(like.revision, order=order, content=like.revision.content | {"title": order.title})
        for order in made
    )
    lines = list(OrderLine.objects.filter(order=like))
    OrderLine.objects.bulk_create(_copy(line, order=order) for order in made for line in lines)
    for n, (order, revision) in enumerate(zip(made, revisions, strict=True)):
        order.revision, order.status = revision, "team_review"
        order.submitted_at = since + timedelta(seconds=n)
    Order.objects.bulk_update(made, ["revision", "status", "submitted_at"])
    return made


def _copy(row: Row, **changes: Any) -> Row:
    """A row not yet saved, equal to this one but for the changes."""
    kept = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    made = type(row)(**kept | {"id": None})
    for name, value in changes.items():
        setattr(made, name, value)
    return made
