"""Blocked clients (R57–R60): what a block still allows, said calmly, and how one is set."""

from datetime import date
from enum import StrEnum

from kontor.foundation.days import later_by
from kontor.foundation.refusal import Fault
from kontor.foundation.sentence import S, Sentence
from kontor.foundation.text import is_blank, text_faults

LONGEST_REASON = 500
USUAL_MONTHS, MOST_MONTHS = 3, 12


class Block(StrEnum):
    """How far a client is blocked."""

    NONE = "none"
    ADVANCE_ONLY = "advance_only"
    NO_ORDERS = "no_orders"


LEVELS: dict[Block, Sentence] = {
    Block.NONE: S("Not blocked"),
    Block.ADVANCE_ONLY: S("Only in advance"),
    Block.NO_ORDERS: S("No new orders"),
}


def block_sentence(block: Block, *, paid_in_advance: bool) -> Sentence | None:
    """Why an order cannot be submitted now, or None. Names no other member and no amount.

    `paid_in_advance`: the payment mode is *advance payment* of the whole amount, due not later
    than the first day of the service.
    """
    match block:
        case Block.NO_ORDERS:
            return S("We can’t accept new orders for this client right now. Talk to the team.")
        case Block.ADVANCE_ONLY if not paid_in_advance:
            return S(
                "For this client we can only accept orders paid in advance right now: choose "
                "advance payment of the whole amount, due not later than the first day of the "
                "service, or talk to the team."
            )
    return None


def what_is_possible(block: Block) -> Sentence | None:
    """What a blocked client means for a member, said calmly; None without a block."""
    match block:
        case Block.NO_ORDERS:
            return S("We can’t accept new orders for this client right now. You can keep a draft.")
        case Block.ADVANCE_ONLY:
            return S(
                "For this client we can only accept orders paid in advance right now: the whole"
                " amount, due not later than the first day of the service."
            )
    return None


def usual_review(today: date) -> date:
    """When the team looks at a new block again, unless it chooses another day."""
    return later_by(today, USUAL_MONTHS, "month")


def block_faults(
    level: Block, reason: str, review_on: date | None, today: date, *, asked: bool
) -> list[Fault]:
    """What is wrong with a block as typed. `asked`: on a page, where a reason must be given."""
    faults = [Fault("reason", each) for each in text_faults(reason, LONGEST_REASON, multiline=True)]
    if asked and is_blank(reason):
        faults = [Fault("reason", S("Write why, for the team."), missing=True)]
    if level is Block.NONE or review_on is None:
        return faults
    last = later_by(today, MOST_MONTHS, "month")
    if review_on < today:
        faults.append(Fault("review_on", S("Choose {day} or later.", day=today)))
    elif review_on > last:
        faults.append(Fault("review_on", S("Choose {day} or earlier: within a year.", day=last)))
    return faults
