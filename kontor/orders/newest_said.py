"""The newest messages of a thread, fetched with the order itself: its page needs no query more."""

from datetime import datetime
from operator import attrgetter

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import JSONObject

from kontor.clients.conversation import Said, Talk
from kontor.orders.models import Order
from kontor.orders.thread_models import OrderMessage, OrderQuestion

NEWEST = 10


def with_newest(orders: QuerySet[Order]) -> QuerySet[Order]:
    """The orders, each with what `newest_of` reads."""
    messages = OrderMessage.objects.filter(order=OuterRef("pk")).order_by("-id")
    said = JSONObject(
        id="pk", author_id="author", author="author__name", side="side", text="text", at="at"
    )
    waiting = OrderQuestion.objects.filter(order=OuterRef("pk"))
    newest = ArraySubquery(messages.values(said=said)[: NEWEST + 1])
    return orders.annotate(newest_said=newest, thread_waits=Exists(waiting))


def newest_of(order: Order) -> Talk:
    """The newest messages about an order that comes from `with_newest`."""
    newest, waits = attrgetter("newest_said", "thread_waits")(order)
    said = [Said(**each | {"at": datetime.fromisoformat(each["at"])}) for each in newest[:NEWEST]]
    return Talk(said[::-1], waits=waits, earlier=len(newest) > NEWEST)
