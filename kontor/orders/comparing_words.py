"""Two texts, word by word: what stayed, what went, what came. Pure."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache
from itertools import groupby, takewhile

# Above this, comparing could take seconds: long texts made of few different words. Frequent words
# do not count: in long texts difflib takes none of them as an anchor.
MOST_STEPS = 15_000
FREQUENT = 0.01

_TOKEN = re.compile(r"\S+\s*|\s+")
_WORD = re.compile(r"\w+")


class Mark(StrEnum):
    """What became of some words."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True)
class Piece:
    """Words that stayed, went or came."""

    mark: Mark
    text: str


def word_changes(before: str, after: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both texts in pieces; the pieces of a side make the whole text.

    Where comparing would take too long, everything from the first to the last word that differs
    is marked as changed.
    """
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    head = _alike(old, new)
    tail = _alike(reversed(old[head:]), reversed(new[head:]))
    old_end, new_end = len(old) - tail, len(new) - tail
    left = [_same(old[:head])]
    right = [_same(new[:head])]
    for kept, gone, come in _steps(old[head:old_end], new[head:new_end]):
        left += [_same(gone)] if kept else _marked(Mark.REMOVED, gone)
        right += [_same(come)] if kept else _marked(Mark.ADDED, come)
    left.append(_same(old[old_end:]))
    right.append(_same(new[new_end:]))
    return _joined(left), _joined(right)


@lru_cache(maxsize=512)
def words_in(text: str) -> frozenset[str]:
    """The different words of a text, whatever their case."""
    return frozenset(_WORD.findall(text.lower()))


def _alike(old: Iterable[str], new: Iterable[str]) -> int:
    """How many tokens are alike from the start on."""
    return sum(1 for _ in takewhile(lambda both: both[0] == both[1], zip(old, new, strict=False)))


def _steps(
    old: Sequence[str], new: Sequence[str]
) -> Iterator[tuple[bool, Sequence[str], Sequence[str]]]:
    """(kept, tokens before, tokens after), one step after the other."""
    most = 1 + len(new) * FREQUENT
    there, here = Counter(old), Counter(new)
    if sum(n * there[token] for token, n in here.items() if n <= most) > MOST_STEPS:
        yield False, old, new
        return
    for tag, i, i_end, j, j_end in SequenceMatcher(None, old, new).get_opcodes():
        yield tag == "equal", old[i:i_end], new[j:j_end]


def _same(tokens: Sequence[str]) -> Piece:
    return Piece(Mark.SAME, "".join(tokens))


def _marked(mark: Mark, tokens: Sequence[str]) -> list[Piece]:
    """The changed words; the space behind them is not marked."""
    text = "".join(tokens)
    words = text.rstrip()
    return [Piece(mark, words), Piece(Mark.SAME, text[len(words) :])]


def _joined(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Without empty pieces, neighbours of one mark as one."""
    filled = (piece for piece in pieces if piece.text)
    return tuple(
        Piece(mark, "".join(piece.text for piece in group))
        for mark, group in groupby(filled, key=lambda piece: piece.mark)
    )
