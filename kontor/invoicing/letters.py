"""The letters about invoices. Pure: plain values in, a `Letter` out; named like their purpose."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kontor.foundation.letter import Fact, Letter, Typed
from kontor.foundation.sentence import S, Sentence
from kontor.foundation.written import Money, Weekday
from kontor.invoicing.kinds import IN_A_SENTENCE, KINDS


@dataclass(frozen=True)
class InvoiceFacts:
    """An issued invoice as its letters show it. Amounts in euros; nothing to pay: no `due_on`.

    `kind` is a key of `kinds.KINDS`; `cancels` is the number of the cancelled invoice; `with_xml`
    says that the XML is attached beside the PDF.
    """

    number: str
    title: str
    member: str
    client: str
    gross: Decimal
    due_on: date | None
    kind: str = "invoice"
    cancels: str = ""
    with_xml: bool = False


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
        button=S("See the invoice"),
        after=(S("It is sent by itself on {day} unless you change or hold it.", day=goes_out_on),),
    )


def invoice(facts: InvoiceFacts) -> Letter:
    """To the contact person and the e-mail for invoices, with the PDF and a link (spec § 9)."""
    return Letter(
        subject=_subject(facts),
        heading=S("{kind} {number}", kind=KINDS[facts.kind], number=facts.number),
        paragraphs=(
            S(
                "This is our {kind} for the work of {member} for {client}. It is attached as"
                " a PDF, which also holds the e-invoice for your accounts.",
                kind=IN_A_SENTENCE[facts.kind],
                member=facts.member,
                client=facts.client,
            ),
            *_about_xml(facts),
            *ABOUT_KIND.get(facts.kind, ()),
        ),
        facts=(Fact(S("Service"), Typed(facts.title)), *_to_pay(facts)),
        button=S("View the invoice and pay") if facts.due_on else S("View the invoice"),
        note=PAY_THERE if facts.due_on else NOT_TO_PASS_ON,
        after=(S("Is something wrong with the invoice? Reply to this e-mail."),),
    )


def invoice_issued(facts: InvoiceFacts) -> Letter:
    """The member's copy; the client's link is not in it."""
    kind = IN_A_SENTENCE[facts.kind]
    return Letter(
        subject=_subject_out(facts),
        heading=S("Your {kind} is out", kind=kind),
        paragraphs=(
            S(
                "We have sent the {kind} {number} to {client}. A copy is attached.",
                kind=kind,
                number=facts.number,
                client=facts.client,
            ),
        ),
        facts=(Fact(S("Order"), Typed(facts.title)), *_to_pay(facts)),
        button=S("See the order"),
    )


def cancellation_invoice(facts: InvoiceFacts) -> Letter:
    """To the addressees of the cancelled invoice (R20–R25), with the PDF and a link."""
    return Letter(
        subject=S(
            "Cancellation invoice {number}: it cancels invoice {cancelled}",
            number=facts.number,
            cancelled=facts.cancels,
        ),
        heading=S("Invoice {cancelled} is cancelled", cancelled=facts.cancels),
        paragraphs=(
            S(
                "This cancellation invoice cancels our invoice {cancelled} for the work of {member}"
                " for {client} in full. It is attached as a PDF, which also holds the e-invoice"
                " for your accounts.",
                cancelled=facts.cancels,
                member=facts.member,
                client=facts.client,
            ),
            *_about_xml(facts),
            S(
                "There is nothing to pay. If you have paid the cancelled invoice already, we will"
                " get in touch about the refund."
            ),
        ),
        facts=(
            Fact(S("Service"), Typed(facts.title)),
            Fact(S("Cancellation invoice"), Typed(facts.number)),
            Fact(S("Amount"), Money(facts.gross)),
        ),
        button=S("View the cancellation invoice"),
        note=NOT_TO_PASS_ON,
        after=(S("Is something wrong with it? Reply to this e-mail."),),
    )


def cancellation_issued(facts: InvoiceFacts) -> Letter:
    """The member's copy; the client's link is not in it."""
    return Letter(
        subject=S(
            "Invoice {cancelled} is cancelled by {number}",
            cancelled=facts.cancels,
            number=facts.number,
        ),
        heading=S("Invoice {cancelled} is cancelled", cancelled=facts.cancels),
        paragraphs=(
            S(
                "We have sent the {kind} {number} to {client}. A copy is attached.",
                kind=IN_A_SENTENCE["cancellation"],
                number=facts.number,
                client=facts.client,
            ),
        ),
        facts=(
            Fact(S("Order"), Typed(facts.title)),
            Fact(S("Amount"), Money(facts.gross)),
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


ABOUT_KIND = {
    "deposit": (
        S("It covers a part of the order. The final invoice lists it and asks only for the rest."),
    ),
    "final": (S("It covers the whole order, less what was invoiced before."),),
}
NOT_TO_PASS_ON = S("The link is meant for you alone; please do not pass it on:")
PAY_THERE = S(
    "The page shows the bank details and a payment code."
    " The link is meant for you alone; please do not pass it on:"
)


def _about_xml(facts: InvoiceFacts) -> Iterator[Sentence]:
    if facts.with_xml:
        yield S("The e-invoice is attached as an XML file of its own too (XRechnung).")


def _subject(facts: InvoiceFacts) -> Sentence:
    kind = KINDS[facts.kind]
    if facts.due_on is None:
        return S("{kind} {number}: nothing is left to pay", kind=kind, number=facts.number)
    return S(
        "{kind} {number} for {gross}: due by {day}",
        kind=kind,
        number=facts.number,
        gross=Money(facts.gross),
        day=facts.due_on,
    )


def _subject_out(facts: InvoiceFacts) -> Sentence:
    kind = KINDS[facts.kind]
    if facts.due_on is None:
        return S("{kind} {number} is out: nothing is left to pay", kind=kind, number=facts.number)
    return S(
        "{kind} {number} for {gross} is out: due by {day}",
        kind=kind,
        number=facts.number,
        gross=Money(facts.gross),
        day=facts.due_on,
    )


def _to_pay(facts: InvoiceFacts) -> Iterator[Fact]:
    yield Fact(S("Amount"), Money(facts.gross))
    if facts.due_on is not None:
        yield Fact(S("Due by"), Weekday(facts.due_on))
