"""Plans of several invoices, each standing where a test needs it, written past the acts."""

from collections.abc import Sequence
from datetime import timedelta

from kontor.foundation.days import later_by
from kontor.invoicing.models import NUMBERED, Invoice
from kontor.orders.models import Order


def standing_in(
    order: Order, statuses: Sequence[str], *, kinds: Sequence[str] = ()
) -> list[Invoice]:
    """The order's plan with one row a month, in these statuses; the first row is the model."""
    first = Invoice.objects.filter(order=order).earliest("position")
    for number, status in enumerate(statuses):
        invoice = Invoice.objects.filter(order=order, position=number + 1).first()
        if invoice is None:
            invoice = Invoice.objects.get(pk=first.pk)
            invoice.pk, invoice.position = None, number + 1
            invoice.number = invoice.printed = invoice.issued_on = None
            invoice.billing_date = later_by(first.billing_date, number, "month")
        _stand(invoice, status, kinds[number] if kinds else invoice.kind)
    return list(Invoice.objects.filter(order=order).order_by("position"))


def _stand(invoice: Invoice, status: str, kind: str) -> None:
    invoice.status, invoice.kind = status, kind
    if status == "draft" and invoice.drafted_on is None:
        invoice.drafted_on = invoice.billing_date - timedelta(days=7)
    if status in NUMBERED and invoice.number is None:
        invoice.number = f"RE-2027-{invoice.order_id:05}{invoice.position}"
        invoice.issued_on, invoice.printed = invoice.billing_date, {}
        invoice.due_on = invoice.billing_date + timedelta(days=invoice.term_days)
    invoice.save()
