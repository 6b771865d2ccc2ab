"""The letters about an order. Pure: plain values in, a `Letter` out.

To the contact person: `client_confirmation`, `valid_until_reminder`, `offer_withdrawn`,
`order_ended`, and the copy in `confirmed_copy.py`. They are made from the Offer, which has no field
for a comment, a team note or another person's address. All others go to the member. Each is named
like its purpose.
"""

from datetime import date
from decimal import Decimal

from kontor.foundation.letter import Fact, Letter, Typed, Words
from kontor.foundation.sentence import S, Sentence
from kontor.foundation.written import Money, Weekday
from kontor.orders.draft import Mode
from kontor.orders.offer import Offer
from kontor.orders.payment_words import terms_words
from kontor.orders.states import Status

_LINK_NOTE = S(
    "Opening the page does not decide anything. The link is meant for you alone;"
    " please do not pass it on:"
)


def client_confirmation(offer: Offer, valid_until: date, house: str) -> Letter:
    """Asks the contact person to decide; `house` is the cooperative's full name (R29, R31)."""
    after: tuple[Words, ...] = (_who_invoices(offer, house),) if offer.invoices else ()
    return Letter(
        subject=S(
            "Offer from {member} for {gross}: please confirm by {day}",
            member=offer.member_name,
            gross=offer_gross(offer),
            day=valid_until,
        ),
        heading=S("An offer for {client}", client=offer.client.name),
        paragraphs=(
            S(
                "{member} would like to work for you. Please take a look at the offer."
                " You can confirm it, ask for a change, or reject it.",
                member=offer.member_name,
            ),
        ),
        facts=_offer_facts(offer, valid_until),
        button=S("View the offer and decide"),
        note=_LINK_NOTE,
        after=after,
    )


def valid_until_reminder(offer: Offer, valid_until: date, house: str) -> Letter:
    """The one reminder, two days before the deadline."""
    after: tuple[Words, ...] = (_who_invoices(offer, house),) if offer.invoices else ()
    return Letter(
        subject=S(
            "Offer from {member} for {gross}: open until {day}",
            member=offer.member_name,
            gross=offer_gross(offer),
            day=valid_until,
        ),
        heading=S("The offer is open until {day}", day=Weekday(valid_until)),
        paragraphs=(
            S(
                "{member} is waiting for your answer. You can confirm the offer, ask for a change,"
                " or reject it. After that day it lapses by itself.",
                member=offer.member_name,
            ),
        ),
        facts=_offer_facts(offer, valid_until),
        button=S("View the offer and decide"),
        note=_LINK_NOTE,
        after=after,
    )


def offer_withdrawn(offer: Offer) -> Letter:
    """The link in an earlier mail has died without a decision."""
    return Letter(
        subject=S(
            "Withdrawn: offer from {member} for {gross}",
            member=offer.member_name,
            gross=offer_gross(offer),
        ),
        heading=S("The offer has been withdrawn"),
        paragraphs=(
            S(
                "The offer that we sent you can no longer be confirmed."
                " There is nothing for you to do.",
            ),
        ),
        facts=(
            Fact(S("Offer from"), Typed(offer.member_name)),
            Fact(S("Service"), Typed(offer.title)),
        ),
    )


def order_ended(offer: Offer, house: str) -> Letter:
    """The team has said no to an order that the contact person had confirmed; the grounds stay."""
    return Letter(
        subject=S("Not carried out: order with {member}", member=offer.member_name),
        heading=S("The order you confirmed ends here"),
        paragraphs=(
            S(
                "{house} does not carry out the order that you confirmed. No further invoices are"
                " planned. If you have questions, please reply to this e-mail.",
                house=house,
            ),
        ),
        facts=(
            Fact(S("Offer from"), Typed(offer.member_name)),
            Fact(S("Service"), Typed(offer.title)),
        ),
    )


def order_approved(title: str, contact: str, valid_until: date | None, status: Status) -> Letter:
    """The team has approved; what comes next depends on the status it led to."""
    if status is Status.CLIENT_CONFIRMATION and valid_until:
        then = S(
            "{contact} can confirm until {day}. Then your order becomes active.",
            contact=contact,
            day=Weekday(valid_until),
        )
    else:
        then = S("Your order is active. Invoices go out on the days you planned.")
    return _to_member(
        title,
        subject=S("Approved: {title}", title=title),
        heading=S("Your order is approved"),
        paragraphs=(then,),
    )


def client_confirmed(title: str, name: str, status: Status) -> Letter:
    """The client has confirmed; `name` as typed while confirming."""
    if status is Status.ACTIVE:
        then = S("Your order is active. Invoices go out on the days you planned.")
    else:
        then = S("Now we review your order, within 24 hours on working days.")
    return _to_member(
        title,
        subject=S("Confirmed by {name}: {title}", name=name, title=title),
        heading=S("{name} has confirmed", name=name),
        paragraphs=(then,),
    )


