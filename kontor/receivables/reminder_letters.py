"""The letters of reminders, and the question before the formal demand. Pure; named by purpose.

The ones to the client hold the client's own invoice, nothing else.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kontor.foundation.letter import Fact, Letter, Typed
from kontor.foundation.money import ZERO
from kontor.foundation.sentence import S, Sentence
from kontor.foundation.written import Money, Weekday
from kontor.invoicing.letters import PAY_THERE


@dataclass(frozen=True)
class RemindedInvoice:
    """An unpaid invoice as its reminders name it; amounts in euros.

    `interest` and `lump_sum` come on top of what is `open`, in the formal demand alone.
    """

    number: str
    title: str
    member: str
    client: str
    due_on: date
    open: Decimal
    pay_by: date
    interest: Decimal = ZERO
    lump_sum: Decimal = ZERO

    @property
    def total(self) -> Decimal:
        """What is asked for."""
        return self.open + self.interest + self.lump_sum


def reminder_1(invoice: RemindedInvoice) -> Letter:
    """To the contact person and the e-mail for invoices, friendly, with both PDFs (spec § 11)."""
    return _to_client(
        invoice,
        subject=S(
            "Reminder: invoice {number}, {open} still open",
            number=invoice.number,
            open=Money(invoice.open),
        ),
        heading=S("Has this invoice been overlooked?"),
        paragraphs=(
            S(
                "Our invoice {number} for the work of {member} was due on {due}. Please transfer"
                " the open amount by {day}.",
                number=invoice.number,
                member=invoice.member,
                due=invoice.due_on,
                day=invoice.pay_by,
            ),
        ),
    )


def reminder_2(invoice: RemindedInvoice) -> Letter:
    """To the same addresses, the second time."""
    return _to_client(
        invoice,
        subject=S(
            "Second reminder: invoice {number}, {open} still open",
            number=invoice.number,
            open=Money(invoice.open),
        ),
        heading=S("This invoice is still not paid"),
        paragraphs=(
            S(
                "We have reminded you of our invoice {number} for the work of {member}, which was"
                " due on {due}. Please transfer the open amount by {day}. Otherwise we will have to"
                " demand it formally.",
                number=invoice.number,
                member=invoice.member,
                due=invoice.due_on,
                day=invoice.pay_by,
            ),
        ),
    )


def reminder_3(invoice: RemindedInvoice) -> Letter:
    """To the same addresses: the formal demand, with what default costs."""
    return _to_client(
        invoice,
        subject=S(
            "Formal demand: pay {total} for invoice {number} by {day}",
            total=Money(invoice.total),
            number=invoice.number,
            day=invoice.pay_by,
        ),
        heading=S("Formal demand for payment"),
        paragraphs=(
            S(
                "Our invoice {number} for the work of {member} was due on {due} and is not paid in"
                " spite of our reminders. We demand that you pay {total} by {day}.",
                number=invoice.number,
                member=invoice.member,
                due=invoice.due_on,
                total=Money(invoice.total),
                day=invoice.pay_by,
            ),
            S("If you do not, we reserve the right to take the claim to court."),
        ),
    )


LETTERS = {1: reminder_1, 2: reminder_2, 3: reminder_3}
"""By the level of the reminder."""


def demand_question(invoice: RemindedInvoice, goes_out_on: date) -> Letter:
    """To the member, working days ahead: no answer means that it goes out (spec § 11)."""
    return Letter(
        subject=S(
            "Shall we formally demand {open} from {client}?",
            open=Money(invoice.open),
            client=invoice.client,
        ),
        heading=S("Shall we demand the payment formally?"),
        paragraphs=(
            S(
                "{client} has not paid invoice {number}, although we have sent reminders. The next"
                " step is a formal demand, which also asks for what default costs.",
                client=invoice.client,
                number=invoice.number,
            ),
            S("You can agree, or veto with a reason. Without an answer it goes out."),
        ),
        facts=(
            Fact(S("Order"), Typed(invoice.title)),
            Fact(S("Still open"), Money(invoice.open)),
            Fact(S("Due since"), Weekday(invoice.due_on)),
            Fact(S("Goes out on"), Weekday(goes_out_on)),
        ),
        button=S("Agree or veto"),
    )


ENCLOSED: Sentence = S("The reminder and the invoice are attached as PDFs.")
PAID_ALREADY: Sentence = S(
    "Have you paid in the meantime? Then there is nothing left to do. Is something wrong with the"
    " invoice? Reply to this e-mail."
)


def _to_client(
    invoice: RemindedInvoice,
    *,
    subject: Sentence,
    heading: Sentence,
    paragraphs: tuple[Sentence, ...],
) -> Letter:
    return Letter(
        subject=subject,
        heading=heading,
        paragraphs=(*paragraphs, ENCLOSED),
        facts=tuple(_to_pay(invoice)),
        button=S("View the invoice and pay"),
        note=PAY_THERE,
        after=(PAID_ALREADY,),
    )


def _to_pay(invoice: RemindedInvoice) -> Iterator[Fact]:
    yield Fact(S("Service"), Typed(invoice.title))
    yield Fact(S("Still open"), Money(invoice.open))
    if invoice.interest:
        yield Fact(S("Default interest"), Money(invoice.interest))
    if invoice.lump_sum:
        yield Fact(S("Lump sum for default"), Money(invoice.lump_sum))
    if invoice.total != invoice.open:
        yield Fact(S("To pay"), Money(invoice.total))
    yield Fact(S("Pay by"), Weekday(invoice.pay_by))
