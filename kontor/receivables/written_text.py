"""Free text as letters and digits: how people and banks cut and join it does not count. Pure."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

_CHARACTER: Final = re.compile(r"[^\W_]")


@dataclass(frozen=True)
class Written:
    """The letters and digits of a text in upper case, and where each stands in `text`."""

    text: str
    characters: str
    places: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> "Written":
        plain = unicodedata.normalize("NFKC", text).upper()
        found = list(_CHARACTER.finditer(plain))
        places = tuple(match.start() for match in found)
        return cls(plain, "".join(match[0] for match in found), places)

    def __len__(self) -> int:
        return len(self.characters)

    def gap(self, at: int) -> str:
        """What stands in the text between the character at this place and the one before it."""
        start = self.places[at - 1] + 1 if at else 0
        return self.text[start : self.places[at] if at < len(self) else None]

    def after(self, at: int) -> str:
        """The text behind the character before this place."""
        return self.text[self.places[at - 1] + 1 :] if at else self.text

    def is_edge(self, at: int) -> bool:
        """Whether something may begin or end here: digits beside letters, or a gap between."""
        if at in (0, len(self)):
            return True
        before, here = self.characters[at - 1], self.characters[at]
        return self.places[at] > self.places[at - 1] + 1 or before.isdigit() != here.isdigit()

    def edges(self) -> list[int]:
        """The places where something may begin."""
        return [at for at in range(len(self)) if self.is_edge(at)]


@dataclass(frozen=True)
class Spot:
    """Where a key stands: from `start` to before `end`."""

    start: int
    end: int
    key: str

    def touches(self, start: int, end: int) -> bool:
        """Whether it has a character in common with another stretch."""
        return self.start < end and start < self.end


def squeezed(text: str) -> str:
    """The letters and digits of a text, as keys have them."""
    return Written.of(text).characters


@dataclass(frozen=True)
class Keys:
    """What is looked for in texts: each key with what it stands for, and how long keys are."""

    meant: Mapping[str, tuple[str, ...]]
    lengths: tuple[int, ...]

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, str]]) -> "Keys":
        """From pairs of a key and one thing that it stands for."""
        meant: dict[str, tuple[str, ...]] = {}
        for key, value in pairs:
            meant[key] = (*meant.get(key, ()), value)
        return cls(meant, tuple(sorted({len(key) for key in meant if key}, reverse=True)))

    def spots(self, text: Written, starts: Iterable[int]) -> Iterator[Spot]:
        """Where keys stand in the text, the longest at each place, none within another.

        `starts`: the places where one may begin, in order.
        """
        free_from = 0
        for start in starts:
            if start >= free_from and (key := self._longest_at(text, start)):
                free_from = start + len(key)
                yield Spot(start, free_from, key)

    def _longest_at(self, text: Written, start: int) -> str:
        for length in self.lengths:
            key = text.characters[start : start + length]
            if len(key) == length and key in self.meant:
                return key
        return ""
