"""Statements as they come off the file, page by page, joined to whole ones. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from stdnum import iban as iban_numbers

from kontor.formats.statement import Entry, NoteCode, Statement, Trouble, Unreadable
from kontor.formats.statement_values import Notes

GERMAN_BANK_CODE = 8
GERMAN_ACCOUNT = 10
LONGEST_IBAN = 34

_CURRENCY_BEHIND = re.compile(r"(?<=\d)[-/]?[A-Z]{3}$")


@dataclass(frozen=True)
class Page:
    """A statement, and whether its balances are only those of a page inside a longer one."""

    statement: Statement
    opens_midway: bool
    closes_midway: bool


def join_pages(pages: Iterable[Page]) -> tuple[Statement, ...]:
    """Pages that follow each other with the same balance become one statement."""
    joined: list[Page] = []
    for page in pages:
        if joined and _goes_on(joined[-1], page):
            joined[-1] = _one(joined[-1], page)
        else:
            joined.append(page)
    return tuple(page.statement for page in joined)


def account_number(text: str, notes: Notes) -> str:
    """The account as IBAN without spaces; a German bank code and account number are made one.

    A currency behind it and a BIC before it are left out. An IBAN with wrong check digits, or
    another number, stays as it is, with a note.
    """
    bare = "".join(text.split()).upper()
    if not bare:
        raise Unreadable(Trouble.NO_ACCOUNT)
    without_currency = _CURRENCY_BEHIND.sub("", bare)
    for number in (bare, without_currency, without_currency.rpartition("/")[2]):
        if iban_numbers.is_valid(number):
            return number
    bank, _, number = without_currency.partition("/")
    if len(bank) == GERMAN_BANK_CODE and (bank + number).isdecimal() and number:
        national = bank + number.zfill(GERMAN_ACCOUNT)
        check = 98 - int(f"{national}131400") % 97  # ISO 13616: D = 13, E = 14, and two zeros
        computed = f"DE{check:02d}{national}"
        if iban_numbers.is_valid(computed):
            notes.add(NoteCode.ACCOUNT_COMPUTED, account=text.strip(), iban=computed)
            return computed
    notes.add(NoteCode.ACCOUNT_NO_IBAN, account=text.strip()[:40])
    return bare[:LONGEST_IBAN]


def look_at_statement(statement: Statement, notes: Notes) -> None:
    """Say what is missing or odd in the whole of it."""
    named = {"iban": statement.iban, "number": statement.number}
    if statement.closing is not None and statement.opening is None:
        notes.add(NoteCode.NO_OPENING, **named)
    if not statement.entries:
        notes.add(NoteCode.NO_ENTRIES, **named)
    foreign = {entry.currency for entry in statement.entries} - {statement.currency}
    for currency in sorted(foreign):
        notes.add(NoteCode.FOREIGN, currency=currency, account=statement.currency)


def _goes_on(before: Page, after: Page) -> bool:
    one, other = before.statement, after.statement
    return (
        before.closes_midway
        and after.opens_midway
        and (one.iban, one.currency, one.closing) == (other.iban, other.currency, other.opening)
    )


def _one(before: Page, after: Page) -> Page:
    one, other = before.statement, after.statement
    entries: tuple[Entry, ...] = one.entries + other.entries
    statement = replace(
        one,
        from_day=min(one.from_day, other.from_day),
        to_day=max(one.to_day, other.to_day),
        closing=other.closing,
        entries=entries,
    )
    return Page(statement, before.opens_midway, after.closes_midway)
