"""How one event of an order's history is told."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import reduce

from kontor.foundation.models import HistoryEntry
from kontor.foundation.sentence import S, Sentence


@dataclass(frozen=True)
class Telling:
    """How an event is told: of others by name, of the reader as "you" where that can be."""

    icon: str
    others: Callable[[HistoryEntry, str | Sentence], Sentence]
    own: Callable[[HistoryEntry], Sentence] | None = None
    more: Callable[[HistoryEntry], Sentence | None] | None = None


def listed(sentences: Sequence[Sentence]) -> Sentence | None:
    """One after the other; nothing for none."""
    if not sentences:
        return None
    return reduce(lambda said, one: S("{one}; {more}", one=said, more=one), sentences)
