"""The life of an invoice (spec § 9) as data."""

from enum import StrEnum

from kontor.foundation.refusal import Conflict
from kontor.foundation.sentence import S, Sentence


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
    RELEASE_PLANNED = "release_planned"
    ISSUE = "invoice_issue"
    STOP = "stop"
    PAY = "pay"
    UNPAY = "unpay"
    DISPUTE = "dispute"
    RESOLVE = "resolve_dispute"
    CANCEL = "cancel"


_P, _D, _A = InvoiceStatus.PLANNED, InvoiceStatus.DRAFT, InvoiceStatus.AWAITING_UPDATE
_I, _Q, _PAID = InvoiceStatus.ISSUED, InvoiceStatus.DISPUTED, InvoiceStatus.PAID
_CANCELLED, _STOPPED = InvoiceStatus.CANCELLED, InvoiceStatus.STOPPED

UNISSUED = (_P, _D, _A)
"""Where nothing has gone out yet: it may still be held, stopped or changed."""
ISSUED = (_I, _Q, _PAID)
"""Numbered and not cancelled."""

# event → status before → status after
TABLE: dict[InvoiceEvent, dict[InvoiceStatus, InvoiceStatus]] = {
    InvoiceEvent.DRAFT: {_P: _D},
    InvoiceEvent.HOLD: {_P: _A, _D: _A},
    InvoiceEvent.CHANGE: {_D: _D, _A: _D},
    InvoiceEvent.SEND_NOW: {_D: _I, _A: _I},
    InvoiceEvent.RELEASE: {_A: _D},
    InvoiceEvent.RELEASE_PLANNED: {_A: _P},
    InvoiceEvent.ISSUE: {_D: _I},
    InvoiceEvent.STOP: {_P: _STOPPED, _D: _STOPPED, _A: _STOPPED},
    InvoiceEvent.PAY: {_I: _PAID, _Q: _PAID},
    InvoiceEvent.UNPAY: {_PAID: _I},
    InvoiceEvent.DISPUTE: {_I: _Q},
    InvoiceEvent.RESOLVE: {_Q: _I},
    InvoiceEvent.CANCEL: {_I: _CANCELLED, _Q: _CANCELLED, _PAID: _CANCELLED},
}

_WRONG_MOMENT: dict[InvoiceStatus, Sentence] = {
    _P: S("This invoice is only planned. Nothing was changed."),
    _D: S("This invoice is a draft. Nothing was changed."),
    _A: S("This invoice waits for its member. Nothing was changed."),
    _I: S("This invoice is issued. Nothing was changed."),
    _Q: S("This invoice is disputed. Nothing was changed."),
    _PAID: S("This invoice is paid. Nothing was changed."),
    _CANCELLED: S("This invoice is cancelled. Nothing was changed."),
    _STOPPED: S("This invoice is stopped. Nothing was changed."),
}


def next_invoice_status(status: InvoiceStatus, event: InvoiceEvent) -> InvoiceStatus:
    """Where the event leads. Raises Conflict with a clear sentence."""
    after = TABLE[event].get(status)
    if after is None:
        raise Conflict(_WRONG_MOMENT[status])
    return after
