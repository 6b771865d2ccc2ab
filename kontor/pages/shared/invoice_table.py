"""The columns of lists of invoices as files: a member's own, and the team's with their members."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from kontor.foundation.csv_text import Cell
from kontor.foundation.saying import say
from kontor.pages.shared.parts.invoice_kind import kind_words
from kontor.pages.shared.parts.status import INVOICE
from kontor.pages.shared.tables import Column


def _open(row: Any) -> Cell:
    return row.open if row.number else None


OWN_INVOICES = (
    Column(_("Invoice"), lambda row: row.number or ""),
    Column(_("Kind"), lambda row: say(kind_words(row.kind))),
    Column(_("Status"), lambda row: str(INVOICE[row.status][0])),
    Column(_("Order"), lambda row: row.order.number),
    Column(_("Title"), lambda row: row.order.title),
    Column(_("Client"), lambda row: row.order.client.name),
    Column(_("Goes out"), lambda row: row.issued_on or row.billing_date),
    Column(_("Due"), lambda row: row.due_on),
    Column(_("Service from"), lambda row: row.service_from),
    Column(_("Service to"), lambda row: row.service_to),
    Column(_("Net"), lambda row: row.net),
    Column(_("VAT"), lambda row: row.vat),
    Column(_("Gross"), lambda row: row.gross),
    Column(_("Open"), _open),
)
"""Of rows with `open` (`owed.with_open`) and their order's client."""

INVOICES = (
    *OWN_INVOICES[:5],
    Column(_("Member"), lambda row: row.order.owner.name),
    *OWN_INVOICES[5:],
)
