"""Orders that went to their client twice, with another content the second time."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from kontor.actions import draft_order
from kontor.orders.models import Order
from kontor.orders.record import draft_of
from tests.builders import orders
from tests.builders.orders import MONDAY
from tests.cast import Cast

LATER = MONDAY + timedelta(days=1)


def resubmitted(people: Cast, order: Order, now: datetime = LATER, **changes: Any) -> Order:
    """The order as changed, at the team's gate again."""
    order.refresh_from_db()
    draft = replace(draft_of(order), **changes)
    order = draft_order.save(people.owner, order.pk, draft, order.version, now)
    return orders.submit(people.owner, order, now)


def revised(people: Cast, **changes: Any) -> Order:
    """Changes were requested, made, and the client has a link to the second revision."""
    order = orders.changes_requested(people.owner, people.advisor, people.client, "Please.")
    return orders.approve(people.advisor, resubmitted(people, order, **changes), LATER)
