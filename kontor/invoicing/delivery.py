"""Delivery is a fact of its own: which mails carry an invoice, and whom they have not reached."""

import re

_CAUSE = re.compile(r"invoice:([0-9]+)")
PURPOSES = ("invoice", "cancellation_invoice")
"""Of the mails that carry an issued invoice to the client."""


def cause_of(invoice_id: int) -> str:
    """The single event that an invoice's own mails have in the outbox: `invoice:17`."""
    return f"invoice:{invoice_id}"


def invoice_id_in(cause: str) -> int | None:
    """17 for `invoice:17`; None for anything else."""
    found = _CAUSE.fullmatch(cause)
    return int(found[1]) if found else None
