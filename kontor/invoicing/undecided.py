"""Issued invoices of refused orders: the team decides about each (spec § 6)."""

from django.db.models import CharField, Exists, F, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Concat

from kontor.foundation.models import HistoryEntry
from kontor.invoicing.models import Invoice
from kontor.invoicing.states import ISSUED
from kontor.orders.models import Order

DECIDED = "decide_issued"
"""In the order's history, once somebody has decided about all of them."""


def undecided() -> QuerySet[Order]:
    """Refused orders with issued invoices that nobody has decided about yet."""
    decided = HistoryEntry.objects.filter(
        about=Concat(Value("order:"), Cast(OuterRef("pk"), CharField())), event=DECIDED
    )
    issued = Invoice.objects.filter(order=OuterRef("pk"), status__in=ISSUED)
    return Order.objects.filter(
        Exists(issued), ~Exists(decided), status="rejected", approved_revision=F("revision")
    )
