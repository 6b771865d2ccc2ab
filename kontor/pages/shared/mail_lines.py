"""Mails as pages show them: what for, to whom, and what became of them. Never what is in them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kontor.foundation.mails import MailState
from kontor.foundation.sentence import S, Sentence
from kontor.orders.naming import id_in
from kontor.pages.shared.parts.shapes import Tone

PURPOSES: dict[str, Sentence] = {
    "client_confirmation": S("Link to the offer"),
    "valid_until_reminder": S("Reminder of the deadline"),
    "offer_withdrawn": S("Note that the offer is withdrawn"),
    "contact_replaced": S("Note that somebody else is asked"),
    "order_ended": S("Note that the order ends"),
    "order_confirmed": S("Copy of what was confirmed"),
    "invoice": S("Invoice"),
    "cancellation_invoice": S("Cancellation invoice"),
    "order_approved": S("News: approved"),
    "client_confirmed": S("News: confirmed"),
    "client_rejected": S("News: rejected"),
    "client_requests_changes": S("News: changes requested"),
    "proof_accepted": S("News: proof accepted"),
    "proof_refused": S("News: proof not accepted"),
    "order_returned": S("News: a question"),
    "order_adjusted": S("News: adjusted"),
    "order_rejected": S("News: not accepted"),
    "order_lapsed": S("News: lapsed"),
    "valid_until_reminder_member": S("News: deadline near"),
    "draft_invoice": S("News: invoice draft"),
    "invoice_held_reminder": S("News: an invoice that waits"),
    "invoice_issued": S("News: invoice issued"),
    "cancellation_issued": S("News: invoice cancelled"),
    "invoice_disputed": S("News: invoice disputed"),
    "invoice_disputed_team": S("News: invoice disputed"),
    "dispute_resolved": S("Answer to a dispute"),
    "dispute_resolved_member": S("News: dispute answered"),
    "corrected_draft": S("News: corrected invoice draft"),
    "invoice_not_delivered": S("News: invoice not delivered"),
    "mail_came_back": S("News: e-mail not delivered"),
    "reminder_1": S("Reminder"),
    "reminder_2": S("Second reminder"),
    "reminder_3": S("Formal demand"),
    "demand_question": S("News: question about a formal demand"),
    "advance_paid": S("News: an advance payment has arrived"),
    "payment_returned": S("News: a payment went back"),
    "guarantee_case": S("News: payment guarantee looked at"),
    "guarantee_case_team": S("News: a guarantee case to decide"),
    "guarantee_taken": S("News: credited by the payment guarantee"),
    "guarantee_declined": S("News: payment guarantee declined"),
    "order_cancelled": S("Note that the order is cancelled"),
    "order_cancelled_member": S("News: order cancelled"),
    "cancellation_requested": S("News: request to cancel"),
    "cancellation_declined": S("News: request declined"),
    "invoice_fault": S("News: invoice refused"),
    "digest": S("News of the day"),
    "password_reset": S("Link to choose a password"),
    "account_invitation": S("Invitation to open an account"),
    "account_changed": S("Note that a sign-in has changed"),
    "client_proposal_accepted": S("News: change to a client accepted"),
    "client_proposal_declined": S("News: change to a client not accepted"),
    "thread_message": S("Message in the conversation"),
    "client_message": S("Message to the client"),
    "block_review": S("News: a block to look at again"),
}
# With what stands around every mail, which has words of its own in the settings.
MAILS: dict[str, Sentence] = {
    **PURPOSES,
    "manners_client": S("Salutation and closing for clients"),
    "manners_member": S("Salutation and closing for members and the team"),
}
AUDIENCES: dict[str, Sentence] = {
    "client": S("the client"),
    "member": S("the member"),
    "team": S("the team"),
}
_ADDRESS = re.compile(r"[^\s<>()\[\]:;,\"']+@[^\s<>()\[\]:;,\"']+")


@dataclass(frozen=True)
class MailLine:
    """One mail; `tag`: word, tone and icon of its state, `answer`: why it did not arrive.

    `can_have_bounced`: it went to a client about an order, so it may be entered as come back.
    """

    id: int
    about: str
    purpose: Sentence
    to: str | Sentence
    tag: tuple[Sentence, Tone, str]
    at: datetime
    answer: str
    can_be_sent_again: bool
    can_have_bounced: bool = False


def mail_lines(mails: Sequence[MailState], *, names_client: bool) -> list[MailLine]:
    """`names_client`: whether this reader may see the contact person's address here (R19)."""
    return [_line(mail, names_client=names_client) for mail in mails]


def _line(mail: MailState, *, names_client: bool) -> MailLine:
    named = names_client or mail.audience != "client"
    return MailLine(
        id=mail.id,
        about=mail.about,
        purpose=PURPOSES.get(mail.purpose, S("E-mail")),
        to=mail.to if named else AUDIENCES[mail.audience],
        tag=_tag(mail),
        at=mail.at,
        answer=_answer(mail, named=named),
        can_be_sent_again=mail.state == "failed",
        can_have_bounced=_can_have_bounced(mail),
    )


def _can_have_bounced(mail: MailState) -> bool:
    return mail.audience == "client" and mail.state == "sent" and id_in(mail.about) is not None


def _tag(mail: MailState) -> tuple[Sentence, Tone, str]:
    match mail.state:
        case "sent":
            return S("Sent"), "good", "check"
        case "failed" if mail.bounced_at:
            return S("Came back"), "stop", "mail-x"
        case "failed":
            return S("Failed"), "stop", "mail-x"
    if mail.uncertain:
        return S("Uncertain, is tried again"), "wait", "circle-question-mark"
    return S("On its way"), "quiet", "hourglass"


def _answer(mail: MailState, *, named: bool) -> str:
    """The server's words where something is wrong; it likes to repeat the address in them."""
    if mail.state == "sent":
        return ""
    return mail.answer if named else _ADDRESS.sub("…", mail.answer)
