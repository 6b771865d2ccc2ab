"""The events of an order file: which there are, what each may say, and the default life."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from kontor.cli.simulate.shape import Reader
from kontor.foundation.sentence import S
from kontor.orders.draft import First
from kontor.orders.grounds import GROUNDS

NOT_YET = S("not yet: this part of the software is still being built")

# What each event may say beside `on` and `do`.
KEYS: dict[str, frozenset[str]] = {
    "submit": frozenset({"to"}),
    "approve": frozenset(),
    "return": frozenset({"text"}),
    "reject": frozenset({"grounds", "text"}),
    "refuse": frozenset({"grounds", "text"}),
    "adjust": frozenset({"fields"}),
    "client_confirm": frozenset({"purchase_order"}),
    "client_request_changes": frozenset({"text"}),
    "client_reject": frozenset({"text"}),
    "edit": frozenset({"fields"}),
    "take_back": frozenset(),
    "set_valid_until": frozenset({"date"}),
    "upload_proof": frozenset({"path"}),
    "accept_proof": frozenset(),
    "refuse_proof": frozenset({"text"}),
    "block_client": frozenset({"level"}),
    "invoice_hold": frozenset({"invoice", "text"}),
    "invoice_change": frozenset({"invoice", "fields"}),
    "invoice_send_now": frozenset({"invoice"}),
    "dispute": frozenset({"invoice", "text"}),
    "resolve_dispute": frozenset({"invoice", "outcome"}),
    "change_contact": frozenset({"fields"}),
    "request_cancellation": frozenset({"invoices", "no_further_after"}),
    "carry_out_cancellation": frozenset({"invoices", "no_further_after"}),
    "statement": frozenset({"path"}),
    "payment": frozenset({"invoice", "amount"}),
    "veto_demand": frozenset({"invoice", "text"}),
    "agree_demand": frozenset({"invoice"}),
}
PLAYABLE = frozenset(
    {
        "submit",
        "approve",
        "return",
        "reject",
        "refuse",
        "client_confirm",
        "client_request_changes",
        "client_reject",
        "edit",
        "take_back",
        "set_valid_until",
    }
)


@dataclass(frozen=True)
class PlayedEvent:
    """One event: its day, its name, and what it says (texts, `date` as a date)."""

    on: date
    do: str
    says: Mapping[str, Any]


def read_events(
    top: Reader, today: date | None, until: date | None
) -> tuple[PlayedEvent, ...] | None:
    """The events of the file in its order; None where it has no such key."""
    if not top.has("events"):
        return None
    events = [_event(part, today, until) for part in top.parts("events")]
    return tuple(event for event in events if event is not None)


def _event(part: Reader, today: date | None, until: date | None) -> PlayedEvent | None:
    on = part.day("on", required=True)
    name = part.text("do", required=True)
    if name and name not in KEYS:
        part.fault("do", S("is no known event: {name}", name=name))
        return None
    says = {key: _said(part, key) for key in KEYS.get(name, ()) if part.has(key)}
    part.finish()
    if on is None or not name:
        return None
    if today and on < today:
        part.fault("on", S("must not be before today, the first day"))
    if until and on > until:
        part.fault("on", S("must not be after until, the last day"))
    if name not in PLAYABLE:
        part.fault("do", NOT_YET)
    if name == "edit" and "fields" not in says:
        part.fault("fields", S("is missing"))
    if name == "set_valid_until" and "date" not in says:
        part.fault("date", S("is missing"))
    return PlayedEvent(on, name, says)


def _said(part: Reader, key: str) -> Any:
    match key:
        case "date" | "no_further_after":
            return part.day(key)
        case "to":
            return part.choice(key, First, list(First))
        case "fields" | "invoices":
            inner = part.part(key)
            return inner.value if inner else {}
        case "grounds":
            return _grounds(part)
        case "invoice" | "amount":
            return part.value[key]
    return part.text(key)


def _grounds(part: Reader) -> list[str]:
    keys = part.value["grounds"]
    if isinstance(keys, list) and all(isinstance(key, str) and key in GROUNDS for key in keys):
        return keys
    part.fault("grounds", S("must be a list of {names}", names=", ".join(GROUNDS)))
    return []


def _team_first(today: date) -> tuple[PlayedEvent, ...]:
    return (
        PlayedEvent(today, "submit", {}),
        PlayedEvent(today, "approve", {}),
        PlayedEvent(today + timedelta(days=1), "client_confirm", {}),
    )


def _client_first(today: date) -> tuple[PlayedEvent, ...]:
    return (
        PlayedEvent(today, "submit", {}),
        PlayedEvent(today + timedelta(days=1), "client_confirm", {}),
        PlayedEvent(today + timedelta(days=1), "approve", {}),
    )


DEFAULTS: dict[First, Callable[[date], tuple[PlayedEvent, ...]]] = {
    First.TEAM: _team_first,
    First.CLIENT: _client_first,
}
