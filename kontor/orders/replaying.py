"""An order's history played again by the table of its life: where does it lead? Pure."""

from collections.abc import Iterable, Iterator
from typing import Final

from kontor.orders.states import SAME, TABLE, Status

FIRST: Final = "create"
NOWHERE: Final = ""

Told = tuple[str, str]
"""An event and the status after it, as its line in the history says."""


def replay(told: Iterable[Told], present: str) -> Iterator[str]:
    """What does not fit, in words: a step that the table does not know, another present status.

    `told`: the oldest first, without lines that name no status.
    """
    status = NOWHERE
    for event, after in told:
        if after not in _reachable(status, event):
            yield f"“{event}” leads from {status or 'nowhere'} to {after}"
        status = after
    if status != present:
        yield f"the history leads to {status or 'nowhere'}, the order is {present}"


def _reachable(status: str, event: str) -> set[str]:
    """Where the event may lead from the status.

    One that the table does not know, or that leads nowhere in it, changes nothing wherever it
    happens: a draft gets proofs too while it is written.
    """
    if status == NOWHERE:
        return {Status.DRAFT} if event == FIRST else set()
    rows = [row for row in TABLE if row.event == event]
    if all(row.after == SAME for row in rows):
        return {status}
    return {status if row.after == SAME else row.after for row in rows if status in row.before}
