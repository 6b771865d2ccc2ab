"""The columns of the reminders' lists as files."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from kontor.foundation.days import day_of
from kontor.foundation.saying import say
from kontor.foundation.sentence import one_after_another
from kontor.pages.shared.reminder_lines import NAMES
from kontor.pages.shared.tables import Column, table_file
from kontor.pages.team.reminder_rows import Row

Invoice = Callable[[Any], Any]


def _of(invoice: Invoice) -> Sequence[Column]:
    return (
        Column(_("Invoice"), lambda row: invoice(row).number),
        Column(_("Client"), lambda row: invoice(row).order.client.name),
        Column(_("Member"), lambda row: invoice(row).order.owner.name),
        Column(_("Due"), lambda row: invoice(row).due_on),
    )


def _notes(row: Row) -> str:
    notes = row.told.notes
    return say(one_after_another(*notes)) if notes else ""


LATE = (
    *_of(lambda row: row.invoice),
    Column(_("Gross"), lambda row: row.invoice.gross),
    Column(_("Sent last"), lambda row: say(row.last.name) if row.last else ""),
    Column(_("Sent on"), lambda row: row.last.on if row.last else None),
    Column(_("Comes next"), lambda row: say(row.next.name) if row.next else ""),
    Column(_("Planned for"), lambda row: row.next.on if row.next else None),
    Column(_("Note"), _notes),
)
SENT = (
    *_of(lambda row: row.invoice),
    Column(_("Reminder"), lambda row: say(NAMES[row.level])),
    Column(_("Sent on"), lambda row: row.sent_on),
    Column(_("Open"), lambda row: row.open),
    Column(_("Interest"), lambda row: row.interest),
    Column(_("Lump sum"), lambda row: row.lump_sum),
)
PAUSED = (
    Column(_("Invoice"), lambda row: row.invoice.number if row.invoice else ""),
    Column(_("Client"), lambda row: (row.client or row.invoice.order.client).name),
    Column(_("Paused on"), lambda row: day_of(row.paused_at)),
    Column(_("By whom"), lambda row: row.paused_by.name),
    Column(_("Until"), lambda row: row.until),
    Column(_("Note"), lambda row: row.reason),
)


def reminders_file(show: str, rows: "Iterable[Row] | QuerySet[Any]") -> HttpResponse:
    """The list that `show` names as CSV."""
    columns = {"sent": SENT, "paused": PAUSED}.get(show, LATE)
    return table_file(f"reminders-{show}", columns, rows)
