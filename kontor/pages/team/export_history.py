"""Who has taken the auditor's export, in sentences."""

from datetime import date

from kontor.actions.export_documents import ABOUT
from kontor.foundation.models import HistoryEntry
from kontor.foundation.sentence import S, Sentence
from kontor.pages.shared.settings_history import MOST, SettingLine


def export_history() -> list[SettingLine]:
    """The newest exports; one query."""
    entries = HistoryEntry.objects.filter(about=ABOUT).order_by("-id")[:MOST]
    return [SettingLine(entry.at, "archive", _told(entry), []) for entry in entries]


def _told(entry: HistoryEntry) -> Sentence:
    return S.plural(
        "{who} exported {n} invoice issued from {first} to {last}.",
        "{who} exported {n} invoices issued from {first} to {last}.",
        int(entry.data["count"]),
        who=entry.actor_name or S("The operator"),
        first=date.fromisoformat(entry.data["first"]),
        last=date.fromisoformat(entry.data["last"]),
    )
