"""What any typed text may hold: no control characters, no bidi controls, no surrogates.

Everything else is kept character for character (R8); nothing is ever dropped in silence.
"""

import re
import unicodedata
from collections.abc import Callable

from kontor.foundation.sentence import S, Sentence

NAMED_AT_MOST = 5

_CONTROL_NAMES = {
    0x00: "NULL",
    0x07: "BELL",
    0x08: "BACKSPACE",
    0x09: "TAB",
    0x0A: "LINE FEED",
    0x0B: "VERTICAL TAB",
    0x0C: "FORM FEED",
    0x0D: "CARRIAGE RETURN",
    0x1B: "ESCAPE",
    0x7F: "DELETE",
    0x85: "NEXT LINE",
}
_FORBIDDEN = re.compile(
    "[\\x00-\\x1f\\x7f-\\x9f"  # C0, DELETE and C1 controls
    "\\u2028\\u2029"  # line and paragraph separators
    "\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069"  # bidi controls
    "\\ud800-\\udfff"  # lone surrogates
    "\\ufdd0-\\ufdef\\ufffe\\uffff"  # noncharacters, below also those of the higher planes
    + "".join(
        f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(1, 17)
    )
    + "]"
)
_ALLOWED_IN_LINES = frozenset("\n\t")


def text_faults(value: str, limit: int, *, multiline: bool) -> list[Sentence]:
    """Everything that keeps the text from being stored; `limit` in characters.

    A single line holds no line break or tab, so no header can be forged with it. Give it text
    that has passed `unified_lines`. At most five characters are named.
    """
    faults = []
    if len(value) > limit:
        faults.append(
            S.plural(
                "Shorten this by {n} character: at most {limit} fit.",
                "Shorten this by {n} characters: at most {limit} fit.",
                len(value) - limit,
                limit=limit,
            )
        )
    found = dict.fromkeys(_FORBIDDEN.findall(value))
    allowed = _ALLOWED_IN_LINES if multiline else frozenset()
    forbidden = [character for character in found if character not in allowed]
    if not multiline and "\n" in forbidden:
        forbidden.remove("\n")
        faults.append(S("Write this in one line, without line breaks."))
    faults += [
        S("Remove the invisible character {character}.", character=character_name(character))
        for character in forbidden[:NAMED_AT_MOST]
    ]
    return faults


def glyph_faults(text: str, unprintable: Callable[[str], list[str]]) -> list[Sentence]:
    """Why a text cannot stand on an invoice, naming the characters; nothing where it can.

    `unprintable(text)`: the characters of the text that the invoice's fonts cannot print.
    """
    characters = unprintable(text)
    if not characters:
        return []
    named = ", ".join(f"{one} ({character_name(one)})" for one in characters[:NAMED_AT_MOST])
    return [
        S.plural(
            "Write this without {characters}: the invoice cannot print it.",
            "Write this without {characters}: the invoice cannot print them.",
            len(characters),
            characters=named,
        )
    ]


def is_blank(value: str) -> bool:
    """Whether there is nothing to read: only spaces, or characters that show nothing."""
    return all(
        character.isspace() or unicodedata.category(character) in ("Cf", "Cc", "Mn")
        for character in value
    )


def unified_lines(value: str) -> str:
    """The text with LINE FEED as its only line break, however the browser sent them."""
    return value.replace("\r\n", "\n").replace("\r", "\n")


def character_name(character: str) -> str:
    """`U+202E RIGHT-TO-LEFT OVERRIDE`."""
    code = ord(character)
    name = _CONTROL_NAMES.get(code) or unicodedata.name(character, "")
    return f"U+{code:04X} {name}".rstrip()
