"""The events of an order file: which there are, what each may say, and the default life."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from kontor.cli.simulate.attached import read_file
from kontor.cli.simulate.shape import Reader
from kontor.clients.blocks import Block
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
NEEDED: dict[str, tuple[str, ...]] = {
    "adjust": ("fields",),
    "block_client": ("level",),
    "edit": ("fields",),
    "change_contact": ("fields",),
    "set_valid_until": ("date",),
    "upload_proof": ("path",),
}
WISHES = ["keep", "stop", "cancel", "ask"]
DECISIONS = ["keep", "stop", "cancel"]
LONGEST_COUNT = 5
PLAYABLE = frozenset(
    {
        "submit",
        "approve",
        "adjust",
        "block_client",
        "return",
        "reject",
        "refuse",
        "client_confirm",
        "client_request_changes",
        "client_reject",
        "edit",
        "take_back",
        "set_valid_until",
        "upload_proof",
        "accept_proof",
        "refuse_proof",
        "change_contact",
        "request_cancellation",
        "carry_out_cancellation",
    }
)


@dataclass(frozen=True)
class PlayedEvent:
    """One event: its day, its name, and what it says (texts, `date` as a date)."""

    on: date
    do: str
    says: Mapping[str, Any]


def read_events(
    top: Reader, today: date | None, until: date | None, folder: Path
) -> tuple[PlayedEvent, ...] | None:
    """The events of the file in its order; None where it has no such key."""
    if not top.has("events"):
        return None
    events = [_event(part, today, until, folder) for part in top.parts("events")]
    return tuple(event for event in events if event is not None)


def _event(
    part: Reader, today: date | None, until: date | None, folder: Path
) -> PlayedEvent | None:
    on = part.day("on", required=True)
    name = part.text("do", required=True)
    if name and name not in KEYS:
        part.fault("do", S("is no known event: {name}", name=name))
        return None
    says = {key: _said(part, key, folder) for key in KEYS.get(name, ()) if part.has(key)}
    part.finish()
    if on is None or not name:
        return None
    if today and on < today:
        part.fault("on", S("must not be before today, the first day"))
    if until and on > until:
        part.fault("on", S("must not be after until, the last day"))
    if name not in PLAYABLE:
        part.fault("do", NOT_YET)
    for key in NEEDED.get(name, ()):
        if key not in says:
            part.fault(key, S("is missing"))
    return PlayedEvent(on, name, says)


def _said(part: Reader, key: str, folder: Path) -> Any:
    match key:
        case "date" | "no_further_after":
            return part.day(key)
        case "to" | "level":
            kind = First if key == "to" else Block
            return part.choice(key, kind, list(kind))
        case "path":
            return read_file(part, key, folder)
        case "fields" | "invoices" | "grounds":
            return {"fields": _fields, "invoices": _choices, "grounds": _grounds}[key](part)
        case "invoice" | "amount":
            return part.value[key]
    return part.text(key)


def _fields(part: Reader) -> Mapping[str, Any]:
    inner = part.part("fields")
    return inner.value if inner else {}


def _grounds(part: Reader) -> list[str]:
    keys = part.value["grounds"]
    if isinstance(keys, list) and all(isinstance(key, str) and key in GROUNDS for key in keys):
        return keys
    part.fault("grounds", S("must be a list of {names}", names=", ".join(GROUNDS)))
    return []


def _choices(part: Reader) -> dict[int, str]:
    """What shall happen to each invoice, counted in plan order from 1."""
    inner = part.part("invoices")
    if inner is None:
        return {}
    allowed = WISHES if part.value.get("do") == "request_cancellation" else DECISIONS
    chosen = {}
    for key in inner.value:
        choice = inner.choice(key, str, allowed)
        if not (key.isascii() and key.isdigit() and len(key) < LONGEST_COUNT and int(key)):
            inner.fault(key, S("must count an invoice of the plan, from 1"))
        elif choice is not None:
            chosen[int(key)] = choice
    return chosen


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
