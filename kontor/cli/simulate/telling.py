"""One English line for people per history entry, for the timeline."""

from decimal import Decimal

from kontor.foundation.models import HistoryEntry

LINES = {
    "submit": "{who} submits the order to the {to} (revision {revision}).",
    "approve": "The team approves revision {revision}.",
    "adjust": "{who} adjusts the order.",
    "block_client": "{who} sets the client's block to {level}.",
    "return": "{who} returns the order with a question: {text}",
    "reject": "{who} rejects the order ({grounds}).",
    "refuse": "{who} refuses the order ({grounds}).",
    "client_confirm": "{who} confirms revision {revision}.",
    "client_request_changes": "{who} asks for a change: {text}",
    "client_reject": "{who} rejects the offer: {text}",
    "edit": "{who} edits the order.",
    "take_back": "{who} takes the order back.",
    "set_valid_until": "{who} sets the deadline to {valid_until}.",
    "valid_until_reminder": "Client and member are reminded of the deadline, {valid_until}.",
    "lapse": "The deadline has passed; the order is rejected.",
    "upload_proof": "{who} uploads a proof: {proof}",
    "accept_proof": "{who} accepts the proof {proof}.",
    "refuse_proof": "{who} refuses the proof {proof}: {text}",
    "change_contact": "{who} names another contact person.",
    "request_cancellation": "{who} asks to cancel the order.",
    "withdraw_cancellation": "{who} withdraws the request to cancel.",
    "decline_cancellation": "{who} declines to cancel the order: {text}",
    "carry_out_cancellation": "{who} cancels the order.",
    "complete": "Everything is paid or closed; the order is completed.",
    "invoice_hold": "{who} holds invoice {position}: {text}",
    "invoice_change": "{who} changes invoice {position}.",
    "invoice_send_now": "{who} sends invoice {position} now; it is issued as {number}.",
    "dispute": "{who} says that something is wrong with invoice {number}: {text}",
    "resolve_dispute": "{who} resolves the dispute about invoice {number}: {outcome}.",
    "invoice_draft": "Invoice {position} is a draft; the member is mailed.",
    "invoice_issue": "Invoice {position} is issued as {number}.",
    "payment": "{amount} arrive for invoice {number}; {open} stay open.",
    "payment_returned": "{amount} of invoice {number} went back: {text}; {open} are open.",
    "reminder_1": "The client is reminded of invoice {number} in a friendly way.",
    "reminder_2": "The client is reminded of invoice {number} again.",
    "reminder_3": "The formal demand for invoice {number} goes out over {total}.",
    "demand_question": "The member is asked whether the formal demand for {number} may go out.",
    "veto_demand": "{who} vetoes the formal demand for invoice {number}: {text}",
    "agree_demand": "{who} agrees to the formal demand for invoice {number}.",
    "guarantee_case": "The guarantee applies to invoice {number}; {open} are open.",
    "invoice_refused": "Invoice {position} fails the rehearsal: {fault}",
}
AMOUNTS = ("amount", "open", "total")


def is_told(entry: HistoryEntry) -> bool:
    """Whether the contract knows the event; what is part of one has no line of its own."""
    return entry.event in LINES


def told(entry: HistoryEntry) -> str:
    """What happened, in words."""
    amounts = {key: f"{abs(Decimal(entry.data[key])):.2f}" for key in AMOUNTS if key in entry.data}
    values = {"who": entry.actor_name or entry.actor, **entry.data, **amounts}
    return LINES[entry.event].format_map(_Known(values))


class _Known(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "?"
