"""What the history tells of an invoice, replayed; and where it may stand at the end. Pure.

Not every step has a line of its own: what a request to cancel holds, releases or stops, and a
payment, are told of the order. So after each line several statuses are possible.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from kontor.invoicing.states import ISSUED, TABLE, UNISSUED, InvoiceEvent, InvoiceStatus

_OPEN: Final = {*UNISSUED, InvoiceStatus.STOPPED}
_DRAFTED: Final = _OPEN - {InvoiceStatus.PLANNED}
_OUT: Final = {InvoiceStatus.ISSUED, InvoiceStatus.PAID}
_BEGUN: Final = ""

BEFORE: Final[dict[str, set[InvoiceStatus]]] = {
    InvoiceEvent.DRAFT: set(TABLE[InvoiceEvent.DRAFT]),
    InvoiceEvent.HOLD: set(TABLE[InvoiceEvent.HOLD]) - {InvoiceStatus.PLANNED},
    InvoiceEvent.CHANGE: set(TABLE[InvoiceEvent.CHANGE]),
    "invoice_correct": {InvoiceStatus.PLANNED},  # told of the new draft, as its first line
    InvoiceEvent.ISSUE: set(TABLE[InvoiceEvent.ISSUE]),
    InvoiceEvent.SEND_NOW: set(TABLE[InvoiceEvent.SEND_NOW]),
    InvoiceEvent.DISPUTE: set(TABLE[InvoiceEvent.DISPUTE]),
    InvoiceEvent.RESOLVE: {InvoiceStatus.DISPUTED, InvoiceStatus.PAID},
    "invoice_cancel": set(ISSUED),
}
"""Where an invoice may stand before each event that is told of it."""
AFTER: Final[dict[str, set[InvoiceStatus]]] = {
    _BEGUN: _OPEN,
    InvoiceEvent.DRAFT: _DRAFTED,
    InvoiceEvent.HOLD: _DRAFTED,
    InvoiceEvent.CHANGE: _DRAFTED,
    "invoice_correct": _DRAFTED,
    InvoiceEvent.ISSUE: _OUT,
    InvoiceEvent.SEND_NOW: _OUT,
    InvoiceEvent.DISPUTE: {InvoiceStatus.DISPUTED, InvoiceStatus.PAID},
    InvoiceEvent.RESOLVE: _OUT,
    "invoice_cancel": {InvoiceStatus.CANCELLED},
}
"""Where it may stand until the next of them."""
_TELLS_NUMBER: Final = {InvoiceEvent.ISSUE, InvoiceEvent.SEND_NOW}


@dataclass(frozen=True)
class Told:
    """One line of the history: an event of BEFORE, and the number it bears."""

    event: str
    number: str = ""


def faults_of(told: Iterable[Told], status: str, number: str | None) -> Iterator[str]:
    """Why its history, the oldest line first, does not lead to where the invoice stands."""
    last, drawn = _BEGUN, ""
    for line in told:
        if not AFTER[last] & BEFORE[line.event]:
            yield f"has “{line.event}” in its history after “{last or 'planned'}”"
        last = line.event
        drawn = line.number if last in _TELLS_NUMBER else drawn
    if status not in AFTER[last]:
        yield f"is {status}, though its history ends with “{last or 'planned'}”"
    elif (drawn or None) != number:
        yield f"bears {number}, though its history tells of {drawn or 'no number'}"
