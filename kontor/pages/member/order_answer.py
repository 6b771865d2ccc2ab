"""The words with which an order came back: what its page says first, below where it stands."""

from collections.abc import Sequence

from kontor.foundation.models import HistoryEntry
from kontor.orders.models import Order
from kontor.pages.shared.history_lines import HistoryLine

ANSWERS = {
    "changes_requested": ("client_request_changes", "return"),
    "rejected": ("client_reject", "reject", "refuse"),
}


def answer_of(
    order: Order, entries: Sequence[HistoryEntry], lines: Sequence[HistoryLine]
) -> HistoryLine | None:
    """The line of the newest answer; None while nobody sent the order back, or it lapsed.

    `entries`: of the order's history, newest first; `lines`: the same in words.
    """
    events = () if order.lapsed else ANSWERS.get(order.status, ())
    told = (line for entry, line in zip(entries, lines, strict=True) if entry.event in events)
    return next(told, None)
