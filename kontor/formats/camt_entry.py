"""A booking of camt.05x (`Ntry`) with its payments, as entries. Pure.

A booking whose payments the bank names becomes one entry per payment, if they add up to it, with
the charges of the bank as they stand beside them; if not, it stays one entry of the kind *batch*.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from kontor.formats.booking_kind import Codes, kind_of
from kontor.formats.camt_detail import (
    Detail,
    Party,
    amounts_of,
    booked_money,
    charges_of,
    codes_of,
)
from kontor.formats.plain_xml import Node
from kontor.formats.statement import Entry, Kind, NoteCode, Trouble, Unreadable
from kontor.formats.statement_values import Notes, count_of, iso_day, reference_of

SENSES = {"CRDT": 1, "DBIT": -1}
NOT_BOOKED = {"PDNG", "INFO", "FUTR"}
TRUE = {"true", "1"}


@dataclass(frozen=True)
class Account:
    """Whose statement it is, as far as it is known when its entries come."""

    iban: str = ""
    currency: str = ""


NOBODY = Account()
UNDATED = date.min  # until the statement says its day


@dataclass(frozen=True, kw_only=True)
class Booking:
    """What stands in `Ntry` itself."""

    number: int
    booked_on: date
    value_on: date | None
    amount: Decimal
    currency: str
    sense: str
    reversal: bool
    reference: str
    ordinal: str
    charges: Decimal
    payments: int  # as the bank counts them; 0 where it does not
    codes: Codes
    text: str
    own_iban: str


def is_booked(node: Node) -> bool:
    """v2 has the status itself, v8 a code in it; without any it is booked."""
    return (node.said("Sts", "Cd") or node.said("Sts")).upper() not in NOT_BOOKED


def booking_of(node: Node, account: Account, number: int, notes: Notes) -> Booking:
    """`number` counts the bookings of the file, for a person who must find one.

    One without any day is `UNDATED`.
    """
    money = booked_money(node, number)
    sense = node.said("CdtDbtInd").upper()
    if sense not in SENSES:
        raise Unreadable(Trouble.NO_SENSE, entry=number)
    if money.amount < 0:
        notes.add(NoteCode.NEGATIVE, entry=number)
    currency = money.currency or account.currency
    if not currency:
        raise Unreadable(Trouble.NO_CURRENCY, entry=number)
    if not money.currency:
        notes.add(NoteCode.NO_CURRENCY, currency=currency)
    value_on = _day(node, "ValDt")
    booked_on = _day(node, "BookgDt") or value_on or UNDATED
    if value_on and not node.each("BookgDt"):
        notes.add(NoteCode.VALUE_DAY)
    family, gvc = codes_of(node)
    counts = [count_of(found.text) or 0 for found in _batches(node)]
    return Booking(
        number=number,
        booked_on=booked_on,
        value_on=value_on,
        amount=money.amount * SENSES[sense],
        currency=currency,
        sense=sense,
        reversal=node.said("RvslInd").lower() in TRUE,
        reference=reference_of(node.said("AcctSvcrRef")),
        ordinal=reference_of(node.said("NtryRef")),
        charges=charges_of(node, currency, notes),
        payments=sum(counts),
        codes=Codes(family=family, gvc=gvc),
        text=node.said("AddtlNtryInf"),
        own_iban=account.iban,
    )


def entries_of(
    node: Node, booking: Booking, details: Sequence[Detail], notes: Notes
) -> list[Entry]:
    """One entry, or one per payment of a batch whose payments add up to it."""
    if len(details) > 1:
        parts = _parts(booking, details)
        if parts is not None:
            return parts
        notes.add(NoteCode.PARTS_DIFFER, entry=booking.number, payments=len(details))
        return [replace(_entry(booking, Detail(), booking.amount), kind=Kind.BATCH)]
    detail = details[0] if details else Detail(amounts=amounts_of(node)[1:])
    entry = _entry(booking, detail, booking.amount)
    entry = replace(entry, charges=detail.charges or booking.charges)
    if booking.payments > 1 or (not details and booking.codes.collective):
        notes.add(NoteCode.BATCH_WITHOUT_DETAILS, entry=booking.number)
        return [replace(entry, kind=Kind.BATCH)]
    return [entry]


def _parts(booking: Booking, details: Sequence[Detail]) -> list[Entry] | None:
    """The payments, where they lead to the amount booked; None where they do not.

    As they are, each less its charges, or all less the charges of the whole, which are then a part
    of their own.
    """
    amounts = []
    for detail in details:
        found = [money.amount for money in detail.amounts if money.currency == booking.currency]
        if not found:
            return None
        amounts.append(found[0] * SENSES.get(detail.sense.upper(), SENSES[booking.sense]))
    net = [amount - each.charges for amount, each in zip(amounts, details, strict=True)]
    rest = booking.amount - sum(amounts, Decimal(0))
    if rest and sum(net, Decimal(0)) == booking.amount:
        amounts, rest = net, Decimal(0)
    if rest and rest != -booking.charges:
        return None
    parts = [
        replace(_entry(booking, detail, amount), part=part, whole=booking.amount)
        for part, (detail, amount) in enumerate(zip(details, amounts, strict=True), 1)
    ]
    if rest:
        charge = _entry(booking, Detail(), rest)
        part = len(parts) + 1
        parts.append(replace(charge, kind=Kind.CHARGE, part=part, whole=booking.amount))
    return parts


def _entry(booking: Booking, detail: Detail, amount: Decimal) -> Entry:
    other, ultimate = _other_side(booking, detail)
    codes = Codes(
        family=detail.family if any(detail.family) else booking.codes.family,
        gvc=detail.gvc or booking.codes.gvc,
        returned=booking.reversal or bool(detail.return_reason),
    )
    someone = any((other.name, other.iban, detail.reference, detail.structured, detail.end_to_end))
    sent = [money for money in reversed(detail.amounts) if money.currency != booking.currency]
    return Entry(
        booked_on=booking.booked_on,
        value_on=booking.value_on,
        amount=amount,
        currency=booking.currency,
        kind=kind_of(codes, someone=someone),
        reference=detail.reference,
        reference_line=detail.reference_line,
        structured=detail.structured,
        end_to_end=detail.end_to_end,
        bank_reference=booking.reference or detail.bank_reference or booking.ordinal,
        name=other.name,
        ultimate=ultimate,
        iban=other.iban,
        return_reason=detail.return_reason,
        charges=detail.charges,
        original_amount=sent[0].amount if sent and sent[0].currency else None,
        original_currency=sent[0].currency if sent else "",
        text=booking.text or detail.text,
    )


def _other_side(booking: Booking, detail: Detail) -> tuple[Party, str]:
    """Who paid in, who was paid; a return keeps the roles of what it returns, so not ourselves."""
    sides = [(detail.debtor, detail.ultimate_debtor), (detail.creditor, detail.ultimate_creditor)]
    if SENSES.get(detail.sense.upper(), SENSES[booking.sense]) < 0:
        sides.reverse()
    (first, ultimate), (second, other_ultimate) = sides
    ourselves = bool(first.iban) and first.iban == booking.own_iban
    unsaid = first == Party() and booking.own_iban != second.iban
    if ourselves or ((booking.reversal or detail.return_reason) and unsaid):
        first, ultimate = second, other_ultimate
    return Party(first.name or ultimate, first.iban), ultimate if first.name else ""


def _day(node: Node, name: str) -> date | None:
    text = node.said(name, "Dt") or node.said(name, "DtTm") or node.said(name)
    return iso_day(text) if text else None


def _batches(node: Node) -> list[Node]:
    return node.each("NtryDtls", "Btch", "NbOfTxs")
