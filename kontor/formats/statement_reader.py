"""A bank's file, read by what is in it: camt.053, camt.054, MT940, or a ZIP of them. Pure."""

import io
import re
import zipfile
import zlib
from typing import Final

from kontor.formats.camt import read_camt
from kontor.formats.mt940 import looks_like_mt940, read_mt940
from kontor.formats.statement import Statement, StatementFile, Trouble, Unreadable
from kontor.formats.statement_text import text_of
from kontor.formats.statement_values import Notes

MEBIBYTE: Final = 1 << 20
LARGEST: Final = 48 * MEBIBYTE  # 50,000 payments as banks write them; also all of a ZIP together
MOST_MEMBERS: Final = 400  # a day's statements for a year, with their notifications, fit

_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_BY_HEAD: Final = (
    (b"%PDF-", Trouble.PDF),
    (b"\x89PNG", Trouble.PICTURE),
    (b"\xff\xd8\xff", Trouble.PICTURE),
    (b"\xd0\xcf\x11\xe0", Trouble.SPREADSHEET),
)
_HTML: Final = re.compile(r"\s*<(?:!doctype\s+)?html\b", re.IGNORECASE)
_OF_SYSTEMS: Final = re.compile(r"(?:^|/)(?:__MACOSX/|\.|desktop\.ini$|Thumbs\.db$)")
_CSV_COLUMNS: Final = 3


def read(data: bytes, name: str) -> StatementFile:
    """All statements of the file. `name` is only said back, never believed.

    Raises:
        Unreadable: with what is wrong; nothing of a file is taken then, nor of a ZIP.
    """
    if len(data) > LARGEST:
        raise Unreadable(Trouble.TOO_LARGE, limit=LARGEST // MEBIBYTE)
    if data.startswith(_ZIP):
        return _read_zip(data)
    for head, trouble in _BY_HEAD:
        if data.startswith(head):
            raise Unreadable(trouble, name=name)
    notes = Notes()
    file = _read_text(text_of(data, notes), name)
    return StatementFile(file.format, file.statements, notes.all() + file.notes)


def _read_text(text: str, name: str) -> StatementFile:
    if not text.strip():
        raise Unreadable(Trouble.EMPTY)
    if looks_like_mt940(text):
        return read_mt940(text)
    if _HTML.match(text):
        raise Unreadable(Trouble.HTML)
    if text.lstrip("\ufeff \t\r\n").startswith("<"):
        return read_camt(text.lstrip("\ufeff \t\r\n"))
    lines = text.strip().splitlines()[:2]
    if any(min(line.count(sign) for line in lines) >= _CSV_COLUMNS - 1 for sign in ";,\t"):
        raise Unreadable(Trouble.CSV)
    raise Unreadable(Trouble.UNKNOWN, name=name)


def _read_zip(data: bytes) -> StatementFile:
    """The statements of all files in it, by their names; several formats without their versions."""
    members = _members(data)
    if any(name.startswith("xl/") for name, _ in members):
        raise Unreadable(Trouble.SPREADSHEET)
    if not members:
        raise Unreadable(Trouble.ZIP_EMPTY)
    formats: dict[str, None] = {}
    statements: list[Statement] = []
    notes = Notes()
    for name, content in members:
        try:
            if content.startswith(_ZIP):
                raise Unreadable(Trouble.UNKNOWN, name=name)  # noqa: TRY301  # caught for its name
            file = read(content, name)
        except Unreadable as unreadable:
            raise Unreadable(Trouble.IN_ZIP, unreadable, name=name) from unreadable
        formats[file.format] = None
        statements += file.statements
        notes.take(file.notes)
    if len(formats) > 1:
        formats = dict.fromkeys(".".join(each.split(".")[:2]) for each in formats)
    return StatementFile(" + ".join(formats), tuple(statements), notes.all())


def _members(data: bytes) -> list[tuple[str, bytes]]:
    """Name and content of what is no folder and nothing a system put there."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = [
                info
                for info in archive.infolist()
                if not info.is_dir() and not _OF_SYSTEMS.search(info.filename)
            ]
            _look_at_members(infos)
            return sorted((info.filename, _unpacked(archive, info)) for info in infos)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        NotImplementedError,
        ValueError,
    ):
        raise Unreadable(Trouble.ZIP_BROKEN) from None


def _look_at_members(infos: list[zipfile.ZipInfo]) -> None:
    if len(infos) > MOST_MEMBERS:
        raise Unreadable(Trouble.ZIP_MANY, most=MOST_MEMBERS)
    if sum(info.file_size for info in infos) > LARGEST:
        raise Unreadable(Trouble.TOO_LARGE, limit=LARGEST // MEBIBYTE)
    if any(info.flag_bits & 1 for info in infos):
        raise Unreadable(Trouble.ZIP_LOCKED)


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """At most what the file says of itself, so that no bomb unpacks; its check sum is compared."""
    with archive.open(info) as member:
        content = member.read(info.file_size + 1)
    if len(content) != info.file_size:
        raise zipfile.BadZipFile
    return content
