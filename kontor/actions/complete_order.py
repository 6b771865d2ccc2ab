"""An active order is completed once nothing of it is open and nothing can follow (spec § 6)."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from kontor.actions import act
from kontor.foundation.history import CLOCK
from kontor.invoicing.models import Invoice
from kontor.orders import lifecycle
from kontor.orders.models import Order
from kontor.orders.standing import standing
from kontor.orders.states import Event

CLOSED = ["paid", "cancelled", "stopped"]


def due() -> Iterable[int]:
    """Active orders of which every invoice is closed and one is paid."""
    return list(_finished().order_by("id").values_list("id", flat=True))


@act.one_transaction
def complete(order_id: int, now: datetime) -> bool:
    """Complete the order; False if it has been completed or changed meanwhile."""
    order = Order.objects.select_for_update(of=("self",)).get(pk=order_id)
    if not _finished().filter(pk=order_id).exists():
        return False
    facts = standing(order, all_invoices_closed=True)
    lifecycle.move(order, Event.COMPLETE, CLOCK, now, facts)
    return True


def _finished() -> QuerySet[Order]:
    """An open-ended order is not among them: until its end is set, invoices can follow."""
    plan = Invoice.objects.filter(order=OuterRef("pk")).exclude(kind="cancellation")
    open_ended = Q(
        payment_mode="recurrent", recurrence_times__isnull=True, recurrence_until__isnull=True
    )
    return Order.objects.filter(
        ~open_ended,
        ~Exists(plan.exclude(status__in=CLOSED)),
        Exists(plan.filter(status="paid")),
        status="active",
    )
