"""What the event `adjust` may say, as the adjustment it means; keys as in the order file."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from kontor.cli.simulate.shape import Reader
from kontor.foundation.refusal import Fault, Invalid
from kontor.foundation.sentence import S
from kontor.orders.adjusting import (
    Adjustment,
    adjusted,
    billing_dates,
    changes,
    faults_brought_in,
)
from kontor.orders.draft import Draft, Line, Treatment
from kontor.orders.submitting import Surroundings

TEXTS = ("sector", "place_country", "buyer_reference", "purchase_order")
CONTACT = ("name", "phone")
NOT_THE_TEAMS = S("is not the team's to change")
EVERY_LINE = S("must name every line of the order, in its order")
NUMBERS = ("quantity", "unit_price")


def adjustment_in(fields: Mapping[str, Any], draft: Draft) -> Adjustment:
    """The adjustment of this draft. Raises Invalid for wrong shapes and for what is not allowed.

    Other keys of a line or of the payment may stand there as they are, never changed.
    """
    faults: list[Fault] = []
    top = Reader(fields, "fields", faults)
    texts = {key: top.text(key) for key in TEXTS if top.has(key)}
    adjustment = Adjustment(
        treatments=_treatments(top, draft), dates=_dates(top, draft), **_contact(top), **texts
    )
    for key in sorted(fields.keys() - top.known):
        top.fault(key, NOT_THE_TEAMS)
    if faults:
        raise Invalid(faults)
    return adjustment


def faults_of_adjusting(
    fields: Mapping[str, Any], draft: Draft, around: Surroundings
) -> list[Fault]:
    """What is wrong with the fields whatever the order has become until then.

    How many lines it has, and what the team may touch of it, is told when the event is played.
    """
    try:
        after = adjusted(draft, adjustment_in(fields, draft))
    except Invalid as invalid:
        later = (NOT_THE_TEAMS, EVERY_LINE)
        return [fault for fault in invalid.faults if fault.sentence not in later]
    found = faults_brought_in(after, changes(draft, after), around)
    return [fault.under("fields") for fault in found]


def _contact(top: Reader) -> dict[str, str]:
    part = top.part("contact")
    if part is None:
        return {}
    for key in sorted(part.value.keys() - set(CONTACT)):
        part.fault(key, NOT_THE_TEAMS)
    return {f"contact_{key}": part.text(key) for key in CONTACT if part.has(key)}


def _treatments(top: Reader, draft: Draft) -> tuple[Treatment | None, ...] | None:
    if not top.has("lines"):
        return None
    parts = top.parts("lines")
    if len(parts) != len(draft.lines):
        top.fault("lines", EVERY_LINE)
        return None
    return tuple(_treatment(part, line) for part, line in zip(parts, draft.lines, strict=True))


def _treatment(part: Reader, line: Line) -> Treatment | None:
    for key, value in part.value.items():
        if key != "vat" and not _is(value, getattr(line, key, None), key):
            part.fault(key, NOT_THE_TEAMS)
    return part.choice("vat", Treatment, list(Treatment)) if part.has("vat") else line.vat


def _is(value: Any, stands: Any, key: str) -> bool:
    if key in NUMBERS and isinstance(value, str) and value.replace(".", "", 1).isdecimal():
        return stands is not None and Decimal(value) == stands
    return bool(value == stands)


def _dates(top: Reader, draft: Draft) -> tuple[date | None, ...] | None:
    part = top.part("payment")
    if part is None:
        return None
    days = dict(_days(part))
    for key in sorted(part.value.keys() - {"billing_date", "final_date", "parts"}):
        part.fault(key, NOT_THE_TEAMS)
    known = billing_dates(draft.payment)
    for path in days.keys() - {path for path, _day in known}:
        part.faults.append(Fault(f"fields.{path}", NOT_THE_TEAMS))
    return tuple(days.get(path, day) for path, day in known)


def _days(part: Reader) -> Iterator[tuple[str, date | None]]:
    for key in ("billing_date", "final_date"):
        if part.has(key):
            yield f"payment.{key}", part.day(key)
    for at, each in enumerate(part.parts("parts") if part.has("parts") else ()):
        yield f"payment.parts[{at}].date", each.day("date", required=True)
        for key in sorted(each.value.keys() - {"date"}):
            each.fault(key, NOT_THE_TEAMS)
