"""What two clients can have in common (spec § 4, duplicates). Pure."""

from dataclasses import dataclass
from enum import StrEnum

from kontor.foundation.sentence import S, Sentence


class Why(StrEnum):
    """What two clients have in common, the strongest first."""

    VAT_NUMBER = "vat_number"
    ADDRESS = "address"
    NAME = "name"


@dataclass(frozen=True)
class Alike:
    """Another client of the directory that may be the same; for the team only."""

    id: int
    name: str
    why: Why

    @property
    def sentence(self) -> Sentence:
        """Which client, and what is the same."""
        match self.why:
            case Why.VAT_NUMBER:
                return S("{client} has the same VAT number.", client=self.name)
            case Why.ADDRESS:
                return S("{client} has the same address.", client=self.name)
            case Why.NAME:
                return S("{client} has a similar name.", client=self.name)
