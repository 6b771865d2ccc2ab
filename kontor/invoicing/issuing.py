"""Number drawn, printed data and guarantee frozen: the short middle of issuing (spec § 9)."""

import json
from datetime import date

from kontor.cooperative.models import Cooperative
from kontor.invoicing.models import Invoice
from kontor.invoicing.numbering import draw
from kontor.invoicing.printed import printed
from kontor.invoicing.schedule import due_day
from kontor.orders.guarantee import Guarantee, covers
from kontor.orders.guarantee_facts import confirmed_on, guarantee_for

DOCUMENT_KINDS = ("pdf", "xml")


def number_and_freeze(invoice: Invoice, house: Cooperative, today: date) -> None:
    """Draw the number and freeze what will be printed; the row is saved.

    Must run in the issuing transaction with invoice and order locked.
    """
    invoice.number = draw(invoice.kind, today)
    invoice.issued_on = today
    invoice.due_on = due_day(today, invoice.term_days)
    invoice.printed = json.loads(printed(invoice, house, today, invoice.number).to_json())
    invoice.guarantee = _frozen(guarantee_for(invoice.order, today), invoice)
    invoice.save()


def _frozen(guarantee: Guarantee, invoice: Invoice) -> dict[str, object]:
    confirmed = confirmed_on(invoice.order)
    granted = guarantee.granted and (
        confirmed is not None and invoice.due_on is not None and covers(confirmed, invoice.due_on)
    )
    return {
        "granted": granted,
        "reasons": [reason.key for reason in guarantee.reasons],
        "revision": invoice.revision_id,
        "confirmed_on": confirmed.isoformat() if confirmed else None,
    }
