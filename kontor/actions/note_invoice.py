"""Part of an act: one line in the history of the order about one of its invoices."""

from datetime import datetime
from typing import Any

from kontor.foundation import history
from kontor.foundation.history import Actor
from kontor.invoicing.models import Invoice
from kontor.orders.naming import about


def note(invoice: Invoice, event: str, actor: Actor, now: datetime, **data: Any) -> None:
    """`data`: JSON values for the sentence, beside what names the invoice. It has its order."""
    history.write(
        about(invoice.order_id),
        event,
        actor,
        now,
        status=invoice.order.status,
        invoice=invoice.pk,
        position=invoice.position,
        number=invoice.number,
        **data,
    )
