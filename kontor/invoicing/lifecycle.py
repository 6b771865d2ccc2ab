"""The one writer of `invoice.status`."""

from datetime import date

from kontor.invoicing.models import Invoice
from kontor.invoicing.states import InvoiceEvent, InvoiceStatus, next_invoice_status

HELD = ("held_on", "held_text", "held_reminded_on")


def move(invoice: Invoice, event: InvoiceEvent) -> None:
    """Set the status that the event leads to, or raise Conflict; the caller saves.

    Wherever it goes, its member holds it no longer (`hold`).
    """
    invoice.status = next_invoice_status(InvoiceStatus(invoice.status), event)
    invoice.held_on, invoice.held_text, invoice.held_reminded_on = None, "", None


def hold(invoice: Invoice, text: str, today: date) -> None:
    """Its member holds it from today on; the caller saves. Raises Conflict."""
    move(invoice, InvoiceEvent.HOLD)
    invoice.held_on, invoice.held_text = today, text


def stop(invoice: Invoice) -> None:
    """Never to be issued; the row is saved. Raises Conflict."""
    move(invoice, InvoiceEvent.STOP)
    invoice.save(update_fields=["status", *HELD])


def release(invoice: Invoice) -> None:
    """Back to where it was before it was held: a draft if its member was mailed one, else planned.

    Raises Conflict; the caller saves.
    """
    mailed = invoice.drafted_on is not None
    move(invoice, InvoiceEvent.RELEASE if mailed else InvoiceEvent.RELEASE_PLANNED)
