"""When two clients are one: which may be merged, and what becomes of their data. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from kontor.clients.blocks import Block
from kontor.clients.facts import ClientFacts, Kind
from kontor.clients.proposed import LABELS
from kontor.foundation.sentence import S, Sentence

_STRICTEST = (Block.NO_ORDERS, Block.ADVANCE_ONLY, Block.NONE)


@dataclass(frozen=True)
class Pair:
    """One field of both; what the one that goes says otherwise will be lost."""

    field: str
    kept: str
    gone: str

    @property
    def is_lost(self) -> bool:
        return bool(self.gone) and self.gone != self.kept


def pairs(kept: ClientFacts, gone: ClientFacts) -> Iterator[Pair]:
    """The data of both, field by field."""
    for field in LABELS:
        yield Pair(field, str(getattr(kept, field)), str(getattr(gone, field)))


def stricter(one: Block, other: Block) -> Block:
    """The block that both together have: the one that allows less."""
    return min(one, other, key=_STRICTEST.index)


def why_not(kept: ClientFacts, gone: ClientFacts) -> Sentence | None:
    """Why these two cannot be merged; None where they can.

    A private person is nobody's shared client: merged into a company, everybody would see them.
    """
    if (kept.kind is Kind.PRIVATE) != (gone.kind is Kind.PRIVATE):
        return S(
            "One of the two is a private person. Change the kind of one of them first, if they"
            " are the same."
        )
    return None
