"""The letters about a guarantee case, to member and accountants. Pure; named like their purpose."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kontor.foundation.letter import Fact, Letter, Typed
from kontor.foundation.sentence import S
from kontor.foundation.written import Money, Weekday


@dataclass(frozen=True)
class CaseNamed:
    """An unpaid guaranteed invoice as these letters name it.

    `open`: gross euros. `in_full`: what the member gets for it, the net less the fee.
    """

    number: str
    title: str
    member: str
    client: str
    due_on: date
    open: Decimal
    in_full: Decimal


def guarantee_case(case: CaseNamed) -> Letter:
    """To the member: the time has come, accounting decides."""
    return Letter(
        subject=S(
            "Payment guarantee: accounting looks at invoice {number}",
            number=case.number,
        ),
        heading=S("The payment guarantee is being looked at"),
        paragraphs=(
            S(
                "{client} has not paid invoice {number}, although it was due on {due}. The payment"
                " guarantee covers it, so accounting has the case now and tells you what it"
                " decides. There is nothing for you to do.",
                client=case.client,
                number=case.number,
                due=case.due_on,
            ),
        ),
        facts=(*_facts(case), Fact(S("You get for it"), Money(case.in_full))),
        button=S("See the invoice"),
    )


def guarantee_case_team(case: CaseNamed) -> Letter:
    """To each accountant: a case to decide."""
    return Letter(
        subject=S(
            "Guarantee case: invoice {number}, {open} still open",
            number=case.number,
            open=Money(case.open),
        ),
        heading=S("A guarantee case to decide"),
        paragraphs=(
            S(
                "Invoice {number} to {client} for the work of {member} was due on {due} and is not"
                " paid. The payment guarantee covers it: look at the evidence and take the claim"
                " over, or decline with a reason.",
                number=case.number,
                client=case.client,
                member=case.member,
                due=case.due_on,
            ),
        ),
        facts=(*_facts(case), Fact(S("The member gets"), Money(case.in_full))),
        button=S("Look at the case"),
    )


def guarantee_taken(case: CaseNamed, credited: Decimal) -> Letter:
    """To the member: what was missing is credited, and the claim is the cooperative's."""
    return Letter(
        subject=S(
            "Payment guarantee: {amount} for invoice {number}",
            amount=Money(credited),
            number=case.number,
        ),
        heading=S("The payment guarantee pays you"),
        paragraphs=(
            S(
                "{client} has not paid invoice {number} in full. The cooperative has taken the"
                " claim over and credited {amount} to your account. What {client} still pays"
                " belongs to the cooperative; your credit stays.",
                client=case.client,
                number=case.number,
                amount=Money(credited),
            ),
        ),
        facts=(
            Fact(S("Order"), Typed(case.title)),
            Fact(S("Credited"), Money(credited)),
            Fact(S("For the invoice in all"), Money(case.in_full)),
        ),
        button=S("See your account"),
    )


def guarantee_declined(case: CaseNamed, reason: str) -> Letter:
    """To the member: no credit before the client pays; `reason` in the accountant's words."""
    return Letter(
        subject=S("The payment guarantee was declined for invoice {number}", number=case.number),
        heading=S("The payment guarantee was declined"),
        paragraphs=(
            S("This is the reason:"),
            Typed(reason),
            S(
                "We go on asking {client} for the money, and credit you what they pay. If you see"
                " it differently, reply to this e-mail.",
                client=case.client,
            ),
        ),
        facts=_facts(case),
        button=S("See the invoice"),
    )


def _facts(case: CaseNamed) -> tuple[Fact, ...]:
    return (
        Fact(S("Order"), Typed(case.title)),
        Fact(S("Still open"), Money(case.open)),
        Fact(S("Due since"), Weekday(case.due_on)),
    )
