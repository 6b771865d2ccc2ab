"""The table of the printed page: its lines, and what a final invoice takes off again."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import accumulate, islice
from typing import Any, Final

from kontor.formats.einvoice import figures
from kontor.formats.einvoice.values import (
    Category,
    Kind,
    Line,
    LineKind,
    Preceding,
    PrintedInvoice,
    Unit,
    VatGroup,
)
from kontor.formats.einvoice.xml import line_description

Pair = dict[str, str]
Sheet = dict[str, Any]

UNITS: Final = {
    Unit.HOUR: ("Std.", "h"),
    Unit.DAY: ("Tage", "days"),
    Unit.PIECE: ("Stück", "pcs"),
    Unit.FLAT: ("pauschal", "flat"),
}
NO_TAX: Final = "–"
# What an earlier invoice over nothing takes off.
NOTHING: Final = VatGroup(
    category=Category.EXEMPT, rate=Decimal(0), basis=Decimal(0), tax=Decimal(0)
)
# A line with more characters or line breaks may itself break over the page.
LONG_LINE: Final = 300
LONG_BREAKS: Final = 6


def pair(german: str, english: str) -> Pair:
    """A text of the house in both languages, German first."""
    return {"main": german, "other": english}


def table_lines(lines: tuple[Line, ...]) -> Iterator[Sheet]:
    """The rows of the lines, each with the sum carried so far."""
    carried = accumulate(line.net for line in lines)
    for line, so_far in zip(lines, carried, strict=True):
        yield {
            "text": line.text,
            "below": line_description(line),
            "quantity": quantity_text(line),
            "price": figures.german(line.unit_price),
            "vat": rate_text(line.category, line.rate),
            "net": figures.german(line.net, most=2),
            "carried": figures.german(so_far, most=2),
            "wide": line.kind is LineKind.DEDUCTION,
            "long": len(line.text) > LONG_LINE or line.text.count("\n") > LONG_BREAKS,
        }


def own_lines(invoice: PrintedInvoice) -> tuple[Line, ...]:
    """The lines of the table; what a final invoice takes off stands in a block of its own."""
    if invoice.kind is not Kind.FINAL:
        return invoice.lines
    return tuple(line for line in invoice.lines if line.kind is not LineKind.DEDUCTION)


def deductions(invoice: PrintedInvoice) -> Sheet | None:
    """What was invoiced before, with net and VAT of each invoice and rate (§ 14 (5) UStG)."""
    if invoice.kind is not Kind.FINAL or not invoice.preceding:
        return None
    whole = sum((line.net for line in own_lines(invoice)), Decimal(0))
    return {
        "whole": {
            **pair("Gesamter Auftrag netto", "Whole order, net"),
            "amount": figures.german(whole, most=2),
        },
        "rows": list(_deducted(invoice.preceding, whole)),
    }


def _deducted(preceding: tuple[Preceding, ...], whole: Decimal) -> Iterator[Sheet]:
    german, english = figures.german_day, figures.english_day
    left = whole
    for earlier in preceding:
        before, left = left, left - sum((each.basis for each in earlier.vat_groups), Decimal(0))
        yield {
            **pair(
                f"{earlier.name_de}: {earlier.number} vom {german(earlier.issued_on)}",
                f"{earlier.name_en}: {earlier.number} of {english(earlier.issued_on)}",
            ),
            "rates": list(_deducted_rates(earlier.vat_groups or (NOTHING,), before)),
        }


def _deducted_rates(groups: tuple[VatGroup, ...], before: Decimal) -> Iterator[Sheet]:
    left = accumulate((-group.basis for group in groups), initial=before)
    for group, carried in zip(groups, islice(left, 1, None), strict=True):
        yield {
            "tax": figures.german(-group.tax, most=2),
            "vat": rate_text(group.category, group.rate),
            "net": figures.german(-group.basis, most=2),
            "carried": figures.german(carried, most=2),
        }


def quantity_text(line: Line) -> Pair:
    """The quantity with its unit; one flat amount needs no number."""
    german, english = UNITS[line.unit]
    if line.unit is Unit.DAY and abs(line.quantity) == 1:
        german, english = "Tag", "day"
    number = figures.german(line.quantity, least=0)
    if line.unit is Unit.FLAT and line.quantity == 1:
        return pair(german, english)
    return pair(f"{number} {german}", english)


def rate_text(category: Category, rate: Decimal) -> str:
    """The rate in percent, or a dash where no tax is charged."""
    if category in (Category.STANDARD, Category.ZERO):
        return f"{figures.german(rate, least=0)} %"
    return NO_TAX
