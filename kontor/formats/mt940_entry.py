"""A booking of MT940 (`:61:` with its `:86:`) as an entry. Pure.

`:86:` is read in the structure of the German banks (`166?00…?20…`, with any sign for `?`), with
keywords between strokes as SWIFT has them, or as plain text.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final

from kontor.formats.booking_kind import Codes, kind_of
from kontor.formats.remittance import NOTHING_SAID, Remittance, money_in, read_remittance
from kontor.formats.statement import Entry, Kind, NoteCode, Trouble, Unreadable
from kontor.formats.statement_values import Notes, booked_amount, day_near, reference_of, short_day

_LINE: Final = re.compile(
    r"(?P<value>\d{6})(?P<booked>\d{4})? *(?P<mark>[RE]?[CD])(?P<funds>[A-Z])??"
    r"(?P<amount>\d[\d.,]*)(?P<type>[A-Z][A-Z0-9]{3})?(?P<customer>.*?)(?://(?P<bank>.*))?"
)
_STRUCTURED: Final = re.compile(r"(\d{3})([^\w\s])(?=\d{2})")
_CHARGES: Final = re.compile(r"/CHGS\d?/([^/]*)")
_ORIGINAL: Final = re.compile(r"/OCMT/([^/]*)")
_REASON: Final = re.compile(
    r"\b(A[CGM]\d\d|B[EO]\d\d|CN01|CNOR|CUST|CURR|DNOR|DT01|DUPL|ED05|F[FO]\d\d|FOCR|FRAD|LEGL|"
    r"M[DS]\d\d|NARR|NOAS|NOCM|NOOR|R[CRF]\d\d|SL\d\d|SVNR|TECH|T[MS]01|UPAY)\b"
)
_TEXT_FIELDS: Final = (*range(20, 30), *range(60, 64))
_LONGEST_LINE: Final = 65


@dataclass
class Lines:
    """The first line of `:61:`, what follows it, and the lines of its `:86:`."""

    number: int
    first: str
    more: list[str] = field(default_factory=list)
    about: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _About:
    """What `:86:` says."""

    gvc: str = ""
    words: str = ""
    remittance: Remittance = NOTHING_SAID
    name: str = ""
    account: str = ""
    addition: str = ""


def entry_of(lines: Lines, currency: str, notes: Notes) -> Entry | None:
    """None for a booking that is only expected. Raises Unreadable where `:61:` cannot be read."""
    found = _LINE.fullmatch(lines.first.strip())
    if not found:
        raise Unreadable(Trouble.NOT_A_LINE, entry=lines.number, text=lines.first[:60])
    if found["mark"].startswith("E"):
        return None
    value_on = short_day(found["value"], notes)
    about = _about(lines.about)
    said = about.remittance
    customer, bank = _references(found["customer"], found["bank"], lines.more)
    end_to_end = said.end_to_end or customer
    name, account = about.name or said.name, about.account or said.iban
    someone = any((name, account, said.reference, said.structured, end_to_end))
    kind = _kind(found, about.gvc, someone=someone)
    if kind is Kind.BATCH:
        notes.add(NoteCode.BATCH_WITHOUT_DETAILS, entry=lines.number)
    original, original_currency, charges = _foreign(lines, said, currency, notes)
    return Entry(
        booked_on=_booked_on(found["booked"], value_on),
        value_on=value_on,
        amount=booked_amount(found["amount"]) * (1 if found["mark"] in ("C", "RD") else -1),
        currency=currency,
        kind=kind,
        reference=said.reference,
        reference_line=said.line,
        structured=said.structured,
        end_to_end=end_to_end,
        bank_reference=bank,
        name=name or said.ultimate,
        ultimate=said.ultimate if name else "",
        iban=account,
        return_reason=_reason(about) if kind is Kind.RETURN else "",
        charges=charges,
        original_amount=original,
        original_currency=original_currency,
        text=" ".join(part for part in (about.words, said.message) if part),
    )


def _kind(line: re.Match[str], gvc: str, *, someone: bool) -> Kind:
    returned = line["mark"].startswith("R")
    codes = Codes(gvc=gvc, type=(line["type"] or "")[1:], returned=returned)
    kind = kind_of(codes, someone=someone)
    return Kind.BATCH if codes.collective and kind in (Kind.PAYMENT, Kind.OTHER) else kind


def _booked_on(month_and_day: str | None, value_on: date) -> date:
    near = day_near(month_and_day, value_on) if month_and_day else None
    return near or value_on


def _references(customer: str, bank: str | None, more: list[str]) -> tuple[str, str]:
    """The owner's and the bank's; some banks begin the next line with the bank's."""
    following = next((line[2:] for line in more if line.startswith("//")), "")
    return reference_of(customer), reference_of(bank or following)


def _about(lines: list[str]) -> _About:
    text = "".join(lines).lstrip()
    begin = _STRUCTURED.match(text)
    if not begin:
        return _About(remittance=read_remittance("\n".join(line.rstrip() for line in lines)))
    parts = _subfields(text[begin.end() - 1 :], begin[2])
    said = "\n".join(parts[key] for key in _TEXT_FIELDS if parts.get(key, "").strip())
    return _About(
        gvc=begin[1],
        words=parts.get(0, "").strip(),
        remittance=read_remittance(said),
        name=f"{parts.get(32, '')}{parts.get(33, '')}".strip(),
        account=(parts.get(38) or parts.get(31, "")).replace(" ", ""),
        addition=parts.get(34, "").strip(),
    )


def _subfields(text: str, sign: str) -> dict[int, str]:
    """What stands behind each `?nn`; the sign with anything but two digits belongs to the text."""
    pieces = re.split(rf"{re.escape(sign)}(\d\d)", text)
    return {int(key): value for key, value in zip(pieces[1::2], pieces[2::2], strict=True)}


def _reason(about: _About) -> str:
    """The bank's code with the words behind it; else its message, or the addition and all words."""
    said = about.remittance
    if said.return_reason:
        return said.return_reason
    if code := _REASON.search(said.line):
        return said.line[code.start() :]
    return " ".join(part for part in (about.addition, said.message or said.line) if part)


def _foreign(
    lines: Lines, said: Remittance, currency: str, notes: Notes
) -> tuple[Decimal | None, str, Decimal]:
    """What was sent in another currency, that one, and what the bank took in the account's."""
    more = "".join(lines.more)
    original, original_currency = said.original_amount, said.original_currency
    if found := _ORIGINAL.search(more):
        original, original_currency = money_in(found[1]) or (None, "")
    if original_currency in ("", currency):
        original, original_currency = None, ""
    charges = said.charges
    for text in _CHARGES.findall(more):
        amount, named = money_in(text) or (Decimal(0), "")
        if named in ("", currency):
            charges += amount
        elif amount:
            notes.add(NoteCode.CHARGES_FOREIGN, amount=amount, currency=named)
    return original, original_currency, charges
