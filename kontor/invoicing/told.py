"""What the history tells of an invoice, and where the invoice may stand after it. Pure.

Not every step has a line of its own: what a request to cancel holds, releases or stops, and a
payment, are told of the order. So the last line allows several statuses.
"""

from dataclasses import dataclass
from typing import Final

from kontor.invoicing.states import UNISSUED, InvoiceEvent, InvoiceStatus

_OPEN: Final = {*UNISSUED, InvoiceStatus.STOPPED}
_DRAFTED: Final = _OPEN - {InvoiceStatus.PLANNED}
_OUT: Final = {InvoiceStatus.ISSUED, InvoiceStatus.PAID}

AFTER: Final[dict[str, set[InvoiceStatus]]] = {
    "": _OPEN,
    InvoiceEvent.DRAFT: _DRAFTED,
    InvoiceEvent.HOLD: _OPEN,
    InvoiceEvent.CHANGE: _DRAFTED,
    "invoice_correct": _DRAFTED,
    InvoiceEvent.ISSUE: _OUT,
    InvoiceEvent.SEND_NOW: _OUT,
    InvoiceEvent.DISPUTE: {InvoiceStatus.DISPUTED, InvoiceStatus.PAID},
    InvoiceEvent.RESOLVE: _OUT,
    "invoice_cancel": {InvoiceStatus.CANCELLED},
}
"""Where an invoice may stand after the last of these events; `""`: none was told."""
TELLS_NUMBER: Final = {InvoiceEvent.ISSUE, InvoiceEvent.SEND_NOW}


@dataclass(frozen=True)
class Told:
    """The newest event of AFTER that the history tells of an invoice, and the number it bears."""

    event: str = ""
    number: str = ""


def fault_of(told: Told, status: str, number: str | None) -> str:
    """Why the invoice does not stand where its history leads; empty where it does."""
    if status not in AFTER[told.event]:
        return f"is {status}, though its history ends with “{told.event or 'planned'}”"
    if (told.number or None) != number:
        return f"bears {number}, though its history tells of {told.number or 'no number'}"
    return ""
