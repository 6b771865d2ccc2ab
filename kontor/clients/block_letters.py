"""The letter that brings a block back to the team's mind. Pure."""

from datetime import date

from kontor.clients.blocks import LEVELS, Block
from kontor.foundation.letter import Fact, Letter, Typed
from kontor.foundation.sentence import S


def block_review(client: str, level: Block, reason: str, review_on: date) -> Letter:
    """To the team's mailbox, on the day on which it meant to look at a block again."""
    why = (Fact(S("Reason"), Typed(reason)),) if reason else ()
    return Letter(
        subject=S("Look at the block of {client} again", client=client),
        heading=S("{client} is still blocked", client=client),
        paragraphs=(S("The day you set for it has come. Keep the block, change it, or lift it."),),
        facts=(
            Fact(S("Block"), LEVELS[level]),
            *why,
            Fact(S("Look at it again on"), review_on),
        ),
        button=S("Look at the block"),
    )
