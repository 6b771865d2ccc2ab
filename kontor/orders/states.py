"""The life of an order (spec § 6): the one table that says what may happen when."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from kontor.foundation.refusal import Conflict
from kontor.foundation.sentence import S, Sentence


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
    ACCOUNTANT = "accountant"


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
    REOPEN = "reopen"


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

    @property
    def client_to_ask(self) -> bool:
        """Whether the client's gate is still to be passed."""
        return self.asked and not self.confirmed


@dataclass(frozen=True)
class Condition:
    """A condition of the table, and what is said when it does not hold."""

    holds: Callable[[Standing], bool]
    otherwise: Sentence


@dataclass(frozen=True)
class Row:
    """One row of the table; `after` is a status, SAME or GONE."""

    before: tuple[Status, ...]
    event: Event
    who: Who
    after: "Status | str"
    when: Condition | None = None


SAME = "unchanged"
GONE = "gone"

_NOT_DRAFT = tuple(status for status in Status if status is not Status.DRAFT)
_EDITABLE = (Status.DRAFT, Status.CHANGES_REQUESTED)
_REVIEW, _CONFIRMATION = (Status.TEAM_REVIEW,), (Status.CLIENT_CONFIRMATION,)
_ACTIVE, _COMPLETED = (Status.ACTIVE,), (Status.COMPLETED,)

_GATE_PASSED = S("The client’s confirmation is not needed any more; submit to the team.")
_NO_REQUEST = S("Nobody has asked to cancel this order.")

_TO_CLIENT = Condition(lambda now: now.to_client_first and now.client_to_ask, _GATE_PASSED)
_TO_TEAM = Condition(lambda now: not (now.to_client_first and now.client_to_ask), _GATE_PASSED)
_CLIENT_TO_ASK = Condition(lambda now: now.client_to_ask, _GATE_PASSED)
_CLIENT_SETTLED = Condition(lambda now: not now.client_to_ask, _GATE_PASSED)
_IN_TIME_APPROVED = Condition(
    lambda now: not now.deadline_passed and now.approved,
    S("The deadline for this offer has passed; nothing was decided."),
)
_IN_TIME_NOT_APPROVED = Condition(
    lambda now: not now.deadline_passed and not now.approved, _IN_TIME_APPROVED.otherwise
)
_IN_TIME = Condition(lambda now: not now.deadline_passed, _IN_TIME_APPROVED.otherwise)
_TOO_LATE = Condition(
    lambda now: now.deadline_passed, S("The client can still decide; the deadline has not passed.")
)
_MAY_RETURN = Condition(
    lambda now: now.lapsed and now.offer_unchanged and not now.client_blocked,
    S("A new date can only revive an order that lapsed, unchanged, with a client open to orders."),
)
_PROOF = Condition(lambda now: now.proof_waiting, S("No proof is waiting for this order."))
_PROOF_APPROVED = Condition(lambda now: now.proof_waiting and now.approved, _PROOF.otherwise)
_PROOF_NOT_APPROVED = Condition(
    lambda now: now.proof_waiting and not now.approved, _PROOF.otherwise
)
_INVOICES_PLANNED = Condition(
    lambda now: now.invoices_planned,
    S("No invoices are planned any more; nothing is left to stop."),
)
_REQUESTED = Condition(lambda now: now.cancellation_requested, _NO_REQUEST)
_NOT_REQUESTED = Condition(
    lambda now: not now.cancellation_requested,
    S("A request to cancel this order is already waiting for the team."),
)
_ALL_CLOSED = Condition(
    lambda now: now.all_invoices_closed, S("Some invoices of this order are still open.")
)
_SOME_OPEN = Condition(
    lambda now: not now.all_invoices_closed, S("All invoices of this order are closed.")
)
_NEVER_SUBMITTED = Condition(
    lambda now: not now.ever_submitted,
    S("This draft was submitted before and keeps its history; put it away instead."),
)
_ONCE_SUBMITTED = Condition(
    lambda now: now.ever_submitted, S("This draft was never submitted; delete it instead.")
)

