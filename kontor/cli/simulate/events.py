"""The events of an order file: which there are, what each may say, and the default life."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from kontor.cli.simulate.attached import read_file
from kontor.cli.simulate.shape import Reader
from kontor.clients.blocks import Block
from kontor.foundation.sentence import S
from kontor.orders.draft import First
from kontor.orders.grounds import GROUNDS

# What each event may say beside `on` and `do`.
KEYS: dict[str, tuple[str, ...]] = {
    "submit": ("to",),
    "approve": (),
    "return": ("text",),
    "reject": ("grounds", "text"),
    "refuse": ("grounds", "text"),
    "adjust": ("fields",),
    "client_confirm": ("purchase_order",),
    "client_request_changes": ("text",),
    "client_reject": ("text",),
    "edit": ("fields",),
    "take_back": (),
    "set_valid_until": ("date",),
    "upload_proof": ("path",),
    "accept_proof": (),
    "refuse_proof": ("text",),
    "block_client": ("level",),
    "invoice_hold": ("invoice", "text"),
    "invoice_change": ("invoice", "fields"),
    "invoice_send_now": ("invoice",),
    "dispute": ("invoice", "text"),
    "resolve_dispute": ("invoice", "outcome"),
    "change_contact": ("fields",),
    "request_cancellation": ("invoices", "no_further_after"),
    "carry_out_cancellation": ("invoices", "no_further_after"),
    "statement": ("path",),
    "payment": ("invoice", "amount"),
    "veto_demand": ("invoice", "text"),
    "agree_demand": ("invoice",),
}
NEEDED: dict[str, tuple[str, ...]] = {
    "adjust": ("fields",),
    "block_client": ("level",),
    "invoice_hold": ("invoice",),
    "invoice_change": ("invoice", "fields"),
    "invoice_send_now": ("invoice",),
    "dispute": ("invoice",),
    "resolve_dispute": ("invoice", "outcome"),
    "edit": ("fields",),
    "change_contact": ("fields",),
    "set_valid_until": ("date",),
    "upload_proof": ("path",),
    "statement": ("path",),
    "payment": ("invoice",),
    "veto_demand": ("invoice",),
    "agree_demand": ("invoice",),
}
WISHES = ["keep", "stop", "cancel", "ask"]
DECISIONS = ["keep", "stop", "cancel"]
OUTCOMES = ["keep", "cancel", "correct"]
LONGEST_COUNT = 5
MOST_COUNTED = 9999
MOST_PAID = Decimal("99999999.99")


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
    for key in NEEDED.get(name, ()):
        if key not in says:
            part.fault(key, S("is missing"))
    return PlayedEvent(on, name, says)


def _said(part: Reader, key: str, folder: Path) -> Any:
    if key == "path":
        return read_file(part, key, folder)
    return _READERS[key](part) if key in _READERS else part.text(key)


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


def _amount(part: Reader) -> Decimal | None:
    amount = part.number("amount", 2, MOST_PAID)
    if amount is not None and not amount:
        part.fault("amount", S("must be above zero"))
    return amount


_READERS: dict[str, Callable[[Reader], Any]] = {
    "date": lambda part: part.day("date"),
    "no_further_after": lambda part: part.day("no_further_after"),
    "to": lambda part: part.choice("to", First, list(First)),
    "level": lambda part: part.choice("level", Block, list(Block)),
    "outcome": lambda part: part.choice("outcome", str, OUTCOMES),
    "invoice": lambda part: part.whole("invoice", least=1, most=MOST_COUNTED),
    "amount": _amount,
    "fields": _fields,
    "invoices": _choices,
    "grounds": _grounds,
}


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
