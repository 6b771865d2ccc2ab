"""Who has taken the auditor's export, the books or a table, in sentences."""

from collections.abc import Callable
from datetime import date

from kontor.actions import export_books
from kontor.actions.export_documents import ABOUT
from kontor.foundation.models import HistoryEntry
from kontor.foundation.sentence import S, Sentence
from kontor.pages.shared.settings_history import MOST, SettingLine


def export_history() -> list[SettingLine]:
    """The newest exports for auditors; one query."""
    entries = HistoryEntry.objects.filter(about=ABOUT).order_by("-id")[:MOST]
    return [SettingLine(entry.at, "archive", _told(entry), []) for entry in entries]


def exports_history() -> list[SettingLine]:
    """The newest exports of books and tables; one query."""
    entries = HistoryEntry.objects.filter(about=export_books.ABOUT).order_by("-id")[:MOST]
    return [SettingLine(entry.at, "download", _told_of_table(entry), []) for entry in entries]


def _told(entry: HistoryEntry) -> Sentence:
    return S.plural(
        "{who} exported {n} invoice issued from {first} to {last}.",
        "{who} exported {n} invoices issued from {first} to {last}.",
        int(entry.data["count"]),
        who=entry.actor_name or S("The operator"),
        first=date.fromisoformat(entry.data["first"]),
        last=date.fromisoformat(entry.data["last"]),
    )


def _told_of_table(entry: HistoryEntry) -> Sentence:
    return _TOLD[entry.data["what"]](
        int(entry.data["count"]),
        who=entry.actor_name,
        first=date.fromisoformat(entry.data["first"]),
        last=date.fromisoformat(entry.data["last"]),
    )


def _bookings(n: int, **data: str | date) -> Sentence:
    return S.plural(
        "{who} exported {n} booking from {first} to {last} for DATEV.",
        "{who} exported {n} bookings from {first} to {last} for DATEV.",
        n,
        **data,
    )


def _invoices(n: int, **data: str | date) -> Sentence:
    return S.plural(
        "{who} exported a table of {n} invoice issued from {first} to {last}.",
        "{who} exported a table of {n} invoices issued from {first} to {last}.",
        n,
        **data,
    )


def _payments(n: int, **data: str | date) -> Sentence:
    return S.plural(
        "{who} exported a table of {n} payment from {first} to {last}.",
        "{who} exported a table of {n} payments from {first} to {last}.",
        n,
        **data,
    )


_TOLD: dict[str, Callable[..., Sentence]] = {
    "bookings": _bookings,
    "invoices": _invoices,
    "payments": _payments,
}
