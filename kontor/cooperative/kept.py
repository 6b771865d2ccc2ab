"""Settings that this process keeps as long as nobody has changed one.

Every change of a setting gives the cooperative's row another version, by a trigger in the
database. So nothing kept is ever older than the row that was just read.
"""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar
from uuid import UUID

from kontor.cooperative.own_data import cooperative

T = TypeVar("T")


def by_version(load: Callable[[], T]) -> Callable[[], T]:
    """`load` is called again only after a change of the settings."""
    kept: list[tuple[UUID, T]] = []

    @wraps(load)
    def read() -> T:
        version = cooperative().version
        if not kept or kept[0][0] != version:
            kept[:] = [(version, load())]
        return kept[0][1]

    return read
