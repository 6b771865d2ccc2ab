"""The letters about proofs: to the member, and to the contact person where the link has ended."""

from datetime import date

from kontor.foundation.letter import Fact, Letter, Typed, Words
from kontor.foundation.sentence import S, Sentence
from kontor.foundation.written import Money
from kontor.orders.offer import Offer
from kontor.orders.states import Status


def proof_accepted(
    title: str, uploaded_on: date, status: Status, *, granted: bool, moved: bool
) -> Letter:
    """The team takes the proof for a confirmation. `moved`: the order went on to `status`."""
    paragraphs = [
        S(
            "It counts like a confirmation of your client from {day} on, when you uploaded it.",
            day=uploaded_on,
        )
    ]
    if moved:
        paragraphs.append(_then(status))
    paragraphs.append(
        S("The payment guarantee covers the invoices that were not yet due on that day.")
        if granted
        else S("There is still no payment guarantee, because the client is not seated in the EU.")
    )
    return _to_member(
        title,
        subject=S("Proof accepted: {title}", title=title),
        heading=S("Your proof is accepted"),
        paragraphs=tuple(paragraphs),
    )


def proof_refused(title: str, advisor: str, name: str, reason: str) -> Letter:
    """The team does not take the proof, and says why."""
    return _to_member(
        title,
        subject=S("Proof not accepted: {title}", title=title),
        heading=S("Your proof is not accepted"),
        paragraphs=(
            S("{advisor} writes about “{name}”:", advisor=advisor, name=name),
            Typed(reason),
            S("You can upload another one on the page of the order."),
        ),
    )


def offer_settled(offer: Offer) -> Letter:
    """The link in an earlier mail has ended, because there is another confirmation."""
    return Letter(
        subject=S(
            "Nothing left to do: offer from {member} for {gross}",
            member=offer.member_name,
            gross=Money(offer.gross),
        ),
        heading=S("There is nothing left for you to do"),
        paragraphs=(
            S(
                "{member} has given us a confirmation of this offer in another way."
                " You do not need to confirm it through the link any more.",
                member=offer.member_name,
            ),
        ),
        facts=(
            Fact(S("Offer from"), Typed(offer.member_name)),
            Fact(S("Service"), Typed(offer.title)),
        ),
    )


def _then(status: Status) -> Sentence:
    if status is Status.ACTIVE:
        return S("Your order is active. Invoices go out on the days you planned.")
    return S("Now we review your order, within 24 hours on working days.")


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
