"""What members are told by mail, and how they want to be told (spec § 17). Pure: no Django.

A kind gathers the purposes of mails that a person chooses about together. What the process
requires goes out at once and cannot be chosen.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from kontor.foundation.sentence import S, Sentence


class How(StrEnum):
    """`DIGEST`: one mail a day with all that was held back. `DESK`: on the pages only."""

    AT_ONCE = "at_once"
    DIGEST = "digest"
    DESK = "desk"


@dataclass(frozen=True)
class Kind:
    """Mails of these `purposes`, told as chosen; `required`: always at once, and why."""

    key: str
    title: Sentence
    purposes: tuple[str, ...]
    required: Sentence | None = None


KINDS: tuple[Kind, ...] = (
    Kind(
        "question",
        S("Somebody asks you for a change or an answer"),
        ("client_requests_changes", "order_returned"),
        S("The order stands still until you answer."),
    ),
    Kind(
        "draft_invoice",
        S("An invoice draft goes out soon, or waits for you"),
        ("draft_invoice", "corrected_draft", "invoice_held_reminder"),
        S("Without a word from you the invoice goes out."),
    ),
    Kind(
        "demand",
        S("You are asked before a client gets a formal demand"),
        ("demand_question",),
        S("Without a word from you the formal demand goes out."),
    ),
    Kind(
        "adjusted",
        S("The team adjusts your order or decides about a request to cancel"),
        ("order_adjusted", "cancellation_declined", "order_cancelled_member"),
        S("You need to know what applies now."),
    ),
    Kind("client", S("The client confirms or rejects"), ("client_confirmed", "client_rejected")),
    Kind(
        "review",
        S("The team approves or rejects an order or a proof"),
        ("order_approved", "order_rejected", "proof_accepted", "proof_refused"),
    ),
    Kind(
        "client_data",
        S("The team decides about a change to a client that you proposed"),
        ("client_proposal_accepted", "client_proposal_declined"),
    ),
    Kind(
        "deadline",
        S("An offer lapses soon or has lapsed"),
        ("valid_until_reminder_member", "order_lapsed"),
    ),
    Kind(
        "message",
        S("The team writes to you"),
        ("thread_message",),
    ),
    Kind(
        "guarantee",
        S("Accounting looks at a payment guarantee or decides about it"),
        ("guarantee_case", "guarantee_case_team", "guarantee_taken", "guarantee_declined"),
    ),
    Kind(
        "invoice_trouble",
        S("A client disputes an invoice, or an invoice cannot be delivered"),
        (
            *("invoice_disputed", "dispute_resolved_member"),
            *("invoice_not_delivered", "mail_came_back"),
        ),
    ),
    Kind(
        "payment",
        S("An advance payment has arrived, or a payment went back"),
        ("advance_paid", "payment_returned"),
    ),
    Kind("invoice", S("An invoice has gone out"), ("invoice_issued", "cancellation_issued")),
)

_OF_PURPOSE = {purpose: kind for kind in KINDS for purpose in kind.purposes}
BY_KEY = {kind.key: kind for kind in KINDS}


def kind_of(purpose: str) -> Kind | None:
    """The kind of a mail's purpose; None for one that nobody can choose about."""
    return _OF_PURPOSE.get(purpose)


def how_to_tell(purpose: str, chosen: Mapping[str, str], *, is_active: bool) -> How:
    """How a member is told. `chosen`: kind → how, as stored; a missing one means at once.

    Somebody whose account is closed gets what the process requires and nothing else.
    """
    kind = kind_of(purpose)
    if kind is None or kind.required:
        return How.AT_ONCE
    if not is_active:
        return How.DESK
    return How(chosen.get(kind.key, How.AT_ONCE))
