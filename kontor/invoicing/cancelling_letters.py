"""The letters about cancelling an order. Pure; named like their purpose.

The one to the client is made from the Offer and from what became of each invoice: there is no
field for a comment, the thread, or what the member wrote to the team.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kontor.foundation.letter import Fact, Letter, Typed, Words
from kontor.foundation.sentence import S, Sentence
from kontor.foundation.written import Money
from kontor.invoicing.cancelling import Choice
from kontor.orders.offer import Offer


@dataclass(frozen=True)
class Treated:
    """What became of one invoice. `number` empty: it was never issued. `gross` in euros.

    `cancelled_by`: the number of its cancellation invoice. `refund`: it had been paid.
    """

    number: str
    billing_date: date
    gross: Decimal
    done: Choice
    cancelled_by: str = ""
    refund: bool = False


def order_cancelled(offer: Offer, treated: Sequence[Treated]) -> Letter:
    """To the contact person, also where every invoice is kept (R20)."""
    return Letter(
        subject=S(
            "Cancelled: order with {member}, {title}", member=offer.member_name, title=offer.title
        ),
        heading=S("The order is cancelled"),
        paragraphs=(
            S(
                "The order with {member} is cancelled. Below you see what becomes of each invoice.",
                member=offer.member_name,
            ),
        ),
        facts=(
            Fact(S("Service"), Typed(offer.title)),
            *(_fact(one) for one in treated),
        ),
        after=_separate_mail(treated),
    )


def order_cancelled_member(title: str, treated: Sequence[Treated]) -> Letter:
    """To the member: the team has carried the request out."""
    refunds = tuple(
        S("Invoice {number} was paid. We will pay the money back.", number=one.number)
        for one in treated
        if one.refund
    )
    return Letter(
        subject=S("Cancelled: {title}", title=title),
        heading=S("Your order is cancelled"),
        paragraphs=(
            S("This is what becomes of each invoice. Your contact person gets an e-mail too."),
        ),
        facts=(Fact(S("Order"), Typed(title)), *(_fact(one) for one in treated)),
        button=S("See the order"),
        after=refunds,
    )


def cancellation_requested(title: str, member: str, client: str, words: str) -> Letter:
    """To the team; `words` are what the member wrote, or nothing."""
    quoted: tuple[Words, ...] = (Typed(words),) if words else ()
    return Letter(
        subject=S("Request to cancel: {title}", title=title),
        heading=S("{member} asks to cancel an order", member=member),
        paragraphs=(*quoted, S("The order shows what shall become of each invoice.")),
        facts=(Fact(S("Order"), Typed(title)), Fact(S("Client"), Typed(client))),
        button=S("See the order"),
    )


def cancellation_declined(title: str, advisor: str, reason: str) -> Letter:
    """To the member: the order goes on, and why."""
    return Letter(
        subject=S("Not cancelled: {title}", title=title),
        heading=S("{advisor} has declined your request to cancel", advisor=advisor),
        paragraphs=(
            S("This is the reason:"),
            Typed(reason),
            S("Your order goes on. Invoices that were held for your request go out as planned."),
        ),
        facts=(Fact(S("Order"), Typed(title)),),
        button=S("See the order"),
    )


def _fact(one: Treated) -> Fact:
    label = (
        S("Invoice {number}", number=one.number)
        if one.number
        else S("Invoice planned for {day}", day=one.billing_date)
    )
    return Fact(label, _outcome(one), S("{amount}", amount=Money(one.gross)))


def _outcome(one: Treated) -> Sentence:
    if one.done is Choice.CANCEL:
        return S("cancelled with {number}", number=one.cancelled_by)
    if one.done is Choice.STOP:
        return S("will not be issued")
    return S("stays as it is") if one.number else S("goes out as planned")


def _separate_mail(treated: Sequence[Treated]) -> tuple[Words, ...]:
    n = sum(one.done is Choice.CANCEL for one in treated)
    if not n:
        return ()
    return (
        S.plural(
            "You get the cancellation invoice in a separate e-mail.",
            "You get the {n} cancellation invoices in separate e-mails.",
            n,
        ),
    )
