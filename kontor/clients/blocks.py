"""Blocked clients (R57–R60): what a block still allows, said calmly."""

from enum import StrEnum

from kontor.foundation.sentence import S, Sentence


class Block(StrEnum):
    """How far a client is blocked."""

    NONE = "none"
    ADVANCE_ONLY = "advance_only"
    NO_ORDERS = "no_orders"


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
