"""The letter to the person who was asked until now. Pure; it never names who is asked instead."""

from kontor.foundation.letter import Fact, Letter, Typed
from kontor.foundation.sentence import S
from kontor.foundation.written import Money
from kontor.orders.offer import Offer


def contact_replaced(offer: Offer) -> Letter:
    """The offer now goes to somebody else at the client; the link in the earlier mail is dead."""
    return Letter(
        subject=S(
            "No longer for you: offer from {member} for {gross}",
            member=offer.member_name,
            gross=Money(offer.gross),
        ),
        heading=S("Somebody else answers this offer"),
        paragraphs=(
            S(
                "{member} has named another contact person at {client} for this offer."
                " The link that we sent you no longer works. There is nothing for you to do.",
                member=offer.member_name,
                client=offer.client.name,
            ),
        ),
        facts=(
            Fact(S("Offer from"), Typed(offer.member_name)),
            Fact(S("Service"), Typed(offer.title)),
        ),
    )
