"""The order form as it was typed: its texts, the draft they make, and the faults at their places.

Texts come from a posted form or from a stored draft; both are shown the same way, and nothing
that was typed is ever changed on the page.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from django import forms
from django.http import QueryDict

from kontor.foundation.refusal import Fault
from kontor.foundation.text import is_blank
from kontor.foundation.written import Language
from kontor.orders.draft import (
    ClientConfirmation,
    Contact,
    Draft,
    Line,
    LineKind,
    Payment,
    SkipReason,
    Unit,
)
from kontor.pages.member.order_fields import (
    ASK,
    FIELD_AT,
    LAST_BEFORE_LINES,
    PATHS,
    SETS,
    SKIP,
    LineFields,
    Lines,
    OrderFields,
)
from kontor.pages.shared.forms import (
    add_fault,
    written_amount,
    written_day,
    written_number,
)

KINDS = {"fees": LineKind.FEE, "expenses": LineKind.EXPENSE}
CELLS = ("text", "quantity", "unit", "unit_price")
NEW_ROW = {prefix: {"unit": one.usual_unit.value} for prefix, one in SETS.items()}
OFFER_DAYS = timedelta(days=7)

_CELL = re.compile(r"(fees|expenses)-([0-9]{1,4})-(text|quantity|unit|unit_price|DELETE)")

Row = dict[str, str]


@dataclass
class Typed:
    """The texts of the form. `numbers`: the place each row has on the reader's page."""

    texts: dict[str, str]
    rows: dict[str, list[Row]]
    numbers: dict[str, list[int]] = field(default_factory=lambda: {"fees": [], "expenses": []})


def from_post(post: QueryDict) -> Typed:
    """What a browser sent; removed rows are left out."""
    found: dict[str, dict[int, Row]] = {"fees": {}, "expenses": {}}
    for name in post:
        cell = _CELL.fullmatch(name)
        if cell:
            row = found[cell[1]].setdefault(int(cell[2]), {})
            row[cell[3]] = str(post.get(name, ""))
    kept = {
        prefix: {number: row for number, row in sorted(rows.items()) if not row.get("DELETE")}
        for prefix, rows in found.items()
    }
    return Typed(
        texts={name: str(post.get(name, "")) for name in OrderFields.base_fields},
        rows={prefix: list(rows.values()) for prefix, rows in kept.items()},
        numbers={prefix: list(rows) for prefix, rows in kept.items()},
    )


def from_draft(draft: Draft) -> Typed:
    """A stored draft as it would be typed."""
    rows: dict[str, list[Row]] = {"fees": [], "expenses": []}
    for line in draft.lines:
        prefix = "fees" if line.kind is LineKind.FEE else "expenses"
        rows[prefix].append(
            {
                "text": line.text,
                "quantity": written_number(line.quantity),
                "unit": line.unit.value if line.unit else "",
                "unit_price": written_amount(line.unit_price),
            }
        )
    return Typed(_texts_of(draft), rows)


def blank(today: date) -> Typed:
    """A new order with one empty fee line."""
    return from_draft(blank_draft(today))


def blank_draft(today: date) -> Draft:
    """What a new order holds before anything is typed: the offer valid for a week."""
    return Draft(confirmation=ClientConfirmation(valid_until=today + OFFER_DAYS))


def _with_a_fee(rows: dict[str, list[Row]]) -> dict[str, list[Row]]:
    return rows if rows["fees"] else {**rows, "fees": [dict(NEW_ROW["fees"])]}


def _texts_of(draft: Draft) -> dict[str, str]:
    contact, payment = draft.contact, draft.payment
    return {
        "client": str(draft.client_id or ""),
        "contact_name": contact.name,
        "contact_email": contact.email,
        "contact_phone": contact.phone,
        "contact_language": contact.language or "",
        "sector": draft.sector,
        "title": draft.title,
        "description": draft.description,
        "service_from": written_day(draft.service_from),
        "service_to": written_day(draft.service_to),
        "hours": written_number(draft.hours),
        "place_country": draft.place_country,
        "confirmation": ASK if draft.confirmation.ask else SKIP,
        "valid_until": written_day(draft.confirmation.valid_until),
        "skip_reason": draft.confirmation.skip_reason or "",
        "skip_text": draft.confirmation.skip_text,
        "billing_date": written_day(payment.billing_date),
        "term_days": written_number(payment.term_days),
        "purchase_order": draft.purchase_order,
        "buyer_reference": draft.buyer_reference,
        "special_agreement": draft.special_agreement,
        "comment": draft.comment,
    }


