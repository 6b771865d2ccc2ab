"""The order file of `kontor simulate` as values, and everything that is wrong with it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from dateutil.relativedelta import relativedelta

from kontor.cli.simulate.attached import Attached, read_file
from kontor.cli.simulate.events import DEFAULTS, PlayedEvent, read_events
from kontor.cli.simulate.house import read_house
from kontor.cli.simulate.payment_input import read_payment
from kontor.cli.simulate.shape import Reader
from kontor.clients.blocks import Block
from kontor.clients.facts import ClientFacts, Kind, client_faults
from kontor.formats.einvoice.printable import unprintable
from kontor.foundation.address import address_fault
from kontor.foundation.refusal import Fault
from kontor.foundation.sentence import S
from kontor.foundation.text import glyph_faults, text_faults
from kontor.foundation.written import Language
from kontor.orders import limits
from kontor.orders.draft import (
    ClientConfirmation,
    Contact,
    Draft,
    First,
    Line,
    LineKind,
    SkipReason,
    Treatment,
    Unit,
)

LANGUAGES = ["de", "en"]
VALID_DAYS = 7
ADVISOR = ("advisor@cooperative.example", "The advisor")
ACCOUNTANT = ("accountant@cooperative.example", "The accountant")
FIRST_TODAY, LAST_TODAY = date(2000, 1, 1), date(2100, 12, 31)
# Judges the rest of a file whose first day cannot be read.
STAND_IN = date(2027, 1, 1)
LONGEST_LIFE = relativedelta(years=6)


@dataclass(frozen=True)
class OrderFile:
    """An order and its life. `until` None: 60 days after the last due date.

    `proof`: the signed agreement that the member uploads when they write the order.
    """

    today: date
    until: date | None
    cooperative: Mapping[str, str]
    rates: Mapping[str, Decimal]
    member_name: str
    member_email: str
    client: ClientFacts
    draft: Draft
    first: First
    proof: Attached | None
    events: tuple[PlayedEvent, ...]
    raw: Mapping[str, Any]


def read(raw: Mapping[str, Any], folder: Path) -> tuple[OrderFile, list[Fault]]:
    """The order file as far as it could be read, and all faults of shape.

    Paths in it are taken from `folder`, where the file itself lies.
    """
    faults: list[Fault] = []
    top = Reader(raw, "", faults)
    today = _first_day(top)
    until = _last_day(top, today)
    cooperative, rates = read_house(top)
    member_name, member_email = _member(top)
    client = _client(top)
    first = top.choice("first", First, list(First)) or First.TEAM
    draft = read_draft(top, today)
    proof = _proof(top, folder)
    events = read_events(top, today, until, folder)
    if until is None and _open_ended(draft):
        top.fault("until", S("is missing; an open-ended plan has no last day of its own"))
    top.finish()
    today = today or STAND_IN
    faults += [each.under("client") for each in client_faults(client, today)]
    file = OrderFile(
        today=today,
        until=until,
        cooperative=cooperative,
        rates=rates,
        member_name=member_name,
        member_email=member_email,
        client=client,
        draft=draft,
        first=first,
        proof=proof,
        events=events if events is not None else DEFAULTS[first](today),
        raw=raw,
    )
    return file, faults


def _first_day(top: Reader) -> date | None:
    today = top.day("today", required=True)
    if today is None or FIRST_TODAY <= today <= LAST_TODAY:
        return today
    top.fault("today", S("must be from {first} to {last}", first=FIRST_TODAY, last=LAST_TODAY))
    return None


def _last_day(top: Reader, today: date | None) -> date | None:
    until = top.day("until")
    if until and today and until < today:
        top.fault("until", S("must not be before today"))
    elif until and today and until > today + LONGEST_LIFE:
        top.fault("until", S("must not be after {last}", last=today + LONGEST_LIFE))
    return until


def edited(
    file: OrderFile, fields: Mapping[str, Any], before: Draft, today: date
) -> tuple[Draft, list[Fault]]:
    """The draft with some keys of an order file replaced, and the faults of shape in them."""
    faults: list[Fault] = []
    reader = Reader({**_draft_keys(file.raw), **fields}, "", faults)
    read = read_draft(reader, today)
    reader.finish()
    replaced = {key: getattr(read, key) for key in fields if key in reader.known}
    return replace(before, **replaced), [fault for fault in faults if key_of(fault) in fields]


def key_of(fault: Fault) -> str:
    """`lines` of `lines[0].text`."""
    return re.split(r"[.\[]", fault.field, maxsplit=1)[0]


def read_draft(top: Reader, today: date | None) -> Draft:
    """The order's own keys."""
    return Draft(
        contact=_contact(top),
        title=top.text("title", required=True),
        description=top.text("description", required=True),
        service_from=top.day("service_from", required=True),
        service_to=top.day("service_to"),
        place_country=top.text("place_country"),
        sector=top.text("sector", required=True),
        hours=top.number("hours", limits.HOURS_DECIMALS, limits.HIGHEST_HOURS),
        lines=_lines(top),
        confirmation=_confirmation(top, today),
        payment=read_payment(top),
        buyer_reference=top.text("buyer_reference"),
        purchase_order=top.text("purchase_order"),
        special_agreement=top.text("special_agreement"),
        comment=top.text("comment"),
    )


