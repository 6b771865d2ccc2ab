"""The letters to members about money that came or went back. Pure; named like their purpose."""

from dataclasses import dataclass
from decimal import Decimal

from kontor.foundation.letter import Fact, Letter, Typed
from kontor.foundation.sentence import S
from kontor.foundation.written import Money


@dataclass(frozen=True)
class MovedMoney:
    """A payment for an invoice, or its return; amounts in euros. `reason`: the bank's words."""

    number: str
    title: str
    client: str
    amount: Decimal
    open: Decimal
    reason: str = ""


def advance_paid(moved: MovedMoney) -> Letter:
    """To the member: what was to be paid in advance has arrived, so the work can begin (§ 9)."""
    return Letter(
        subject=S("The advance payment of {client} has arrived", client=moved.client),
        heading=S("The advance payment has arrived"),
        paragraphs=(
            S(
                "{client} has paid invoice {number} in full. You can begin with the work.",
                client=moved.client,
                number=moved.number,
            ),
        ),
        facts=(
            Fact(S("Order"), Typed(moved.title)),
            Fact(S("Invoice"), Typed(moved.number)),
            Fact(S("Amount"), Money(moved.amount)),
        ),
        button=S("See the invoice"),
    )


def payment_returned(moved: MovedMoney) -> Letter:
    """To the member: a payment was taken back by the bank, so the invoice is open again."""
    why = (Fact(S("The bank’s reason"), Typed(moved.reason)),) if moved.reason else ()
    return Letter(
        subject=S("A payment for invoice {number} went back", number=moved.number),
        heading=S("A payment went back"),
        paragraphs=(
            S(
                "The bank has taken back {amount} that {client} had paid for invoice {number}."
                " The invoice is open again, and we go on asking for the money.",
                amount=Money(moved.amount),
                client=moved.client,
                number=moved.number,
            ),
        ),
        facts=(
            Fact(S("Order"), Typed(moved.title)),
            *why,
            Fact(S("Still open"), Money(moved.open)),
        ),
        button=S("See the invoice"),
    )
