"""The life of an invoice (spec § 9) as data."""

from enum import StrEnum


class InvoiceStatus(StrEnum):
    """Where an invoice stands; delivery is a fact of its own."""

    PLANNED = "planned"
    DRAFT = "draft"
    AWAITING_UPDATE = "awaiting_update"
    ISSUED = "issued"
    DISPUTED = "disputed"
    PAID = "paid"
    CANCELLED = "cancelled"
    STOPPED = "stopped"


class InvoiceEvent(StrEnum):
    """What can happen to an invoice."""

    DRAFT = "invoice_draft"
    HOLD = "invoice_hold"
    CHANGE = "invoice_change"
    SEND_NOW = "invoice_send_now"
    RELEASE = "release"
    ISSUE = "invoice_issue"
    STOP = "stop"
    PAY = "pay"
    UNPAY = "unpay"
    DISPUTE = "dispute"
    RESOLVE = "resolve_dispute"
    CANCEL = "cancel"


def next_invoice_status(status: InvoiceStatus, event: InvoiceEvent) -> InvoiceStatus:
    """Where the event leads. Raises Conflict with a clear sentence."""
    raise NotImplementedError