class OrderForm:
    """The form bound to its texts, and the `draft` as far as they can be read.

    `client_id`: the chosen client, if the member may see it. `unreadable`: the paths of the draft
    at which nothing could be read.
    """

    def __init__(self, typed: Typed, client_id: int | None) -> None:
        self.typed = replace(typed, rows=_with_a_fee(typed.rows))
        self.client_id = client_id
        self.fields = OrderFields(typed.texts)
        self.sets = {prefix: _line_set(prefix, self.typed.rows[prefix]) for prefix in KINDS}
        self.lines = [
            (prefix, at, form)
            for prefix, lines in self.sets.items()
            for at, form in enumerate(lines.forms)
            if not is_blank_row(self.typed.rows[prefix][at])
        ]
        self.draft = self._draft()
        self.unreadable = self._unreadable()

    def _draft(self) -> Draft:
        value = _reader(self.fields)
        return Draft(
            client_id=self.client_id,
            contact=Contact(
                name=value("contact_name"),
                email=value("contact_email"),
                phone=value("contact_phone"),
                language=_language(value("contact_language")),
            ),
            title=value("title"),
            description=value("description"),
            service_from=value("service_from"),
            service_to=value("service_to"),
            place_country=value("place_country"),
            sector=value("sector"),
            hours=value("hours"),
            lines=tuple(_line(KINDS[prefix], form) for prefix, _, form in self.lines),
            confirmation=ClientConfirmation(
                ask=value("confirmation") != SKIP,
                valid_until=value("valid_until"),
                skip_reason=_skip_reason(value("skip_reason")),
                skip_text=value("skip_text"),
            ),
            payment=Payment(billing_date=value("billing_date"), term_days=value("term_days")),
            buyer_reference=value("buyer_reference"),
            purchase_order=value("purchase_order"),
            special_agreement=value("special_agreement"),
            comment=value("comment"),
        )

    def _unreadable(self) -> set[str]:
        found = {PATHS.get(name, name) for name in self.fields.errors}
        for at, (_, _, form) in enumerate(self.lines):
            found |= {f"lines[{at}].{name}" for name in form.errors}
        return found

    def show(self, faults: Iterable[Fault]) -> None:
        """Put each fault at its field; what has no field of its own stands at the client."""
        for fault in faults:
            form, name = self._place(fault.field)
            add_fault(form, name, fault)

    def entries(self) -> Iterator[tuple[forms.BaseForm, str]]:
        """(form, field) of everything on the page, from top to bottom."""
        for name in self.fields.fields:
            yield self.fields, name
            if name == LAST_BEFORE_LINES:
                for lines in self.sets.values():
                    yield from ((form, cell) for form in lines.forms for cell in CELLS)

    def _place(self, path: str) -> tuple[forms.BaseForm, str]:
        line = re.fullmatch(r"lines\[([0-9]+)\]\.(\w+)", path)
        if line:
            form = self.lines[int(line[1])][2]
            return form, line[2] if line[2] in CELLS else "text"
        if path == "lines":
            return self.sets["fees"].forms[0], "text"
        name = FIELD_AT.get(path, path)
        return self.fields, name if name in self.fields.fields else "client"


def with_stored(draft: Draft, stored: Draft, paths: Iterable[str]) -> Draft:
    """The draft with what is stored at the given paths, and faulty cells of lines left empty.

    So a draft can be kept although some of what was typed cannot.
    """
    for path in paths:
        line = re.fullmatch(r"lines\[([0-9]+)\]\.(\w+)", path)
        if line:
            draft = _with_empty_cell(draft, int(line[1]), line[2])
        else:
            names = ["client_id"] if path == "client" else path.split(".")
            draft = _put(draft, names, stored)
    return draft


def _put(value: Any, names: list[str], stored: Any) -> Any:
    first, kept = names[0], getattr(stored, names[0])
    new = kept if len(names) == 1 else _put(getattr(value, first), names[1:], kept)
    return replace(value, **{first: new})


def _with_empty_cell(draft: Draft, at: int, name: str) -> Draft:
    empty: Any = "" if name == "text" else None
    lines = list(draft.lines)
    lines[at] = replace(lines[at], **{name: empty})
    return replace(draft, lines=tuple(lines))


def _line_set(prefix: str, rows: list[Row]) -> Lines:
    data = {f"{prefix}-TOTAL_FORMS": str(len(rows)), f"{prefix}-INITIAL_FORMS": "0"}
    for at, row in enumerate(rows):
        data |= {f"{prefix}-{at}-{name}": text for name, text in row.items()}
    return SETS[prefix](data, prefix=prefix)


def is_blank_row(row: Mapping[str, str]) -> bool:
    """Whether nothing is typed in a row; a unit alone is nothing."""
    return all(is_blank(row.get(name, "")) for name in CELLS if name != "unit")


def _line(kind: LineKind, form: LineFields) -> Line:
    value = _reader(form)
    unit = value("unit")
    return Line(
        text=value("text"),
        quantity=value("quantity"),
        unit=Unit(unit) if unit else None,
        unit_price=value("unit_price"),
        kind=kind,
    )


def _reader(form: forms.BaseForm) -> Callable[[str], Any]:
    """Values of a form by field; a field that cannot be read is empty."""
    form.is_valid()  # reads every field, once
    values = form.cleaned_data
    return lambda name: values.get(name, form.fields[name].clean(""))


def _skip_reason(key: str) -> SkipReason | None:
    return SkipReason(key) if key else None


def _language(code: str) -> Language | None:
    return "en" if code == "en" else "de" if code == "de" else None
