"""The balances and the period that a statement of camt.05x names. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from kontor.formats.camt_detail import booked_money
from kontor.formats.camt_entry import SENSES
from kontor.formats.plain_xml import Node
from kontor.formats.statement import NoteCode
from kontor.formats.statement_values import Notes, iso_day

OF_THE_DAY: Final = "OPBD"
OF_BEFORE: Final = "PRCD"
_INTERMEDIATE: Final = "ITBD"


@dataclass(frozen=True)
class Balance:
    """`code` is that of ISO 20022; the amount is below zero for an overdrawn account."""

    code: str
    intermediate: bool
    amount: Decimal
    currency: str
    day: date | None


def balance_of(node: Node, notes: Notes) -> Balance:
    """Raises Unreadable for one without an amount or with a day that is none."""
    code = node.said("Tp", "CdOrPrtry", "Cd") or node.said("Tp", "Cd")
    money = booked_money(node, 0)
    sense = node.said("CdtDbtInd").upper()
    if sense not in SENSES:
        notes.add(NoteCode.BALANCE_SENSE)  # were it wrong, nothing would add up
    day = node.said("Dt", "Dt") or node.said("Dt", "DtTm") or node.said("Dt")
    return Balance(
        code=code,
        intermediate=code == _INTERMEDIATE or node.said("Tp", "SubTp", "Cd") == "INTM",
        amount=money.amount * SENSES.get(sense, 1),
        currency=money.currency,
        day=iso_day(day) if day else None,
    )


def first_and_last(balances: Sequence[Balance]) -> tuple[Balance | None, Balance | None]:
    """Opening and closing; those of a page inside a statement are intermediate, in this order."""
    opening = [each for code in (OF_THE_DAY, OF_BEFORE) for each in balances if each.code == code]
    closing = [each for each in balances if each.code == "CLBD"]
    between = [each for each in balances if each.code == _INTERMEDIATE]
    if not closing and between:
        closing = [between.pop()]
    if not opening and between:
        opening = [between[0]]
    return (opening[0] if opening else None), (closing[-1] if closing else None)


def named_period(node: Node) -> tuple[date | None, date | None]:
    """`FrToDt`, in which some banks write days and others moments."""
    first = node.said("FrToDt", "FrDtTm") or node.said("FrToDt", "FrDt")
    last = node.said("FrToDt", "ToDtTm") or node.said("FrToDt", "ToDt")
    return (iso_day(first) if first else None), (iso_day(last) if last else None)
