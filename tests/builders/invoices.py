"""Invoices as they stand at some point of their life; documents are short and made by hand."""

from datetime import date, datetime

from kontor.foundation import files
from kontor.foundation.written import BERLIN
from kontor.invoicing.models import Document, Invoice
from kontor.orders.models import Order

ISSUED = datetime(2027, 1, 18, 9, tzinfo=BERLIN)


def issued(
    order: Order, number: str = "RE-2027-000001", guarantee: dict[str, object] | None = None
) -> Invoice:
    """The first invoice of an active order, issued and with its documents.

    Written past the acts: the real way checks against the official rules, which takes seconds.
    """
    invoice = Invoice.objects.filter(order=order).earliest("position")
    Invoice.objects.filter(pk=invoice.pk).update(
        status="issued",
        number=number,
        issued_on=ISSUED.date(),
        due_on=date(2027, 2, 1),
        printed={},
        guarantee=guarantee,
    )
    for kind, data in (("pdf", b"%PDF-1.7 " + number.encode()), ("xml", b"<Invoice/>")):
        Document.objects.create(
            invoice=invoice, kind=kind, sha256=files.store(data), size=len(data), created_at=ISSUED
        )
    invoice.refresh_from_db()
    return invoice