def _draft_keys(raw: Mapping[str, Any]) -> dict[str, Any]:
    others = {"today", "until", "cooperative", "member", "client", "first", "events"}
    return {key: value for key, value in raw.items() if key not in others}


def _member(top: Reader) -> tuple[str, str]:
    part = top.part("member", required=True)
    if part is None:
        return "", ""
    name, email = part.text("name", required=True), part.text("email", required=True)
    part.finish()
    for sentence in text_faults(name, 120, multiline=False) or glyph_faults(name, unprintable):
        part.fault("name", sentence)
    fault = address_fault(email) if email else None
    if fault:
        part.fault("email", fault)
    return name, email


def _client(top: Reader) -> ClientFacts:
    part = top.part("client", required=True)
    if part is None:
        return ClientFacts(name="?", country="DE")
    facts = ClientFacts(
        name=part.text("name"),
        country=part.text("country"),
        kind=part.choice("kind", Kind, list(Kind)) or Kind.COMPANY,
        street=part.text("street"),
        postcode=part.text("postcode"),
        town=part.text("town"),
        vat_number=part.text("vat_number"),
        buyer_reference=part.text("buyer_reference"),
        invoice_email=part.text("invoice_email"),
        language=part.choice("language", _language, LANGUAGES) or "de",
        block=part.choice("block", Block, list(Block)) or Block.NONE,
        verified=part.flag("verified", default=True),
    )
    part.finish()
    return facts


def _contact(top: Reader) -> Contact:
    part = top.part("contact", required=True)
    if part is None:
        return Contact()
    for key in ("name", "email"):
        if not part.has(key):
            part.fault(key, S("is missing"))
    return Contact(**_contact_keys(part))


def contact_fields(
    fields: Mapping[str, Any], faults: list[Fault]
) -> tuple[dict[str, Any], list[Fault]]:
    """The given keys of a contact person as values, and the faults of shape among them."""
    return _contact_keys(Reader(fields, "", faults)), faults


def _contact_keys(part: Reader) -> dict[str, Any]:
    found: dict[str, Any] = {
        key: part.text(key, required=key != "phone")
        for key in ("name", "email", "phone")
        if part.has(key)
    }
    if part.has("language"):
        found["language"] = part.choice("language", _language, LANGUAGES)
    part.finish()
    return found


def _lines(top: Reader) -> tuple[Line, ...]:
    lines = []
    for part in top.parts("lines", required=True):
        unit = part.choice("unit", Unit, list(Unit))
        if not part.has("unit"):
            part.fault("unit", S("is missing"))
        lines.append(
            Line(
                text=part.text("text", required=True),
                quantity=part.number(
                    "quantity", limits.QUANTITY_DECIMALS, limits.HIGHEST_QUANTITY, required=True
                ),
                unit=unit,
                unit_price=part.number(
                    "unit_price", limits.PRICE_DECIMALS, limits.HIGHEST_AMOUNT, required=True
                ),
                kind=part.choice("kind", LineKind, list(LineKind)) or LineKind.FEE,
                vat=part.choice("vat", Treatment, list(Treatment)),
            )
        )
        part.finish()
    return tuple(lines)


def _proof(top: Reader, folder: Path) -> Attached | None:
    value = top.value.get("confirmation")
    part = Reader(value, "confirmation", top.faults) if isinstance(value, dict) else None
    return read_file(part, "proof", folder) if part and part.has("proof") else None


def _open_ended(draft: Draft) -> bool:
    rule = draft.payment.recurrence
    return rule is not None and rule.times is None and rule.until is None


def _confirmation(top: Reader, today: date | None) -> ClientConfirmation:
    default = today + timedelta(days=VALID_DAYS) if today else None
    part = top.part("confirmation")
    if part is None:
        return ClientConfirmation(valid_until=default)
    ask = part.flag("ask", default=True)
    valid_until = part.day("valid_until")
    reason = part.choice("skip_reason", SkipReason, list(SkipReason))
    skip_text = part.text("skip_text")
    part.known.add("proof")
    part.finish()
    return ClientConfirmation(ask, valid_until or default, reason, skip_text)


def _language(code: str) -> Language:
    return "en" if code == "en" else "de"
