"""The payments of an invoice in words for its member and its client."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from kontor.foundation.sentence import S, Sentence
from kontor.receivables.models import Allocation
from kontor.receivables.payments import Payments


@dataclass(frozen=True)
class PaymentLine:
    """A line; what went back has an amount below zero."""

    words: Sentence
    amount: Decimal


def payment_lines(payments: Payments) -> Sequence[PaymentLine]:
    """In their order, without anything that only the team knows."""
    return [PaymentLine(_words(row), row.amount) for row in payments.rows]


def _words(row: Allocation) -> Sentence:
    if row.purpose == "written_off":
        return S("No longer asked for, {day}", day=row.booked_on)
    if row.amount < 0:
        return S("Returned by the bank, {day}", day=row.booked_on)
    return S("Paid, {day}", day=row.booked_on)
