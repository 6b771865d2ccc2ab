"""What `kontor check --data` reads of everything that is kept: an audit per invariant."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Model, QuerySet

CHUNK = 200

_Row = TypeVar("_Row", bound=Model)


@dataclass(frozen=True)
class Audit:
    """What was looked at and found, in English for the operator; `notes` are no faults."""

    seen: str
    faults: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def in_chunks(rows: "QuerySet[_Row, Any]", size: int = CHUNK) -> Iterator[list[_Row]]:
    """All rows in the order of their keys, `size` at a time: memory stays flat.

    A query per chunk, and one for each table that is fetched with it.
    """
    after = 0
    while chunk := list(rows.filter(pk__gt=after).order_by("pk")[:size]):
        yield chunk
        after = chunk[-1].pk
