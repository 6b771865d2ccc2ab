"""Invoice numbers in free text, as people write them. Pure.

The finder is handed the numbers themselves and knows no letters of any series: a number is a head
(`RE-2027`) and, behind its last hyphen, a running number with leading zeros (`000123`).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from kontor.receivables.written_text import Keys, Spot, Written, squeezed

SHORTEST_TAIL: Final = 5  # a running number alone is only looked for from so many digits on
MOST_WINDOWS: Final = 20  # stretches of one text that are tried for a slip

# More running numbers behind a whole number: `RE-2027-000123, 124 und 125`; no amounts.
_MORE: Final = re.compile(r"\s*(?:[,;/+&]|UND\b|U\.|AND\b)\s*-?\s*(\d{1,7})(?![\d.,]*\d)")
_MAY_GO_ON: Final = re.compile(r"\s*[-.\u2010-\u2015]?\s*")
_STANDS_ALONE: Final = re.compile(r"[\s:.#(]")


@dataclass(frozen=True)
class Mentioned:
    """Numbers of ours in a text, in its order.

    `exact`: beyond doubt. `more`: read as a list that goes on behind an exact one. `near`: with a
    slip, without its letters, inside a longer word, or shortened so that several can be meant.
    """

    exact: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    near: tuple[str, ...] = ()


@dataclass(frozen=True)
class Numbers:
    """The numbers that can be found: whole, without zeros, and without their letters."""

    whole: Keys
    short: Keys
    bare: Keys
    alphabet: str

    @classmethod
    def of(cls, numbers: Iterable[str]) -> "Numbers":
        split = [(number, *_head_and_tail(number)) for number in sorted(set(numbers))]
        whole = [(head + tail, number) for number, head, tail in split]
        running = [(number, head, tail) for number, head, tail in split if tail]
        short = [(head + tail.lstrip("0"), number) for number, head, tail in running]
        bare = [(squeezed(number.partition("-")[2]), number) for number, _, _ in running]
        bare += [(tail, number) for number, _, tail in running if len(tail) >= SHORTEST_TAIL]
        alphabet = "".join(sorted(set("".join(key for key, _ in whole))))
        return cls(Keys.of(whole), Keys.of(short), Keys.of(bare), alphabet)

    def mentioned_in(self, text: str) -> Mentioned:
        """What of the numbers the text names, exactly or nearly."""
        written = Written.of(text)
        edges = written.edges()
        exact: dict[str, None] = {}
        near: dict[str, None] = {}
        more: dict[str, None] = {}
        taken: list[Spot] = []
        for spot, numbers in self._found(written, edges):
            if any(spot.touches(other.start, other.end) for other in taken):
                continue
            taken.append(spot)
            sure = len(numbers) == 1 and self._is_sure(written, spot)
            (exact if sure else near).update(dict.fromkeys(numbers))
            if sure:
                more.update(dict.fromkeys(self._more(written.after(spot.end), numbers[0])))
        near.update(dict.fromkeys(self._slips(written, edges, taken)))
        return Mentioned(
            tuple(exact),
            tuple(number for number in more if number not in exact),
            tuple(number for number in near if number not in exact),
        )

    def _found(self, written: Written, edges: list[int]) -> Iterator[tuple[Spot, tuple[str, ...]]]:
        """Whole numbers anywhere, then shortened ones, then those without their letters."""
        for spot in self.whole.spots(written, range(len(written))):
            yield spot, self.whole.meant[spot.key]
        for spot in self.short.spots(written, edges):
            if written.is_edge(spot.end):
                yield spot, self.short.meant[spot.key]
        alone = [at for at in edges if not at or _STANDS_ALONE.search(written.gap(at))]
        for spot in self.bare.spots(written, alone):
            if written.is_edge(spot.end):
                yield spot, self.bare.meant[spot.key]

    def _is_sure(self, written: Written, spot: Spot) -> bool:
        if spot.key in self.whole.meant:
            return written.is_edge(spot.start) and written.is_edge(spot.end)
        if spot.key not in self.short.meant:
            return False
        return not _goes_on(written, spot.end) and self._tail_is_one(written, spot)

    def _tail_is_one(self, written: Written, spot: Spot) -> bool:
        """Whether the digits of a shortened running number stand together."""
        (number,) = self.short.meant[spot.key]
        head, _ = _head_and_tail(number)
        return not any(written.gap(at) for at in range(spot.start + len(head) + 1, spot.end))

    def _more(self, rest: str, first: str) -> Iterator[str]:
        head, tail = _head_and_tail(first)
        while tail and (match := _MORE.match(rest)):
            key = head + match[1].zfill(len(tail))
            if key not in self.whole.meant:
                return
            yield from self.whole.meant[key]
            rest = rest[match.end() :]

    def _slips(self, written: Written, edges: list[int], taken: list[Spot]) -> Iterator[str]:
        """The numbers that are one slip away from something that looks like a number."""
        for window in _windows(written, edges, taken, self.whole.lengths):
            for key in sorted(_one_slip_from(window, self.alphabet)):
                yield from self.whole.meant.get(key, ())


def _head_and_tail(number: str) -> tuple[str, str]:
    """`RE2027` and `000123`; no tail where no running number stands behind a hyphen."""
    head, _, tail = number.rpartition("-")
    return (squeezed(head), tail) if head and tail.isdigit() else (squeezed(number), "")


def _goes_on(written: Written, end: int) -> bool:
    """Whether the digits behind it may belong to it: `123 45`, `1.234`."""
    if end == len(written) or not written.characters[end].isdigit():
        return False
    return bool(_MAY_GO_ON.fullmatch(written.gap(end)))


def _windows(
    written: Written, edges: list[int], taken: list[Spot], lengths: tuple[int, ...]
) -> list[str]:
    """Stretches about as long as a number, mostly of digits, in which nothing was found."""
    around = sorted({length + off for length in lengths for off in (-1, 0, 1)})
    found: dict[str, None] = {}
    for start in edges:
        for end in (start + length for length in around):
            stretch = written.characters[start:end]
            digits = sum(map(str.isdigit, stretch))
            if end > len(written) or digits * 2 < len(stretch) or not written.is_edge(end):
                continue
            if not any(spot.touches(start, end) for spot in taken):
                found[stretch] = None
    return list(found)[:MOST_WINDOWS]


def _one_slip_from(text: str, alphabet: str) -> set[str]:
    """All texts with one character wrong, missing, too many, or changed with the next one."""
    found = set()
    for at in range(len(text) + 1):
        before, here, after = text[:at], text[at : at + 1], text[at + 1 :]
        found |= {before + other + here + after for other in alphabet}
        if here:
            found |= {before + other + after for other in alphabet} | {before + after}
            found.add(before + after[:1] + here + after[1:])
    return found
