"""The thread between member and team about an order (spec § 3, § 7); clients never see it."""

from django.db.models import QuerySet

from kontor.clients.conversation import Said, Talk
from kontor.foundation.sentence import S, Sentence
from kontor.orders.access import HIDDEN_FROM_TEAM
from kontor.orders.models import Order
from kontor.orders.thread_models import OrderMessage, OrderQuestion


def talk_of(order: Order) -> Talk:
    """Everything that was said about an order; two queries. `newest_said.py` reads its end."""
    messages = OrderMessage.objects.filter(order=order).select_related("author").order_by("id")
    said = [
        Said(each.pk, each.author_id, each.author.name, each.side, each.text, each.at)
        for each in messages
    ]
    return Talk(said, waits=OrderQuestion.objects.filter(order=order).exists())


def questions() -> QuerySet[OrderQuestion]:
    """What waits for the team, the oldest first; a draft, taken back, waits for nobody (R52)."""
    seen = OrderQuestion.objects.exclude(order__status__in=HIDDEN_FROM_TEAM)
    return seen.order_by("since", "pk")


def closed(status: str, *, begun: bool) -> Sentence | None:
    """Why nothing can be said now, or None; `begun`: something was said before it was taken back.

    A draft is its member's alone, so nobody could answer (R52).
    """
    if status not in HIDDEN_FROM_TEAM:
        return None
    if begun:
        return S(
            "While the order is a draft, the team sees neither it nor this conversation."
            " It goes on once you have submitted again."
        )
    return S(
        "A draft has no conversation yet, because the team does not see it."
        " Write your first words into the comment of the order."
    )
