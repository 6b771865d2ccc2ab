"""The bytes of a bank's file as text, whatever it says of itself. Pure."""

import codecs
import re
from typing import Final

from kontor.formats.statement import NoteCode, Trouble, Unreadable
from kontor.formats.statement_values import Notes

WINDOWS: Final = "cp1252"
DOS: Final = "cp850"

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, with whose mark it begins
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED: Final = re.compile(rb"<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]{1,40})[\"']")
_TAKEN: Final = {"utf-8", "ascii", "iso8859-1", "iso8859-15", "cp1252", "cp850"}
# Where ä ö ü Ä Ö Ü ß stand in the two alphabets of PCs.
_UMLAUTS_DOS: Final = frozenset(b"\x84\x94\x81\x8e\x99\x9a\xe1")
_UMLAUTS_WINDOWS: Final = frozenset(b"\xe4\xf6\xfc\xc4\xd6\xdc\xdf")


def text_of(data: bytes, notes: Notes) -> str:
    """By its mark, its zero bytes, its declaration; else UTF-8, and last what PCs wrote.

    A guess is noted. Raises Unreadable where signs are left over that no text has.
    """
    encoding = next((name for mark, name in _BOMS if data.startswith(mark)), "")
    encoding = encoding or _without_mark(data[:4]) or "utf-8"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        if encoding != "utf-8":
            raise Unreadable(Trouble.ENCODING) from None
        text = _by_declaration(data, notes)
    if "\0" in text:
        raise Unreadable(Trouble.ENCODING)
    return text


def _without_mark(head: bytes) -> str:
    """Two bytes a sign show in the first two, which are plain letters in every statement."""
    if len(head) > 1 and head[0] and not head[1]:
        return "utf-16-le"
    if len(head) > 1 and not head[0] and head[1]:
        return "utf-16-be"
    return ""


def _by_declaration(data: bytes, notes: Notes) -> str:
    found = _DECLARED.search(data[:200])
    declared = ""
    if found:
        try:
            declared = codecs.lookup(found[1].decode()).name
        except LookupError:
            raise Unreadable(Trouble.ENCODING) from None
        if declared not in _TAKEN:
            raise Unreadable(Trouble.ENCODING)
    if declared in ("", "utf-8", "ascii"):
        declared = _guess(data)
        notes.add(NoteCode.ENCODING, encoding=declared)
    return data.decode(declared, errors="replace")


def _guess(data: bytes) -> str:
    """Of the two alphabets the one in which more of the bytes are German letters."""
    dos, windows = (sum(map(data.count, each)) for each in (_UMLAUTS_DOS, _UMLAUTS_WINDOWS))
    return DOS if dos > windows else WINDOWS
