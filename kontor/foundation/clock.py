"""The one clock. Only entrances (pages, commands, jobs) read it, once per act.

In the demo the date can be moved forward; `held` lets a simulation set the instant.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta

from django.conf import settings

from kontor.foundation.models import ClockShift

_held: ContextVar[datetime | None] = ContextVar("held", default=None)


def now() -> datetime:
    """The present instant (aware, UTC), with the demo's shift where there is one."""
    held_instant = _held.get()
    if held_instant is not None:
        return held_instant
    return real() + timedelta(days=shift_days()) if settings.KONTOR_DEMO else real()


def shift_days() -> int:
    """The days by which the demo's date was moved forward."""
    return ClockShift.objects.values_list("days", flat=True).first() or 0


def real() -> datetime:
    """The present instant (aware, UTC), never shifted: for sessions, which live in real time."""
    return datetime.now(UTC)


@contextmanager
def held(instant: datetime) -> Iterator[None]:
    """Let `now()` answer `instant` (aware) inside the block."""
    token = _held.set(instant)
    try:
        yield
    finally:
        _held.reset(token)
