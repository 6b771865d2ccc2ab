"""The life of an order (spec § 6): the one table that says what may happen when."""

from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """Where an order stands."""

    DRAFT = "draft"
    TEAM_REVIEW = "team_review"
    CLIENT_CONFIRMATION = "client_confirmation"
    CHANGES_REQUESTED = "changes_requested"
    ACTIVE = "active"
    REJECTED = "rejected"
    CANCELLED = "cancelled"
    COMPLETED = "completed"


class Who(StrEnum):
    """Whose event it is."""

    MEMBER = "member"
    ADVISOR = "advisor"
    CLIENT = "client"
    CLOCK = "clock"


class Event(StrEnum):
    """What can happen to an order, named as in the order file of `kontor simulate`."""

    EDIT = "edit"
    SUBMIT = "submit"
    TAKE_BACK = "take_back"
    DELETE = "delete"
    PUT_AWAY = "put_away"
    APPROVE = "approve"
    RETURN = "return"
    REJECT = "reject"
    REFUSE = "refuse"
    ADJUST = "adjust"
    CLIENT_CONFIRM = "client_confirm"
    CLIENT_REQUEST_CHANGES = "client_request_changes"
    CLIENT_REJECT = "client_reject"
    LAPSE = "lapse"
    SET_VALID_UNTIL = "set_valid_until"
    SEND_LINK_AGAIN = "send_link_again"
    UPLOAD_PROOF = "upload_proof"
    ACCEPT_PROOF = "accept_proof"
    REFUSE_PROOF = "refuse_proof"
    CHANGE_CONTACT = "change_contact"
    PROPOSE_CHANGE = "propose_change"
    REQUEST_CANCELLATION = "request_cancellation"
    WITHDRAW_CANCELLATION = "withdraw_cancellation"
    DECLINE_CANCELLATION = "decline_cancellation"
    CARRY_OUT_CANCELLATION = "carry_out_cancellation"
    COMPLETE = "complete"


@dataclass(frozen=True)
class Standing:
    """What the conditions of the table ask about an order, all about the present revision.

    `asked`: the client is to confirm (not skipped). `confirmed`: they did, or a proof counts as
    it. `to_client_first`: the submission is meant for the client. `lapsed`: rejected because the
    deadline passed. `offer_unchanged`: what would be offered is what the revision holds.
    """

    asked: bool = True
    approved: bool = False
    confirmed: bool = False
    to_client_first: bool = False
    ever_submitted: bool = False
    deadline_passed: bool = False
    lapsed: bool = False
    offer_unchanged: bool = True
    client_blocked: bool = False
    proof_waiting: bool = False
    invoices_planned: bool = False
    all_invoices_closed: bool = False
    cancellation_requested: bool = False


def next_status(status: Status, event: Event, standing: Standing) -> Status | None:
    """Where the event leads; None: the order is gone. Raises Conflict with a clear sentence."""
    raise NotImplementedError


def possible_events(status: Status, standing: Standing) -> frozenset[Event]:
    """The events that the table allows now."""
    raise NotImplementedError
