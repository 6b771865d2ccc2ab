"""The order form bound to its texts: the draft they make, and the faults at their places."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import chain
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
    Mode,
    SkipReason,
    Treatment,
    Unit,
)
from kontor.orders.totals import Totals
from kontor.pages.member.order_fields import (
    FIELD_AT,
    PATHS,
    SETS,
    SETS_AFTER,
    SKIP,
    OrderFields,
    Rows,
)
from kontor.pages.member.order_typing import CELLS, KINDS, NEW_ROW, Row, Typed, is_blank_row
from kontor.pages.member.part_nets import nets_of
from kontor.pages.member.payment_fields import FIRST_DATE, chosen_mode, idle_fields
from kontor.pages.member.payment_typing import payment_of
from kontor.pages.shared.forms import add_fault

# The set a row belongs to, its place there, and its fields.
FilledRow = tuple[str, int, forms.BaseForm]


class OrderForm:
    """The form bound to its texts, and the `draft` as far as they can be read.

    `client_id`: the chosen client, if the member may see it. `unreadable`: the paths of the draft
    at which nothing could be read. `idle`: the fields that do not count, as things are chosen.
    """

    def __init__(self, typed: Typed, client_id: int | None) -> None:
        self.typed = replace(typed, rows=_with_empty_rows(typed.rows))
        self.client_id = client_id
        self.idle = idle_fields(typed.texts)
        self.fields = OrderFields(typed.texts)
        self.sets = {prefix: _row_set(prefix, self.typed.rows[prefix]) for prefix in CELLS}
        self.lines = [line for prefix in KINDS for line in self._filled(prefix)]
        self.parts = self._filled("parts")
        self._let_idle_fields_be()
        self.draft = self._draft()
        self.unreadable = self._unreadable()

    def _filled(self, prefix: str) -> list[FilledRow]:
        return [
            (prefix, at, form)
            for at, form in enumerate(self.sets[prefix].forms)
            if not is_blank_row(self.typed.rows[prefix][at])
        ]

    def _let_idle_fields_be(self) -> None:
        """What is typed where it does not count is no fault."""
        for name in self.idle:
            self.fields.errors.pop(name, None)
        if chosen_mode(self.typed.texts) is not Mode.INSTALMENTS:
            for _, _, part in self.parts:
                part.errors.clear()

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
            service_to=None if "service_to" in self.idle else value("service_to"),
            place_country=value("place_country"),
            sector=value("sector"),
            hours=value("hours"),
            lines=tuple(
                _line(KINDS[prefix], form, with_vat=value("vat_per_line"))
                for prefix, _, form in self.lines
            ),
            confirmation=ClientConfirmation(
                ask=value("confirmation") != SKIP,
                valid_until=value("valid_until"),
                skip_reason=_skip_reason(value("skip_reason")),
                skip_text=value("skip_text"),
            ),
            payment=payment_of(
                self.typed.texts, value, [_reader(part) for _, _, part in self.parts]
            ),
            buyer_reference=value("buyer_reference"),
            purchase_order=value("purchase_order"),
            special_agreement=value("special_agreement"),
            comment=value("comment"),
        )

    def _unreadable(self) -> set[str]:
        found = {PATHS.get(name, name) for name in self.fields.errors}
        for at, (_, _, form) in enumerate(self.lines):
            found |= {f"lines[{at}].{name}" for name in form.errors}
        for at, (_, _, form) in enumerate(self.parts):
            found |= {f"payment.parts[{at}].{name}" for name in form.errors}
        return found

    def nets(self, sums: Totals) -> Iterator[tuple[str, int, Decimal | None]]:
        """(set, place in it, net) of every row that is filled in."""
        lines = zip(self.lines, sums.line_nets, strict=True)
        payment = self.draft.payment
        parts = zip(self.parts, nets_of(payment.parts, sums.net), strict=False)
        for (prefix, at, _), net in chain(lines, parts):
            yield prefix, at, net

    def show(self, faults: Iterable[Fault]) -> None:
        """Put each fault at its field; what has no field of its own stands at the client."""
        for fault in faults:
            form, name = self._place(fault.field)
            add_fault(form, name, fault)

    def entries(self) -> Iterator[tuple[forms.BaseForm, str]]:
        """(form, field) of everything on the page, from top to bottom."""
        for name in self.fields.fields:
            yield self.fields, name
            for prefix in SETS_AFTER.get(name, ()):
                for form in self.sets[prefix].forms:
                    yield from ((form, cell) for cell in CELLS[prefix])

    def _place(self, path: str) -> tuple[forms.BaseForm, str]:
        row = re.fullmatch(r"(lines|payment\.parts)\[([0-9]+)\]\.(\w+)", path)
        if row:
            prefix, _, form = (self.lines if row[1] == "lines" else self.parts)[int(row[2])]
            return form, _cell(prefix, row[3])
        if path == "lines":
            return self.sets["fees"].forms[0], "text"
        mode = chosen_mode(self.typed.texts)
        if path == "payment.parts" or (path == "payment.billing_date" and mode not in FIRST_DATE):
            return self.sets["parts"].forms[0], "share"
        name = FIELD_AT.get(path, path)
        if path == "payment.billing_date":
            name = FIRST_DATE[mode]
        elif path == "payment.times":
            name = self.typed.texts["ends"] or "ends"
        return self.fields, name if name in self.fields.fields else "client"


def _cell(prefix: str, name: str) -> str:
    """The cell of a row at which a fault of this name stands."""
    name = {"date": "on", "amount": "share", "percent": "share"}.get(name, name)
    return name if name in CELLS[prefix] else CELLS[prefix][0]


def _with_empty_rows(rows: dict[str, list[Row]]) -> dict[str, list[Row]]:
    least = {"fees": 1, "expenses": 0, "parts": 2}
    return {
        prefix: here or [dict(NEW_ROW[prefix]) for _ in range(least[prefix])]
        for prefix, here in rows.items()
    }


def _row_set(prefix: str, rows: list[Row]) -> Rows:
    data = {f"{prefix}-TOTAL_FORMS": str(len(rows)), f"{prefix}-INITIAL_FORMS": "0"}
    for at, row in enumerate(rows):
        data |= {f"{prefix}-{at}-{name}": text for name, text in row.items()}
    return SETS[prefix](data, prefix=prefix)


def _line(kind: LineKind, form: forms.BaseForm, *, with_vat: bool) -> Line:
    value = _reader(form)
    unit = value("unit")
    return Line(
        text=value("text"),
        quantity=value("quantity"),
        unit=Unit(unit) if unit else None,
        unit_price=value("unit_price"),
        kind=kind,
        vat=Treatment(value("vat")) if with_vat and value("vat") else None,
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
