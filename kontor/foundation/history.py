"""The append-only history: one entry per event, written in the event's own transaction."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kontor.foundation.days import day_of
from kontor.foundation.models import HistoryEntry


@dataclass(frozen=True)
class Actor:
    """Who acts: `kind` is member, advisor, accountant, admin, client or clock."""

    kind: str
    id: int | None = None
    name: str = ""


CLOCK = Actor("clock")


def write(
    about: str, event: str, actor: Actor, at: datetime, *, status: str = "", **data: Any
) -> HistoryEntry:
    """Add one entry; `about` like `order:17`, `data` JSON values for the sentence."""
    return HistoryEntry.objects.create(
        about=about,
        event=event,
        at=at,
        day=day_of(at),
        actor=actor.kind,
        actor_id=actor.id,
        actor_name=actor.name,
        status=status,
        data=data,
    )
