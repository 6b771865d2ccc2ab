"""The PDF of a reminder as a download."""

from django.db.models import QuerySet
from django.http import HttpResponse

from kontor.foundation.refusal import NotFound
from kontor.invoicing.models import Invoice
from kontor.pages.shared import stored
from kontor.receivables.dunning_models import Reminder


def download(invoices: QuerySet[Invoice], invoice_id: int, level: int) -> HttpResponse:
    """The reminder of a level of one of the invoices that the reader may see. Raises NotFound."""
    sent = Reminder.objects.filter(invoice__in=invoices, invoice_id=invoice_id, level=level)
    reminder = sent.select_related("invoice").first()
    if reminder is None:
        raise NotFound
    response = HttpResponse(stored.bytes_of(reminder.sha256), content_type="application/pdf")
    name = f"{reminder.invoice.number}-{level}.pdf"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
