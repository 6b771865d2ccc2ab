"""Unpaid invoices with what is planned for them, in the groups of the reminders' page."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kontor.clients.models import Client
from kontor.foundation.sentence import S, Sentence
from kontor.invoicing.models import Invoice
from kontor.pages.shared.now import today_of
from kontor.pages.shared.reminder_lines import NAMES, ReminderLine, Reminders, reminders_of
from kontor.receivables import reminding
from kontor.receivables.dunning_models import Reminder

GROUPS: Final[Mapping[str, Promise]] = {
    "planned": _("Planned"),
    "waiting": _("Waiting"),
    "questions": _("Questions to members"),
    "vetoes": _("Vetoes"),
    "demanded": _("Formally demanded"),
}
"""By what a row may be in, the name of the group. One that waits for its member is planned too."""


@dataclass(frozen=True)
class Row:
    """An unpaid invoice that is late: what went out last, what comes next, and why it waits."""

    invoice: Invoice
    told: Reminders
    groups: frozenset[str]

    @property
    def next(self) -> ReminderLine | None:
        """None once all have gone out."""
        last = self.told.lines[-1]
        return None if last.url else last

    @property
    def last(self) -> ReminderLine | None:
        """None before the first."""
        sent = [line for line in self.told.lines if line.url]
        return sent[-1] if sent else None


@dataclass(frozen=True)
class SentRow:
    """A reminder that went out; `total`: asked for."""

    name: Sentence
    invoice: Invoice
    level: int
    on: date
    total: Decimal

    @property
    def about(self) -> Sentence:
        """For ears, which PDF it is."""
        return S("{name} of {number}", name=self.name, number=str(self.invoice.number))


def sent_row(reminder: Reminder) -> SentRow:
    """A reminder with its invoice as the page shows it."""
    total = reminder.open + reminder.interest + reminder.lump_sum
    name = NAMES[reminder.level]
    return SentRow(name, reminder.invoice, reminder.level, reminder.sent_on, total)


def rows_of(today: date, client: Client | None = None) -> list[Row]:
    """Every unpaid invoice (of one client) that is late, the soonest reminder first; one query."""
    late = reminding.overdue(today).select_related("order__client", "order__owner")
    if client is not None:
        late = late.filter(order__client=client)
    rows = [row for each in late if (row := _row(each, today))]
    return sorted(rows, key=_day)


def in_groups(rows: Sequence[Row]) -> dict[str, list[Row]]:
    """The rows of each group."""
    return {name: [row for row in rows if name in row.groups] for name in GROUPS}


def reminders_shown(request: HttpRequest, invoice: Invoice) -> Reminders | None:
    """Of an invoice with all that `reminding` reads; None where there is nothing to tell."""
    return reminders_of(invoice, today_of(request), base_of(invoice), to_member=False)


def base_of(invoice: Invoice) -> str:
    """The address of its page, below which its reminders lie."""
    return f"/team/invoices/{invoice.pk}"


def _row(invoice: Any, today: date) -> Row | None:
    told = reminders_of(invoice, today, base_of(invoice), to_member=False)
    return Row(invoice, told, frozenset(_groups(told))) if told else None


def _groups(told: Reminders) -> Iterator[str]:
    last = told.lines[-1]
    if last.url:
        yield "demanded"
        return
    if told.is_vetoed:
        yield "vetoes"
    if told.can_answer:
        yield "questions"
    if last.on is not None:
        yield "planned"
    elif not told.is_vetoed:
        yield "waiting"


def _day(row: Row) -> tuple[date, int]:
    on = row.next.on if row.next else None
    return on or date.max, row.invoice.pk
