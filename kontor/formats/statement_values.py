"""Amounts, days and references as banks write them in statements. Pure."""

import re
from calendar import monthrange
from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from kontor.formats.statement import Note, NoteCode, Trouble, Unreadable, Value

BERLIN = ZoneInfo("Europe/Berlin")
CENTURY = 2000
LONGEST_MONTH = 31
MOST_ALIKE = 20
LARGEST_AMOUNT = Decimal(10) ** 12
LONGEST_REFERENCE = 140
WITHOUT_REFERENCE = {"NONREF", "NOTPROVIDED", "NOTAVAILABLE", "KREF+", "UNKNOWN"}

_AMOUNT = re.compile(r"[+-]?(\d{1,18}([.,]\d{0,5})?|[.,]\d{1,5})", re.ASCII)
_COUNT = re.compile(r"[0-9]{1,9}")
_CURRENCY = re.compile(r"[A-Z]{3}")


class Notes:
    """Gathers what is to be said, each thing once; of one kind no more than somebody reads."""

    def __init__(self) -> None:
        self._said: dict[tuple[NoteCode, frozenset[tuple[str, Value]]], Note] = {}
        self._counted: Counter[NoteCode] = Counter()

    def add(self, code: NoteCode, **values: Value) -> None:
        key = code, frozenset(values.items())
        if key not in self._said:
            self._counted[code] += 1
            self._said[key] = Note(code, values)

    def take(self, notes: Iterable[Note]) -> None:
        for note in notes:
            self.add(note.code, **note.values)

    def all(self) -> tuple[Note, ...]:
        """In their order; instead of what is too much, how many more there are."""
        shown: Counter[NoteCode] = Counter()
        found = []
        for note in self._said.values():
            shown[note.code] += 1
            if shown[note.code] <= MOST_ALIKE:
                found.append(note)
        left = sum(max(0, count - MOST_ALIKE) for count in self._counted.values())
        return (*found, Note(NoteCode.MORE, {"n": left})) if left else tuple(found)


def amount_of(text: str) -> Decimal:
    """`1234.56`, `1234,56`, `1234,`, `.56`, with a sign or none. Raises Unreadable."""
    if not _AMOUNT.fullmatch(text):
        raise Unreadable(Trouble.NOT_AN_AMOUNT, text=text[:40])
    amount = Decimal(text.replace(",", ".").rstrip("."))
    if abs(amount) >= LARGEST_AMOUNT:
        raise Unreadable(Trouble.NOT_AN_AMOUNT, text=text[:40])
    return amount


def count_of(text: str) -> int | None:
    """A whole number of up to nine digits; None for anything else."""
    return int(text) if _COUNT.fullmatch(text) else None


def booked_amount(text: str) -> Decimal:
    """An amount on an account: no more than two decimals, for more could only be rounded."""
    amount = amount_of(text)
    if amount != round(amount, 2):
        raise Unreadable(Trouble.NOT_AN_AMOUNT, text=text[:40])
    return amount


def currency_of(text: str) -> str:
    """`EUR`, or nothing. Raises Unreadable for what is no currency."""
    currency = text.strip().upper()
    if currency and not _CURRENCY.fullmatch(currency):
        raise Unreadable(Trouble.NOT_AN_AMOUNT, text=currency[:40])
    return currency


def iso_day(text: str) -> date:
    """`2027-03-01`, or a moment: its day in Berlin, or as written without a zone."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        try:
            return date.fromisoformat(text[:10])
        except ValueError:
            raise Unreadable(Trouble.NOT_A_DAY, text=text[:40]) from None
    return (moment.astimezone(BERLIN) if moment.tzinfo else moment).date()


def short_day(text: str, notes: Notes) -> date:
    """`270301`; some banks count 30 days in February: the last day of the month, with a note."""
    year, month, day = CENTURY + int(text[:2]), int(text[2:4]), int(text[4:6])
    try:
        last = monthrange(year, month)[1]
        if day > last and day <= LONGEST_MONTH:
            notes.add(NoteCode.DAY_CORRECTED, text=text)
            day = last
        return date(year, month, day)
    except ValueError:
        raise Unreadable(Trouble.NOT_A_DAY, text=text) from None


def day_near(month_and_day: str, near: date) -> date | None:
    """`0301` in the year that brings it nearest to the other day; None if there is no such day."""
    days = []
    for year in (near.year - 1, near.year, near.year + 1):
        try:
            days.append(date(year, int(month_and_day[:2]), int(month_and_day[2:])))
        except ValueError:
            continue
    return min(days, key=lambda day: abs(day - near), default=None)


def reference_of(text: str) -> str:
    """The reference, or nothing where the bank says that there is none; 140 signs at most."""
    bare = text.strip()[:LONGEST_REFERENCE]
    return "" if bare.upper().replace(" ", "") in WITHOUT_REFERENCE else bare


def first_said(texts: Iterable[str]) -> str:
    return next((text for text in texts if text), "")
