"""The cooperative's own row, read once in a request however often it is asked for."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from kontor.cooperative.models import Cooperative

_read: ContextVar[list[Cooperative] | None] = ContextVar("cooperative", default=None)


def cooperative() -> Cooperative:
    """The cooperative; an installation that serves pages has exactly one."""
    rows = _read.get()
    if rows is None:
        return Cooperative.objects.get()
    if not rows:
        rows.append(Cooperative.objects.get())
    return rows[0]


@contextmanager
def read_once() -> Iterator[None]:
    """Inside the block the row is asked for once; a block in another shares its row."""
    if _read.get() is not None:
        yield
        return
    before = _read.set([])
    try:
        yield
    finally:
        _read.reset(before)


def read_anew() -> None:
    """After a change of the settings."""
    rows = _read.get()
    if rows:
        rows.clear()
