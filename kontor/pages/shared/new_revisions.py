"""With which entries of an order's history a new revision came."""

from collections.abc import Iterable

from kontor.foundation.models import HistoryEntry


def new_revisions(entries: Iterable[HistoryEntry]) -> dict[int, int]:
    """The number of the revision by the id of the entry; the first revision is left out."""
    found: dict[int, int] = {}
    newest = 0
    for entry in sorted(entries, key=lambda one: one.pk):
        number = int(entry.data.get("revision") or 0)
        if newest and number > newest:
            found[entry.pk] = number
        newest = max(newest, number)
    return found
