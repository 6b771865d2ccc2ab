"""The letters about invoices. Pure: plain values in, a `Letter` out; named like their purpose."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kontor.foundation.letter import Fact, Letter, Typed
from kontor.foundation.sentence import S
from kontor.foundation.written import Money, Weekday


@dataclass(frozen=True)
class InvoiceFacts:
    """An issued invoice as its letters show it. Amounts in euros."""

    number: str
    title: str
    member: str
    client: str
    gross: Decimal
    due_on: date


def draft_invoice(title: str, gross: Decimal, goes_out_on: date) -> Letter:
    """To the member, seven days ahead: silence means that the invoice goes out (spec § 9)."""
    return Letter(
        subject=S(
            "Your invoice for {gross} goes out on {day}", gross=Money(gross), day=goes_out_on
        ),
        heading=S("Your invoice goes out on {day}", day=goes_out_on),
        paragraphs=(S("If it is right, there is nothing to do."),),
        facts=(
            Fact(S("Order"), Typed(title)),
            Fact(S("Amount"), Money(gross)),
            Fact(S("Goes out on"), Weekday(goes_out_on)),
        ),
        button=S("See the order"),
        after=(S("If something is not right, tell us before that day."),),
    )


def invoice(facts: InvoiceFacts) -> Letter:
    """To the contact person and the e-mail for invoices, with the PDF and a link (spec § 9)."""
    return Letter(
        subject=S(
            "Invoice {number} for {gross}: due by {day}",
            number=facts.number,
            gross=Money(facts.gross),
            day=facts.due_on,
        ),
        heading=S("Invoice {number}", number=facts.number),
        paragraphs=(
            S(
                "This is our invoice for the work of {member} for {client}. It is attached as"
                " a PDF, which also holds the e-invoice for your accounts.",
                member=facts.member,
                client=facts.client,
            ),
        ),
        facts=(
            Fact(S("Service"), Typed(facts.title)),
            Fact(S("Amount"), Money(facts.gross)),
            Fact(S("Due by"), Weekday(facts.due_on)),
        ),
        button=S("View the invoice and pay"),
        note=S(
            "The page shows the bank details and a payment code."
            " The link is meant for you alone, please do not pass it on:"
        ),
        after=(S("Is something wrong with the invoice? Reply to this e-mail."),),
    )


def invoice_issued(facts: InvoiceFacts) -> Letter:
    """The member's copy; the client's link is not in it."""
    return Letter(
        subject=S(
            "Invoice {number} for {gross} is out: due by {day}",
            number=facts.number,
            gross=Money(facts.gross),
            day=facts.due_on,
        ),
        heading=S("Your invoice is out"),
        paragraphs=(
            S(
                "We have sent invoice {number} to {client}. A copy is attached.",
                number=facts.number,
                client=facts.client,
            ),
        ),
        facts=(
            Fact(S("Order"), Typed(facts.title)),
            Fact(S("Amount"), Money(facts.gross)),
            Fact(S("Due by"), Weekday(facts.due_on)),
        ),
        button=S("See the order"),
    )


def invoice_fault(title: str, client: str, gross: Decimal, fault: str) -> Letter:
    """To the team: the rehearsal refused it; `fault` is the rule's own text."""
    return Letter(
        subject=S("Not issued: invoice to {client} for {gross}", client=client, gross=Money(gross)),
        heading=S("An invoice could not be issued"),
        paragraphs=(
            S("It has no number yet and has not been sent. This is what the check said:"),
            Typed(fault),
            S("Mend the cause. The next run tries again by itself."),
        ),
        facts=(
            Fact(S("Order"), Typed(title)),
            Fact(S("Client"), Typed(client)),
            Fact(S("Amount"), Money(gross)),
        ),
        button=S("See the order"),
    )