TABLE: tuple[Row, ...] = (
    Row(_EDITABLE, Event.SUBMIT, Who.MEMBER, Status.TEAM_REVIEW, _TO_TEAM),
    Row(_EDITABLE, Event.SUBMIT, Who.MEMBER, Status.CLIENT_CONFIRMATION, _TO_CLIENT),
    Row(_REVIEW, Event.APPROVE, Who.ADVISOR, Status.CLIENT_CONFIRMATION, _CLIENT_TO_ASK),
    Row(_REVIEW, Event.APPROVE, Who.ADVISOR, Status.ACTIVE, _CLIENT_SETTLED),
    Row(_REVIEW, Event.RETURN, Who.ADVISOR, Status.CHANGES_REQUESTED),
    Row(_REVIEW, Event.REJECT, Who.ADVISOR, Status.REJECTED),
    Row(_CONFIRMATION, Event.CLIENT_CONFIRM, Who.CLIENT, Status.ACTIVE, _IN_TIME_APPROVED),
    Row(_CONFIRMATION, Event.CLIENT_CONFIRM, Who.CLIENT, Status.TEAM_REVIEW, _IN_TIME_NOT_APPROVED),
    Row(_CONFIRMATION, Event.ACCEPT_PROOF, Who.ADVISOR, Status.ACTIVE, _PROOF_APPROVED),
    Row(_CONFIRMATION, Event.ACCEPT_PROOF, Who.ADVISOR, Status.TEAM_REVIEW, _PROOF_NOT_APPROVED),
    Row(
        _CONFIRMATION,
        Event.CLIENT_REQUEST_CHANGES,
        Who.CLIENT,
        Status.CHANGES_REQUESTED,
        _IN_TIME,
    ),
    Row(_CONFIRMATION, Event.CLIENT_REJECT, Who.CLIENT, Status.REJECTED, _IN_TIME),
    Row(_CONFIRMATION, Event.LAPSE, Who.CLOCK, Status.REJECTED, _TOO_LATE),
    Row(_CONFIRMATION, Event.SET_VALID_UNTIL, Who.MEMBER, SAME),
    Row(_CONFIRMATION, Event.SEND_LINK_AGAIN, Who.MEMBER, SAME, _IN_TIME),
    Row(
        (Status.REJECTED,),
        Event.SET_VALID_UNTIL,
        Who.MEMBER,
        Status.CLIENT_CONFIRMATION,
        _MAY_RETURN,
    ),
    Row(_REVIEW + _CONFIRMATION, Event.TAKE_BACK, Who.MEMBER, Status.DRAFT),
    Row(
        (*_REVIEW, *_CONFIRMATION, Status.CHANGES_REQUESTED, Status.ACTIVE),
        Event.REFUSE,
        Who.ADVISOR,
        Status.REJECTED,
    ),
    Row((Status.CANCELLED,), Event.REFUSE, Who.ADVISOR, Status.REJECTED, _INVOICES_PLANNED),
    Row(_ACTIVE + _COMPLETED, Event.REQUEST_CANCELLATION, Who.MEMBER, SAME, _NOT_REQUESTED),
    Row(
        _ACTIVE + _COMPLETED,
        Event.CARRY_OUT_CANCELLATION,
        Who.ADVISOR,
        Status.CANCELLED,
        _REQUESTED,
    ),
    Row(_ACTIVE + _COMPLETED, Event.WITHDRAW_CANCELLATION, Who.MEMBER, SAME, _REQUESTED),
    Row(_ACTIVE + _COMPLETED, Event.DECLINE_CANCELLATION, Who.ADVISOR, SAME, _REQUESTED),
    Row(_EDITABLE, Event.EDIT, Who.MEMBER, SAME),
    Row(_REVIEW, Event.ADJUST, Who.ADVISOR, SAME),
    Row(_NOT_DRAFT, Event.CHANGE_CONTACT, Who.MEMBER, SAME),
    Row(_NOT_DRAFT, Event.UPLOAD_PROOF, Who.MEMBER, SAME),
    Row(_REVIEW + _ACTIVE, Event.ACCEPT_PROOF, Who.ADVISOR, SAME, _PROOF),
    Row(_NOT_DRAFT, Event.REFUSE_PROOF, Who.ADVISOR, SAME, _PROOF),
    Row(_ACTIVE, Event.PROPOSE_CHANGE, Who.MEMBER, SAME),
    Row(_ACTIVE, Event.COMPLETE, Who.CLOCK, Status.COMPLETED, _ALL_CLOSED),
    Row(_COMPLETED, Event.REOPEN, Who.ACCOUNTANT, Status.ACTIVE, _SOME_OPEN),
    Row((Status.DRAFT,), Event.DELETE, Who.MEMBER, GONE, _NEVER_SUBMITTED),
    Row((Status.DRAFT,), Event.PUT_AWAY, Who.MEMBER, SAME, _ONCE_SUBMITTED),
)

_WRONG_MOMENT: dict[Status, Sentence] = {
    Status.DRAFT: S("This order is a draft. Nothing was changed."),
    Status.TEAM_REVIEW: S("This order is being reviewed by the team. Nothing was changed."),
    Status.CLIENT_CONFIRMATION: S("This order waits for the client. Nothing was changed."),
    Status.CHANGES_REQUESTED: S(
        "This order is back with its member for changes. Nothing was changed."
    ),
    Status.ACTIVE: S("This order is active. Nothing was changed."),
    Status.REJECTED: S("This order is rejected. Nothing was changed."),
    Status.CANCELLED: S("This order is cancelled. Nothing was changed."),
    Status.COMPLETED: S("This order is completed. Nothing was changed."),
}


def next_status(status: Status, event: Event, standing: Standing) -> Status | None:
    """Where the event leads; None: the order is gone. Raises Conflict with a clear sentence."""
    rows = [row for row in TABLE if row.event is event and status in row.before]
    for row in rows:
        if row.when is None or row.when.holds(standing):
            return _reached(status, row)
    if rows and rows[0].when:
        raise Conflict(rows[0].when.otherwise)
    raise Conflict(_WRONG_MOMENT[status])


def possible_events(status: Status, standing: Standing) -> frozenset[Event]:
    """The events that the table allows now."""
    return frozenset(
        row.event
        for row in TABLE
        if status in row.before and (row.when is None or row.when.holds(standing))
    )


def actors_of(event: Event) -> frozenset[Who]:
    """Whose event it is; the right itself is checked where people are known."""
    return frozenset(row.who for row in TABLE if row.event is event)


def _reached(status: Status, row: Row) -> Status | None:
    if row.after == GONE:
        return None
    return status if row.after == SAME else Status(row.after)
