"""How an order stands, in the terms of the table of states: read by acts, and by pages."""

from datetime import date

from kontor.orders.models import Order
from kontor.orders.states import Standing


def deadline_passed(order: Order, today: date) -> bool:
    """Inclusive: to the end of the day in Berlin."""
    return order.valid_until is not None and today > order.valid_until


def standing(order: Order, **more: bool) -> Standing:
    """What the table of states asks about the order; `more` are facts from above."""
    revision = order.revision_id
    facts: dict[str, bool] = {
        "asked": order.ask_client,
        "approved": revision is not None and order.approved_revision_id == revision,
        "confirmed": revision is not None and order.confirmed_revision_id == revision,
        "ever_submitted": order.submitted_at is not None,
        "lapsed": order.lapsed,
    }
    return Standing(**facts | more)
