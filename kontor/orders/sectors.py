"""The activities (sectors) a member can choose, in German and English (R26, R61, R63)."""

from dataclasses import dataclass
from enum import StrEnum

from kontor.foundation.written import Language
from kontor.orders.draft import Treatment


class Mark(StrEnum):
    """What the review must know about a sector."""

    FINE = "fine"
    LICENCE = "licence"
    NOT_PROCESSABLE = "not_processable"


@dataclass(frozen=True)
class Sector:
    """An activity; its names are data, not messages. `treatment`: what is usual in Germany."""

    key: str
    german: str
    english: str
    mark: Mark = Mark.FINE
    treatment: Treatment = Treatment.STANDARD

    def name(self, language: Language) -> str:
        """The name in the reader's language."""
        return self.german if language == "de" else self.english


SECTORS: dict[str, Sector] = {}
