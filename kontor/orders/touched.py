"""What a block of a client touches (R57, R58): how many orders in which state, never whose."""

from dataclasses import dataclass

from django.db.models import Count

from kontor.clients.models import Client
from kontor.orders.models import Order
from kontor.orders.states import Status


@dataclass(frozen=True)
class Touched:
    """Counts; `running` ones go on, a `waiting` one with the client stops at a later review."""

    drafts: int = 0
    in_review: int = 0
    waiting: int = 0
    running: int = 0


def touched_by_block(client: Client) -> Touched:
    """Of all members, drafts too, which the team sees as a number only (R52). One query."""
    orders = Order.objects.filter(client=client, put_away_at=None)
    by_status = dict(orders.order_by().values_list("status").annotate(n=Count("pk")))

    def count(*statuses: Status) -> int:
        return sum(by_status.get(status.value, 0) for status in statuses)

    return Touched(
        drafts=count(Status.DRAFT, Status.CHANGES_REQUESTED),
        in_review=count(Status.TEAM_REVIEW),
        waiting=count(Status.CLIENT_CONFIRMATION),
        running=count(Status.ACTIVE),
    )
