"""MT940 as German and other European banks write it. Pure.

Our own reader: the package mt-940 (5.1.1 was tried) joins the lines of the reference, so that what
stood at a line's end cannot be told from what was cut; puts account and name into one value, or
the account into another only by an option; cuts `:86:` after nine lines of 65 signs; adds an `:86:`
about the whole statement to the last booking; and answers what it cannot read with a bare error.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final

from kontor.formats.mt940_entry import Lines, entry_of
from kontor.formats.statement import (
    NoteCode,
    Statement,
    StatementFile,
    Trouble,
    Unreadable,
)
from kontor.formats.statement_pages import Page, account_number, join_pages, look_at_statement
from kontor.formats.statement_values import Notes, booked_amount, short_day

FORMAT: Final = "MT940"
_TAG: Final = re.compile(r":(\d{2}[A-Z]?|NS):")
_BALANCE: Final = re.compile(r"(?P<sense>[CD])(?P<day>\d{6})(?P<currency>[A-Z]{3})?(?P<amount>.+)")
_BLOCKS: Final = re.compile(
    r"\{1:[^{}]{0,80}\}(?:\{[23]:[^{}]{0,200}(?:\{[^{}]{0,80}\}){0,20}\}){0,2}\{4:"
)
_LOOKS: Final = re.compile(r"^:(?:20|25|28C?|60[FM]|61):", re.MULTILINE)
_ONLY_INTRADAY: Final = ("34F", "90D", "90C")
_KNOWN: Final = {
    *("13", "13D", "20", "21", "25", "25P", "28", "28C", "34F", "60F", "60M", "61"),
    *("62F", "62M", "64", "65", "86", "90C", "90D", "NS"),
}


@dataclass(frozen=True)
class _Balance:
    amount: Decimal
    currency: str
    day: date
    intermediate: bool


@dataclass
class _Raw:
    """What stands between `:20:` and the next one."""

    account: str = ""
    number: str = ""
    opening: _Balance | None = None
    closing: _Balance | None = None
    bookings: list[Lines] = field(default_factory=list)
    intraday: bool = False


def looks_like_mt940(text: str) -> bool:
    return len(set(_LOOKS.findall(_with_line_ends(text[:20_000])))) > 1


def read_mt940(text: str) -> StatementFile:
    """The statements of a file.

    Raises:
        Unreadable: a statement without account or closing balance (cut off, say), a booking or a
            balance that cannot be read, or only what is expected during the day (MT942).
    """
    notes = Notes()
    pages = [_page(raw, notes) for raw in _raw_statements(text, notes)]
    if not pages:
        raise Unreadable(Trouble.NO_STATEMENT)
    statements = join_pages(pages)
    for statement in statements:
        look_at_statement(statement, notes)
    return StatementFile(FORMAT, statements, notes.all())


def _fields(text: str) -> Iterator[tuple[str, list[str]]]:
    """Each tag with its lines; a statement's end closes the last one."""
    body = _BLOCKS.sub("\n", _with_line_ends(text))
    tag, lines = "", list[str]()
    for line in body.split("\n"):
        begin = _TAG.match(line)
        if not begin and line.strip() not in ("-", "-}", "") and not line.startswith("-}"):
            lines.append(line)
            continue
        if begin or line.strip():
            if tag:
                yield tag, lines
            tag, lines = (begin[1], [line[begin.end() :]]) if begin else ("", [])
    if tag:
        yield tag, lines


def _with_line_ends(text: str) -> str:
    """Whatever they are; home banking of old writes @@."""
    body = text.replace("\r\n", "\n").replace("\r", "\n")
    return body if "\n" in body.strip() else body.replace("@@", "\n")


def _raw_statements(text: str, notes: Notes) -> Iterator[_Raw]:
    raw, count = _Raw(), 0
    booking: Lines | None = None
    for tag, lines in _fields(text):
        if tag == "20":
            if raw.account or raw.bookings or raw.opening or raw.closing:
                yield raw
            raw, booking = _Raw(), None
        elif tag == "61":
            count += 1
            booking = Lines(count, lines[0], lines[1:])
            raw.bookings.append(booking)
        elif tag == "86" and booking is not None:
            booking.about += lines
        else:
            if tag[:2] in ("62", "64", "65"):
                booking = None  # an :86: after it is about the whole statement
            _take(raw, tag, lines, notes)
    if raw.account or raw.bookings or raw.opening or raw.closing:
        yield raw


def _take(raw: _Raw, tag: str, lines: list[str], notes: Notes) -> None:
    text = lines[0].strip()
    if tag in ("25", "25P"):
        raw.account = text
    elif tag in ("28", "28C"):
        raw.number = text
    elif tag in ("60F", "60M"):
        raw.opening = _balance(text, tag, notes)
    elif tag in ("62F", "62M"):
        raw.closing = _balance(text, tag, notes)
    elif tag in _ONLY_INTRADAY:
        raw.intraday = True
    elif tag not in _KNOWN:
        notes.add(NoteCode.UNKNOWN_LINE, tag=tag)


def _balance(text: str, tag: str, notes: Notes) -> _Balance:
    found = _BALANCE.fullmatch(text)
    if not found:
        raise Unreadable(Trouble.NOT_A_LINE, entry=0, text=f":{tag}:{text}"[:60])
    sense = 1 if found["sense"] == "C" else -1
    return _Balance(
        amount=booked_amount(found["amount"].strip()) * sense,
        currency=found["currency"] or "",
        day=short_day(found["day"], notes),
        intermediate=tag.endswith("M"),
    )


def _page(raw: _Raw, notes: Notes) -> Page:
    opening, closing = raw.opening, raw.closing
    if closing is None and opening is None and raw.intraday:
        raise Unreadable(Trouble.INTRADAY)
    if closing is None:
        raise Unreadable(Trouble.NO_CLOSING)
    if not raw.account:
        raise Unreadable(Trouble.NO_ACCOUNT)
    currency = closing.currency or (opening.currency if opening else "")
    if not currency:
        raise Unreadable(Trouble.NO_CURRENCY, entry=0)
    found = [entry_of(lines, currency, notes) for lines in raw.bookings]
    entries = [entry for entry in found if entry is not None]
    if len(entries) < len(found):
        notes.add(NoteCode.PENDING, n=len(found) - len(entries))
    days = [closing.day, *(entry.booked_on for entry in entries)]
    statement = Statement(
        iban=account_number(raw.account, notes),
        currency=currency,
        number=raw.number,
        from_day=min(days),
        to_day=max(days),
        opening=opening.amount if opening else None,
        closing=closing.amount,
        entries=tuple(entries),
    )
    return Page(
        statement,
        opens_midway=opening is not None and opening.intermediate,
        closes_midway=closing.intermediate,
    )