def client_rejected(title: str, contact: str, words: str) -> Letter:
    """The client has rejected the offer, with a reason in their own words."""
    return _to_member(
        title,
        subject=S("Rejected by {contact}: {title}", contact=contact, title=title),
        heading=S("{contact} has rejected the offer", contact=contact),
        paragraphs=(
            S("This is the reason:"),
            Typed(words),
            S("If you agree on something else, write a new order."),
        ),
    )


def client_requests_changes(title: str, contact: str, words: str) -> Letter:
    """The client wants something changed, in their own words."""
    return _to_member(
        title,
        subject=S("{contact} asks for changes: {title}", contact=contact, title=title),
        heading=S("{contact} asks for changes", contact=contact),
        paragraphs=(
            S("This is the message:"),
            Typed(words),
            S("Change the order and submit it again."),
        ),
    )


def order_lapsed(title: str, contact: str, valid_until: date | None) -> Letter:
    """The deadline has passed without an answer (R37)."""
    passed = (
        S("{contact} did not answer by {day}.", contact=contact, day=Weekday(valid_until))
        if valid_until
        else S("{contact} did not answer in time.", contact=contact)
    )
    return _to_member(
        title,
        subject=S("The deadline has passed: {title}", title=title),
        heading=S("The deadline has passed"),
        paragraphs=(passed, S("So your order is rejected. You can set a new date.")),
    )


def valid_until_reminder_member(title: str, contact: str, valid_until: date) -> Letter:
    """Two days before the deadline: time to give the client a ring."""
    return _to_member(
        title,
        subject=S("Open until {day}: {title}", day=valid_until, title=title),
        heading=S("{contact} has not answered yet", contact=contact),
        paragraphs=(
            S(
                "{contact} can confirm until {day}. After that your order lapses."
                " You can extend the deadline.",
                contact=contact,
                day=Weekday(valid_until),
            ),
        ),
    )


def order_returned(title: str, advisor: str, words: str) -> Letter:
    """The team gives the order back with a question."""
    return _to_member(
        title,
        subject=S("A question about your order: {title}", title=title),
        heading=S("{advisor} asks:", advisor=advisor),
        paragraphs=(Typed(words), S("Answer and submit again.")),
    )


def order_rejected(title: str, grounds: tuple[str, ...], words: str) -> Letter:
    """The team rejects: what it wrote about each ground (R61–R68), then `words` of the advisor."""
    return _to_member(
        title,
        subject=S("Not accepted: {title}", title=title),
        heading=S("We cannot accept this order"),
        paragraphs=tuple(Typed(text) for text in (*grounds, words) if text),
    )


def _to_member(
    title: str, *, subject: Sentence, heading: Sentence, paragraphs: tuple[Words, ...]
) -> Letter:
    return Letter(
        subject=subject,
        heading=heading,
        paragraphs=paragraphs,
        facts=(Fact(S("Order"), Typed(title)),),
        button=S("See the order"),
    )


def offer_gross(offer: Offer) -> Money | Sentence:
    """The sum that an offer is named by; of a recurrent payment that of each invoice."""
    gross = Money(offer.amounts.gross)
    return S("{gross} per invoice", gross=gross) if offer.mode is Mode.RECURRENT else gross


def terms_fact(offer: Offer) -> tuple[Fact, ...]:
    """When and how is paid, where one invoice over the whole does not say it all."""
    terms = terms_words(offer.payment, offer.invoices)
    return () if terms is None or offer.mode is Mode.SINGLE else (Fact(S("Payment"), terms),)


def _offer_facts(offer: Offer, valid_until: date) -> tuple[Fact, ...]:
    sums = offer.amounts
    taxed = sums.vat != Decimal(0)
    net = S("{net} net", net=Money(sums.net)) if taxed else S("without German VAT")
    total = S("{gross} gross", gross=Money(sums.gross)) if taxed else Money(sums.gross)
    return (
        Fact(S("Service"), Typed(offer.title)),
        Fact(S("Each invoice") if offer.mode is Mode.RECURRENT else S("Total"), total, net),
        *terms_fact(offer),
        Fact(S("Valid until"), Weekday(valid_until), S("until midnight")),
    )


def _who_invoices(offer: Offer, house: str) -> Sentence:
    return S(
        "The invoices are issued by the cooperative {house} in its own name,"
        " the first one on {day}.",
        house=house,
        day=min(invoice.billing_date for invoice in offer.invoices),
    )
