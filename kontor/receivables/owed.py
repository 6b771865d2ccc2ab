"""What invoices have got and what is still open of them, read from the allocations."""

from decimal import Decimal
from typing import Any

from django.db.models import (
    Case,
    DecimalField,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from kontor.foundation.money import ZERO
from kontor.invoicing.models import Invoice
from kontor.receivables.models import Allocation

WAITS_FOR_MONEY = ("issued", "disputed")
_AMOUNT: "DecimalField[Decimal, Decimal]" = DecimalField(max_digits=14, decimal_places=2)
_NOTHING = Value(ZERO, output_field=_AMOUNT)


def paid_of(invoice: Invoice) -> Decimal:
    """What has arrived for the invoice or was written off, less what went back."""
    rows = Allocation.objects.filter(invoice=invoice, undone_at__isnull=True)
    return rows.aggregate(paid=Sum("amount"))["paid"] or ZERO


def received_of(invoice: Invoice) -> Decimal:
    """The money that has come in for it, less what went back; nothing that was written off."""
    rows = Allocation.objects.filter(invoice=invoice, purpose="invoice", undone_at__isnull=True)
    return rows.aggregate(received=Sum("amount"))["received"] or ZERO


def open_of(invoice: Invoice) -> Decimal:
    """What is still to be paid; nothing of what is not issued, paid or cancelled."""
    if invoice.status not in WAITS_FOR_MONEY or invoice.kind == "cancellation":
        return ZERO
    return invoice.gross - paid_of(invoice)


def with_open(invoices: QuerySet[Invoice]) -> QuerySet[Any]:
    """The invoices with `paid` and `open`, as the functions above have them."""
    standing = Allocation.objects.filter(invoice=OuterRef("pk"), undone_at__isnull=True)
    sums = standing.order_by().values("invoice").annotate(sum=Sum("amount")).values("sum")
    waits = Q(status__in=WAITS_FOR_MONEY) & ~Q(kind="cancellation")
    paid = Coalesce(Subquery(sums, output_field=_AMOUNT), _NOTHING)
    return invoices.annotate(paid=paid).annotate(
        open=Case(When(waits, then=F("gross") - F("paid")), default=_NOTHING, output_field=_AMOUNT)
    )


def open_invoices() -> QuerySet[Any]:
    """Every invoice that waits for money, with `paid` and `open`."""
    waiting = Invoice.objects.filter(status__in=WAITS_FOR_MONEY).exclude(kind="cancellation")
    return with_open(waiting)
