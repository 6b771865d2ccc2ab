"""The life line of an order: two gates between draft and active, and where it stands (spec § 6)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from kontor.foundation.models import HistoryEntry
from kontor.foundation.sentence import S, Sentence
from kontor.orders.models import Order
from kontor.pages.shared.parts.shapes import Step
from kontor.pages.shared.parts.words import day_and_month

PASSED = {"team": ("approve",), "client": ("client_confirm", "accept_proof")}
VOIDED = {"approved": "team", "confirmed": "client"}
WAITING = {"team": "team_review", "client": "client_confirmation"}
ENDED = {"rejected": S("Rejected"), "cancelled": S("Cancelled")}


@dataclass(frozen=True)
class Past:
    """What the history says: the day of the newest entry of each event, and who came first."""

    days: dict[str, date]
    client_first: bool


def past_of(entries: Iterable[HistoryEntry]) -> Past:
    """From the entries of an order, in any order."""
    days: dict[str, date] = {}
    client_first = False
    for entry in sorted(entries, key=lambda one: one.pk):
        days[entry.event] = entry.day
        if entry.event == "submit":
            client_first = entry.data.get("to") == "client"
            for verdict in entry.data.get("voids", ()):
                for event in PASSED[VOIDED[verdict]]:
                    days.pop(event, None)
    return Past(days, client_first)


def life_line(order: Order, past: Past, house: str, today: date) -> list[Step]:
    """The stations in the order in which this order passes them."""
    gates = ("client", "team") if past.client_first else ("team", "client")
    steps = [_draft(order, past)]
    for gate in gates:
        steps.append(_gate(gate, order, past, house, today))
        if steps[-1].state == "rejected":
            return steps
    return [*steps, *_after(order, past)]


def _draft(order: Order, past: Past) -> Step:
    if order.status == "draft":
        return Step(S("Draft"), "now", S("since {day}", day=_short(past.days.get("create"))))
    if order.status == "changes_requested":
        return Step(S("Changes requested"), "now", S("your turn"))
    return Step(S("Draft"), "done", _short(past.days.get("submit")))


def _gate(gate: str, order: Order, past: Past, house: str, today: date) -> Step:
    label = S("{house} Confirmation", house=house) if gate == "team" else S("Client Confirmation")
    if gate == "client" and not order.ask_client:
        return Step(label, "skipped", S("skipped"), gate=True)
    if _is_passed(gate, order):
        return Step(label, "done", _on(_passed_on(gate, past)), gate=True)
    if order.status == "rejected":
        return Step(label, "rejected", _rejected(order, past), gate=True)
    if order.status == WAITING[gate]:
        return Step(label, "now", _note_now(gate, order, today), gate=True)
    return Step(label, "to_come", gate=True)


def _is_passed(gate: str, order: Order) -> bool:
    if order.status in ("draft", "changes_requested") or order.revision_id is None:
        return False
    passed = order.approved_revision_id if gate == "team" else order.confirmed_revision_id
    return passed == order.revision_id


def _passed_on(gate: str, past: Past) -> date | None:
    """The first day on which one of the gate's events let the order through."""
    return min((past.days[event] for event in PASSED[gate] if event in past.days), default=None)


def _note_now(gate: str, order: Order, today: date) -> Sentence | str:
    if gate == "team" or order.valid_until is None:
        return S("being looked at")
    days = (order.valid_until - today).days
    if days <= 0:
        return S("last day")
    return S.plural("{n} day left", "{n} days left", days)


def _rejected(order: Order, past: Past) -> Sentence | str:
    if order.lapsed:
        return S("lapsed on {day}", day=_short(past.days.get("lapse")))
    days = [
        past.days[event] for event in ("client_reject", "reject", "refuse") if event in past.days
    ]
    return _on(max(days, default=None))


def _after(order: Order, past: Past) -> Sequence[Step]:
    completed = S("Completed")
    match order.status:
        case "active":
            return Step(S("Active"), "now", _since(past)), Step(completed, "to_come")
        case "completed":
            day = past.days.get("complete")
            return Step(S("Active"), "done"), Step(completed, "now", _on(day))
        case "cancelled":
            day = past.days.get("carry_out_cancellation")
            return Step(S("Active"), "done"), Step(S("Cancelled"), "rejected", _on(day))
        case "rejected":
            return (Step(S("Active"), "rejected", _rejected(order, past)),)
    return Step(S("Active"), "to_come"), Step(completed, "to_come")


def _since(past: Past) -> Sentence | str:
    days = [day for day in (_passed_on(gate, past) for gate in PASSED) if day]
    day = max(days, default=None)
    return S("since {day}", day=_short(day)) if day else ""


def _on(day: date | None) -> Sentence | str:
    return S("on {day}", day=_short(day)) if day else ""


def _short(day: date | None) -> str:
    return day_and_month(day)
