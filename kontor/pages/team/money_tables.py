"""The columns of what the bank has booked, and of what each part is for, as files."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from kontor.foundation.csv_text import Cell
from kontor.foundation.saying import say
from kontor.pages.shared.tables import Column
from kontor.pages.team.bank_rows import WHAT


def _of_entry(name: str) -> Callable[[Any], Cell]:
    """Of the entry of an allocation; empty for what was written off."""
    return lambda row: getattr(row.entry, name) if row.entry else ""


def _client(row: Any) -> str:
    """Whose money it is or whose invoice was paid; nobody's where it is a charge or no client's."""
    client = row.invoice.order.client if row.invoice else row.client
    return client.name if client else ""


ENTRIES = (
    Column(_("Booked on"), lambda row: row.booked_on),
    Column(_("Amount"), lambda row: row.amount),
    Column(_("Currency"), lambda row: row.currency),
    Column(_("Undecided"), lambda row: row.rest),
    Column(_("Name"), lambda row: row.name),
    Column(_("IBAN"), lambda row: row.iban),
    Column(_("Reference"), lambda row: row.reference),
    Column(_("Own account"), lambda row: row.account.iban),
)
ALLOCATIONS = (
    Column(_("Booked on"), lambda row: row.booked_on),
    Column(_("Amount"), lambda row: row.amount),
    Column(_("What for"), lambda row: say(WHAT[row.purpose](row))),
    Column(_("Invoice"), lambda row: row.invoice.number if row.invoice else ""),
    Column(_("Client"), _client),
    Column(_("Note"), lambda row: row.words),
    Column(_("Name"), _of_entry("name")),
    Column(_("IBAN"), _of_entry("iban")),
    Column(_("Reference"), _of_entry("reference")),
    Column(_("Amount of the entry"), lambda row: row.entry.amount if row.entry else None),
    Column(_("Own account"), lambda row: row.entry.account.iban if row.entry else ""),
)
