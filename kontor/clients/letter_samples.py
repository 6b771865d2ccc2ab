"""The letters about clients with invented values, for the page where a house words its mails. Pure.

Every branch of every letter stands in one of them (tests/actions/test_letter_samples.py).
"""

from datetime import date

from kontor.clients import proposal_letters, talk_letters
from kontor.clients.block_letters import block_review
from kontor.clients.blocks import Block
from kontor.foundation.letter import Letter
from kontor.foundation.letter_wording import Sample
from kontor.foundation.sentence import S

MEMBER, CONTACT, ADVISOR = "Mira Falkenau", "Nora Ellerbek", "Jonas Wiebold"
CLIENT = "Museum Lumenau gGmbH"
TO_MEMBER, TO_TEAM = S("To the member."), S("To the team’s mailbox.")
WORDS = "Können wir in Raten zahlen?"


def samples(house: str) -> tuple[Sample, ...]:
    """Each kind of mail about a client; of a cooperative of this full name."""
    accepted = (
        proposal_letters.accepted(CLIENT, {"town": "Lumenau"}, (), "de"),
        proposal_letters.accepted(CLIENT, {"town": "Lumenau"}, ("street",), "de"),
    )
    declined = tuple(
        proposal_letters.declined(
            CLIENT, ADVISOR, "Das Impressum sagt etwas anderes.", filled_email=filled
        )
        for filled in (False, True)
    )
    to_client = talk_letters.letter_to_client(house, ADVISOR, WORDS)
    review = block_review(CLIENT, Block.ADVANCE_ONLY, "Zahlt spät.", date(2027, 3, 22))
    return (
        Sample(
            "client_message",
            "client",
            S("To somebody at the client, with what an advisor writes."),
            "client",
            (to_client,),
            (CONTACT,),
        ),
        Sample("client_proposal_accepted", "member", TO_MEMBER, "member", accepted, (MEMBER,)),
        Sample("client_proposal_declined", "member", TO_MEMBER, "member", declined, (MEMBER,)),
        Sample("block_review", "team", TO_TEAM, "team", (review,), (ADVISOR,)),
    )


def conversation() -> tuple[Letter, ...]:
    """What is mailed to member and team about a conversation with a client."""
    return (
        talk_letters.conversation_message(CLIENT, ADVISOR, WORDS),
        talk_letters.client_answered(CLIENT, WORDS),
        talk_letters.written_to_client(CLIENT, ADVISOR, WORDS),
    )
