"""Which characters the fixed font can print, so that R8 can hold.

A character is printable if Inter has a glyph for it that can be seen or is a space. PDF/A refuses
all others, or the typesetter drops them without a word (control and invisible characters). A
combining mark prints only where it makes one character with its letter: piled up, it would come
out of the PDF doubled.
"""

import json
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

import fontpkg_inter
from fontTools.ttLib import TTFont

from kontor.formats.einvoice.values import PrintedInvoice

FONT_FOLDER: Final = Path(fontpkg_inter.__file__).parent / "files"
FONT: Final = FONT_FOLDER / "Inter[opsz,wght].ttf"


def unprintable(text: str) -> list[str]:
    """The characters of `text` that cannot be printed, each once; line feeds can."""
    joined = unicodedata.normalize("NFC", text)
    lost = [each for each in joined if _is_mark(each) or each not in _printable()]
    lost += [each for each in text if not _is_mark(each) and each not in _printable()]
    return list(dict.fromkeys(lost))


def unprintable_in(invoice: PrintedInvoice) -> list[str]:
    """The characters in any text of the invoice that cannot be printed, each once."""
    texts = _texts(json.loads(invoice.to_json()))
    return list(dict.fromkeys(lost for text in texts for lost in unprintable(text)))


def _is_mark(character: str) -> bool:
    return unicodedata.category(character)[0] == "M"


@cache
def _printable() -> frozenset[str]:
    with TTFont(FONT, lazy=True) as font:
        covered = frozenset(map(chr, font.getBestCmap()))
    unfit = {each for each in covered if unicodedata.category(each)[0] == "C"}
    return (covered - unfit) | {"\n"}


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from _texts(list(value.values()))
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
