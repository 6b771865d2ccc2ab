"""The order form as it was typed: its texts, from a posted form or from a stored draft.

Both are shown the same way, and nothing that was typed is ever changed on the page.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.http import QueryDict

from kontor.cooperative.deadlines import deadline
from kontor.foundation.text import is_blank
from kontor.orders.draft import (
    ClientConfirmation,
    Draft,
    LineKind,
    Payment,
)
from kontor.pages.member.order_fields import (
    ASK,
    SETS,
    SKIP,
    OrderFields,
)
from kontor.pages.member.payment_typing import part_row, payment_texts
from kontor.pages.shared.forms import (
    written_amount,
    written_day,
    written_number,
)

KINDS = {"fees": LineKind.FEE, "expenses": LineKind.EXPENSE}
CELLS = {
    "fees": ("text", "quantity", "unit", "unit_price", "vat"),
    "expenses": ("text", "quantity", "unit", "unit_price", "vat"),
    "parts": ("on", "share"),
}
NEW_ROW = {prefix: one.usual for prefix, one in SETS.items()}

_CELL = re.compile(r"(fees|expenses|parts)-([0-9]{1,4})-([a-z_]+|DELETE)")

Row = dict[str, str]


@dataclass
class Typed:
    """The texts of the form. `numbers`: the place each row has on the reader's page."""

    texts: dict[str, str]
    rows: dict[str, list[Row]]
    numbers: dict[str, list[int]] = field(default_factory=lambda: {prefix: [] for prefix in CELLS})


def from_post(post: QueryDict) -> Typed:
    """What a browser sent; removed rows are left out."""
    found: dict[str, dict[int, Row]] = {prefix: {} for prefix in CELLS}
    for name in post:
        cell = _CELL.fullmatch(name)
        if cell and cell[3] in (*CELLS[cell[1]], "DELETE"):
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
    rows: dict[str, list[Row]] = {prefix: [] for prefix in CELLS}
    rows["parts"] = [part_row(part) for part in draft.payment.parts]
    for line in draft.lines:
        prefix = "fees" if line.kind is LineKind.FEE else "expenses"
        rows[prefix].append(
            {
                "text": line.text,
                "quantity": written_number(line.quantity),
                "unit": line.unit.value if line.unit else "",
                "unit_price": written_amount(line.unit_price),
                "vat": line.vat or "",
            }
        )
    return Typed(_texts_of(draft), rows)


def blank(today: date) -> Typed:
    """A new order with one empty fee line."""
    return from_draft(blank_draft(today))


def blank_draft(today: date) -> Draft:
    """What a new order holds before anything is typed: the house's usual deadline and term."""
    valid_until = today + timedelta(days=deadline("offer_days"))
    return Draft(
        confirmation=ClientConfirmation(valid_until=valid_until),
        payment=Payment(term_days=deadline("term_days")),
    )


def _texts_of(draft: Draft) -> dict[str, str]:
    contact = draft.contact
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
        "vat_per_line": "on" if any(line.vat for line in draft.lines) else "",
        "confirmation": ASK if draft.confirmation.ask else SKIP,
        "valid_until": written_day(draft.confirmation.valid_until),
        "skip_reason": draft.confirmation.skip_reason or "",
        "skip_text": draft.confirmation.skip_text,
        **payment_texts(draft.payment),
        "purchase_order": draft.purchase_order,
        "buyer_reference": draft.buyer_reference,
        "special_agreement": draft.special_agreement,
        "comment": draft.comment,
    }


def is_blank_row(row: Mapping[str, str]) -> bool:
    """Whether nothing is typed in a row; a unit and a VAT treatment alone are nothing."""
    return all(is_blank(text) for name, text in row.items() if name not in {"unit", "vat"})
