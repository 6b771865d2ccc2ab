"""The order form bound to its texts: the draft they make, and the faults at their places."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

from django import forms

from kontor.foundation.refusal import Fault
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
    FIELD_AT,
    LAST_BEFORE_LINES,
    PATHS,
    SETS,
    SKIP,
    LineFields,
    Lines,
    OrderFields,
)
from kontor.pages.member.order_typing import CELLS, KINDS, NEW_ROW, Row, Typed, is_blank_row
from kontor.pages.shared.forms import add_fault


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


def _with_a_fee(rows: dict[str, list[Row]]) -> dict[str, list[Row]]:
    return rows if rows["fees"] else {**rows, "fees": [dict(NEW_ROW["fees"])]}


def _line_set(prefix: str, rows: list[Row]) -> Lines:
    data = {f"{prefix}-TOTAL_FORMS": str(len(rows)), f"{prefix}-INITIAL_FORMS": "0"}
    for at, row in enumerate(rows):
        data |= {f"{prefix}-{at}-{name}": text for name, text in row.items()}
    return SETS[prefix](data, prefix=prefix)


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
