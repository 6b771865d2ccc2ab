"""When something on the desk is late, pile by pile (spec § 7). Pure.

Members are promised a review within 24 hours on working days; what else waits for a person is
measured by the same promise. What only a person can set going again is late at once; what mends
itself gets an hour. Where nobody promised a time nothing is ever late.
"""

from datetime import datetime, timedelta
from enum import Enum

from kontor.foundation.sentence import S, Sentence
from kontor.foundation.workdays import one_workday_later

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


class Grace(Enum):
    """How long something may lie before it is late."""

    NONE = "none"
    HOUR = "an hour"
    WORKDAY = "24 hours on working days"
    FOREVER = "forever"


GRACE: dict[str, Grace] = {
    "reviews": Grace.WORKDAY,
    "proofs": Grace.WORKDAY,
    "threads": Grace.WORKDAY,
    "conversations": Grace.WORKDAY,
    "proposals": Grace.WORKDAY,
    "unverified": Grace.WORKDAY,  # a new client is verified in its first review
    "blocks": Grace.WORKDAY,  # from 00:00 of the day that was set: late on the next working day
    "block_proposals": Grace.WORKDAY,  # from 00:00 of the day on which the night opened it
    "cancellations": Grace.WORKDAY,
    "undecided": Grace.WORKDAY,
    "disputes": Grace.WORKDAY,
    "guarantees": Grace.WORKDAY,  # from 00:00 of the day on which the night opened it
    "awaiting": Grace.FOREVER,  # it is its member's turn
    "failed": Grace.NONE,
    "refused": Grace.NONE,
    "pending": Grace.HOUR,  # the next run makes the document up for itself
    "entries": Grace.WORKDAY,  # from the hour their statement was handed in
    "held_files": Grace.WORKDAY,
    "refunds": Grace.WORKDAY,
    "vetoes": Grace.WORKDAY,
    "left": Grace.FOREVER,
}
"""By the name of the pile (piles.py)."""


def is_late(pile: str, oldest: datetime | None, now: datetime, state: str) -> bool:
    """Whether the oldest of the pile has waited too long. None: it is empty, or has no age.

    `state`: the federal state whose public holidays count, e.g. `BE`.
    """
    if oldest is None:
        return False
    match GRACE[pile]:
        case Grace.NONE:
            return True
        case Grace.HOUR:
            return now - oldest > HOUR
        case Grace.WORKDAY:
            return now > one_workday_later(oldest, state)
        case Grace.FOREVER:
            return False


def age(oldest: datetime, now: datetime) -> Sentence:
    """How long it has waited, in the largest unit: `3 days`, `5 h`, `20 min`."""
    waited = max(now - oldest, timedelta(0))
    if waited >= DAY:
        return S.plural("{n} day", "{n} days", waited // DAY)
    if waited >= HOUR:
        return S("{hours} h", hours=waited // HOUR)
    return S("{minutes} min", minutes=max(waited // MINUTE, 1))
