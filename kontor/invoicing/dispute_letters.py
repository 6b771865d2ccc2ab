"""The letters about disputed and corrected invoices. Pure; named like their purpose.

The ones to the client hold the client's own invoice and the team's words, nothing else.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kontor.foundation.letter import Fact, Letter, Typed
from kontor.foundation.sentence import S, Sentence
from kontor.foundation.written import Money, Weekday
from kontor.invoicing.letters import NOT_TO_PASS_ON


@dataclass(frozen=True)
class DisputedInvoice:
    """The invoice as these letters name it; `gross` in euros."""

    number: str
    title: str
    member: str
    client: str
    gross: Decimal
    due_on: date | None


@dataclass(frozen=True)
class Resolved:
    """How a dispute ended: `state` kept, cancelled or corrected, `answer` the team's words.

    `cancelled_by`: the number of the cancellation invoice; empty where the invoice is kept.
    """

    state: str
    answer: str
    cancelled_by: str = ""


def invoice_disputed(invoice: DisputedInvoice, text: str) -> Letter:
    """To the member; `text` is what the client wrote."""
    return Letter(
        subject=S(
            "Disputed: invoice {number}, {title}", number=invoice.number, title=invoice.title
        ),
        heading=S(
            "{client} disputes invoice {number}", client=invoice.client, number=invoice.number
        ),
        paragraphs=(
            S("This is what they wrote:"),
            Typed(text),
            S(
                "The team answers. Until then nobody reminds the client of this invoice. If you"
                " know what is meant, write to the team on the page of your order."
            ),
        ),
        facts=_facts(invoice),
        button=S("See the invoice"),
    )


def invoice_disputed_team(invoice: DisputedInvoice, text: str) -> Letter:
    """To the team; `text` is what the client wrote."""
    return Letter(
        subject=S(
            "Disputed: invoice {number}, {title}", number=invoice.number, title=invoice.title
        ),
        heading=S(
            "{client} disputes invoice {number}", client=invoice.client, number=invoice.number
        ),
        paragraphs=(
            S("This is what they wrote:"),
            Typed(text),
            S("Keep, cancel or correct the invoice. Until then nobody reminds the client."),
        ),
        facts=(*_facts(invoice), Fact(S("Member"), Typed(invoice.member))),
        button=S("See the invoice"),
    )


def dispute_resolved(invoice: DisputedInvoice, resolved: Resolved) -> Letter:
    """To the addressees of the invoice: the team's words, and what becomes of it."""
    return Letter(
        subject=S("Our answer about invoice {number}", number=invoice.number),
        heading=S("Our answer about invoice {number}", number=invoice.number),
        paragraphs=(
            S(
                "You told us that something is wrong with our invoice {number} for the work of"
                " {member}. This is our answer:",
                number=invoice.number,
                member=invoice.member,
            ),
            Typed(resolved.answer),
            _outcome(invoice, resolved),
        ),
        facts=(Fact(S("Service"), Typed(invoice.title)), Fact(S("Amount"), Money(invoice.gross))),
        button=S("View the invoice"),
        note=NOT_TO_PASS_ON,
        after=(S("Is there anything else? Reply to this e-mail."),),
    )


def dispute_resolved_member(invoice: DisputedInvoice, resolved: Resolved) -> Letter:
    """To the member: what the team has answered."""
    return Letter(
        subject=S("Answered: the dispute about invoice {number}", number=invoice.number),
        heading=S("The team has answered the dispute about {number}", number=invoice.number),
        paragraphs=(
            S("This is the answer to {client}:", client=invoice.client),
            Typed(resolved.answer),
            _outcome_for_member(resolved),
        ),
        facts=_facts(invoice),
        button=S("See the invoice"),
    )


def corrected_draft(title: str, number: str, gross: Decimal, goes_out_on: date) -> Letter:
    """To the member: `number` was cancelled, its corrected successor goes out on the day."""
    return Letter(
        subject=S(
            "Corrected: invoice {number} goes out anew on {day}", number=number, day=goes_out_on
        ),
        heading=S("Invoice {number} is corrected", number=number),
        paragraphs=(
            S(
                "The team has cancelled invoice {number} and prepared it anew. The new one goes"
                " out on {day}, with the client’s data as they are then.",
                number=number,
                day=goes_out_on,
            ),
            S("If it is right, there is nothing to do."),
        ),
        facts=(
            Fact(S("Order"), Typed(title)),
            Fact(S("Amount"), Money(gross)),
            Fact(S("Goes out on"), Weekday(goes_out_on)),
        ),
        button=S("See the invoice"),
        after=(S("It is sent by itself on {day} unless you change or hold it.", day=goes_out_on),),
    )


def _facts(invoice: DisputedInvoice) -> tuple[Fact, ...]:
    return (
        Fact(S("Order"), Typed(invoice.title)),
        Fact(S("Client"), Typed(invoice.client)),
        Fact(S("Amount"), Money(invoice.gross)),
    )


def _outcome(invoice: DisputedInvoice, resolved: Resolved) -> Sentence:
    if resolved.state == "cancelled":
        return S(
            "We have cancelled the invoice with {number}, so there is nothing to pay. The"
            " cancellation invoice comes in a separate e-mail.",
            number=resolved.cancelled_by,
        )
    if resolved.state == "corrected":
        return S(
            "We have cancelled the invoice with {number}. The cancellation invoice and the"
            " corrected invoice come in separate e-mails.",
            number=resolved.cancelled_by,
        )
    if invoice.due_on is None:
        return S("The invoice stays as it is.")
    return S("The invoice stays as it is and is due by {day}.", day=invoice.due_on)


def _outcome_for_member(resolved: Resolved) -> Sentence:
    if resolved.state == "cancelled":
        return S("The invoice is cancelled with {number}.", number=resolved.cancelled_by)
    if resolved.state == "corrected":
        return S(
            "The invoice is cancelled with {number}, and a corrected one goes out. A further"
            " e-mail says when.",
            number=resolved.cancelled_by,
        )
    return S("The invoice stays as it is.")
