"""The activities (sectors) a member can choose, in German and English (R26, R61, R63)."""

import csv
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from kontor.foundation.written import Language
from kontor.orders.draft import Treatment


class Mark(StrEnum):
    """What the review must know about a sector."""

    FINE = "fine"
    LICENCE = "licence"
    NOT_PROCESSABLE = "not_processable"


@dataclass(frozen=True)
class Sector:
    """An activity; its names are data, not messages. `treatment`: what is usual in Germany.

    One that is not `offered` any more stays on the orders that bear it.
    """

    key: str
    german: str
    english: str
    mark: Mark = Mark.FINE
    treatment: Treatment = Treatment.STANDARD
    offered: bool = True

    def name(self, language: Language) -> str:
        """The name in the reader's language."""
        return self.german if language == "de" else self.english


FILE = Path(__file__).with_name("sectors.csv")


def read_sectors(text: str) -> dict[str, Sector]:
    """The sectors of a table with the columns key, german, english, mark, treatment.

    ValueError names the line that cannot be used; nothing is guessed.
    """
    sectors: dict[str, Sector] = {}
    for number, row in enumerate(csv.DictReader(text.splitlines(), strict=True), start=2):
        try:
            sector = Sector(
                key=row["key"],
                german=row["german"],
                english=row["english"],
                mark=Mark(row["mark"]),
                treatment=Treatment(row["treatment"]),
            )
        except (KeyError, ValueError) as wrong:
            raise ValueError(f"line {number} of the sectors: {wrong}") from wrong
        if not (sector.key and sector.german and sector.english) or sector.key in sectors:
            raise ValueError(f"line {number} of the sectors: empty, or its key stands twice")
        sectors[sector.key] = sector
    return sectors


SHIPPED: dict[str, Sector] = read_sectors(FILE.read_text(encoding="utf-8"))
"""The activities as they come with the software; a house may have others (sector_list.py)."""
