"""Questions about formal demands that wait for an answer, and vetoes that wait for accounting."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import JSONObject

from kontor.orders.models import Order
from kontor.receivables.dunning import DEMAND, OWED, Answer
from kontor.receivables.dunning_models import DemandQuestion, Reminder


def waiting() -> QuerySet[DemandQuestion]:
    """Nobody has answered, something is owed still, and the formal demand has not gone out."""
    return _before_demand().filter(answer=Answer.NONE)


def vetoes() -> QuerySet[DemandQuestion]:
    """The member has vetoed, and nobody has lifted it while something is owed."""
    return _before_demand().filter(answer=Answer.VETOED, lifted_at=None)


def with_questions(orders: QuerySet[Order]) -> QuerySet[Order]:
    """The orders with `demand_questions`: `invoice` and `number` of each one that waits."""
    of_order = waiting().filter(invoice__order=OuterRef("pk")).order_by("invoice__number")
    return orders.annotate(
        demand_questions=ArraySubquery(
            of_order.values(kept=JSONObject(invoice="invoice_id", number="invoice__number"))
        )
    )


def _before_demand() -> QuerySet[DemandQuestion]:
    sent = Reminder.objects.filter(invoice=OuterRef("invoice"), level=DEMAND)
    return DemandQuestion.objects.filter(~Exists(sent), invoice__status__in=OWED)
