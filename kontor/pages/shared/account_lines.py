"""A member's account in lines: what was credited and why, and what is still to come."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from kontor.foundation.money import HUNDRED, to_cents
from kontor.foundation.sentence import S, Sentence
from kontor.pages.shared.parts.shapes import Tone
from kontor.receivables.account import ToCome

REASONS: dict[str, tuple[Sentence, Tone, str]] = {
    "paid": (S("Paid"), "good", "check"),
    "part_paid": (S("Part paid"), "good", "check"),
    "guarantee": (S("Payment guarantee"), "good", "shield-check"),
    "returned": (S("Payment went back"), "stop", "undo-2"),
    "undone": (S("Booking taken back"), "stop", "undo-2"),
    "cancelled": (S("Invoice cancelled"), "stop", "ban"),
}


@dataclass(frozen=True)
class Named:
    """The invoice that a line is about; amounts in euros, the fee of its issue date in percent."""

    id: int
    number: str
    title: str
    client: str
    net: Decimal
    fee_percent: Decimal
    fee: Decimal


@dataclass(frozen=True)
class AccountLine:
    """`why`: word, tone and icon. What was taken back has an `amount` below zero."""

    invoice: Named
    on: date
    why: tuple[Sentence, Tone, str]
    amount: Decimal
    balance: Decimal


@dataclass(frozen=True)
class ComingLine:
    """`credited`: a part that the member has already; `missing`: the rest. `late`: days overdue."""

    invoice: Named
    due: date | None
    status: str
    late: int
    guaranteed: bool
    credited: Decimal
    missing: Decimal


def account_lines(rows: Iterable[Any]) -> list[AccountLine]:
    """Of lines from `account.lines_in`, in their order."""
    return [
        AccountLine(
            invoice=_named(row.invoice, row.fee_percent),
            on=row.on,
            why=REASONS[row.reason],
            amount=row.amount,
            balance=row.balance,
        )
        for row in rows
    ]


def coming_lines(rows: Iterable[ToCome], today: date) -> list[ComingLine]:
    """Of what is still to come, in its order."""
    return [_coming(row, today) for row in rows]


def _coming(row: ToCome, today: date) -> ComingLine:
    invoice, due = row.invoice, row.invoice.due_on
    return ComingLine(
        invoice=_named(invoice, row.earning.fee_percent),
        due=due,
        status=invoice.status,
        late=max(0, (today - due).days) if due and invoice.status == "issued" else 0,
        guaranteed=row.guaranteed,
        credited=row.earning.in_full - row.missing,
        missing=row.missing,
    )


def _named(invoice: Any, fee_percent: Decimal) -> Named:
    client = invoice.order.client
    return Named(
        id=invoice.pk,
        number=invoice.number,
        title=invoice.order.title,
        client=client.name if client else "",
        net=invoice.net,
        fee_percent=fee_percent.normalize(),
        fee=to_cents(invoice.net * fee_percent / HUNDRED),
    )
