"""What an advisor may adjust in a review (spec § 5, R9–R11).

`Adjustment` has no field for scope, quantity, price, fee or amounts: what the team must never
touch cannot even be said.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kontor.foundation.refusal import Fault
from kontor.orders.draft import Draft, Mode, Payment, Treatment
from kontor.orders.submitting import Surroundings, faults_to_submit

_INDEX = re.compile(r"\[[0-9]+\]")


@dataclass(frozen=True)
class Adjustment:
    """New values; None leaves a field as it is.

    The client is not among them: it changes only to the twin it is merged into, with all its orders
    and without a new revision (actions/merge_clients.py).

    `treatments`: the VAT treatment of every line, in their order (None: by the rules).
    `dates`: the billing dates in the order of `billing_dates`.
    """

    contact_name: str | None = None
    contact_phone: str | None = None
    place_country: str | None = None
    sector: str | None = None
    treatments: tuple[Treatment | None, ...] | None = None
    dates: tuple[date | None, ...] | None = None
    buyer_reference: str | None = None
    purchase_order: str | None = None


@dataclass(frozen=True)
class Change:
    """A field by its path in the order file, before and after; empty where nothing was there."""

    field: str
    before: str
    after: str


def billing_dates(payment: Payment) -> tuple[tuple[str, date | None], ...]:
    """The dates that the member typed, by their path, in the order of billing."""
    if payment.mode is Mode.INSTALMENTS:
        return tuple(
            (f"payment.parts[{at}].date", part.on) for at, part in enumerate(payment.parts)
        )
    first = ("payment.billing_date", payment.billing_date)
    if payment.mode is Mode.ADVANCE and payment.deposit is not None:
        return (first, ("payment.final_date", payment.final_date))
    return (first,)


def adjusted(draft: Draft, by: Adjustment) -> Draft:
    """The draft with the adjustment; ValueError where it counts other lines or dates."""
    contact = replace(
        draft.contact,
        name=draft.contact.name if by.contact_name is None else by.contact_name,
        phone=draft.contact.phone if by.contact_phone is None else by.contact_phone,
    )
    texts = ("place_country", "sector", "buyer_reference", "purchase_order")
    given = {name: getattr(by, name) for name in texts if getattr(by, name) is not None}
    return replace(
        draft,
        contact=contact,
        lines=draft.lines
        if by.treatments is None
        else tuple(
            replace(line, vat=vat) for line, vat in zip(draft.lines, by.treatments, strict=True)
        ),
        payment=draft.payment if by.dates is None else _with_dates(draft.payment, by.dates),
        **given,
    )


def changes(before: Draft, after: Draft) -> tuple[Change, ...]:
    """What an adjustment changed, in the order of the form."""
    old, new = list(_values(before)), list(_values(after))
    pairs = zip(old, new, strict=True)
    return tuple(Change(field, was, now) for (field, was), (_, now) in pairs if was != now)


def faults_brought_in(after: Draft, made: Sequence[Change], around: Surroundings) -> list[Fault]:
    """What submitting would refuse at the fields that were changed.

    Another day may have brought faults in elsewhere. A line's VAT can be wrong beside another's,
    so all lines count as one field here.
    """
    touched = {_INDEX.sub("", each.field) for each in made}
    return [
        fault for fault in faults_to_submit(after, around) if _INDEX.sub("", fault.field) in touched
    ]


def _with_dates(payment: Payment, dates: Sequence[date | None]) -> Payment:
    if payment.mode is Mode.INSTALMENTS:
        parts = zip(payment.parts, dates, strict=True)
        return replace(payment, parts=tuple(replace(part, on=day) for part, day in parts))
    if len(dates) != len(billing_dates(payment)):
        raise ValueError("an adjustment gives every billing date")
    final = dates[1] if len(dates) > 1 else payment.final_date
    return replace(payment, billing_date=dates[0], final_date=final)


def _values(draft: Draft) -> Iterator[tuple[str, str]]:
    yield "contact.name", draft.contact.name
    yield "contact.phone", draft.contact.phone
    yield "sector", draft.sector
    yield "place_country", draft.place_country
    for at, line in enumerate(draft.lines):
        yield f"lines[{at}].vat", line.vat or ""
    for field, day in billing_dates(draft.payment):
        yield field, day.isoformat() if day else ""
    yield "purchase_order", draft.purchase_order
    yield "buyer_reference", draft.buyer_reference
