"""The one writer of `invoice.status`."""

from kontor.invoicing.models import Invoice
from kontor.invoicing.states import InvoiceEvent, InvoiceStatus, next_invoice_status


def move(invoice: Invoice, event: InvoiceEvent) -> None:
    """Set the status that the event leads to, or raise Conflict; the caller saves."""
    invoice.status = next_invoice_status(InvoiceStatus(invoice.status), event)


def stop(invoice: Invoice) -> None:
    """Never to be issued; the row is saved. Raises Conflict."""
    move(invoice, InvoiceEvent.STOP)
    invoice.save(update_fields=["status"])


def release(invoice: Invoice) -> None:
    """Back to where it was before it was held: a draft if its member was mailed one, else planned.

    Raises Conflict; the caller saves.
    """
    mailed = invoice.drafted_on is not None
    move(invoice, InvoiceEvent.RELEASE if mailed else InvoiceEvent.RELEASE_PLANNED)
