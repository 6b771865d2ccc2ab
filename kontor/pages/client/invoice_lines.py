"""The lines of an issued invoice as its page shows them, house texts in the reader's language."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kontor.formats.einvoice.values import Kind, Line, LineKind, PrintedInvoice
from kontor.foundation.sentence import Sentence
from kontor.orders.draft import Unit
from kontor.pages.shared.offer_sheet import price_said, units_said
from kontor.pages.shared.parts.words import reader_language


@dataclass(frozen=True)
class ShownLine:
    """A line with its net amount; `quantity` and `unit_price` are ready to be read.

    `unit_price` is empty where it is the net amount itself.
    """

    text: str
    quantity: Sentence
    unit_price: str
    net: Decimal


@dataclass(frozen=True)
class Deduction:
    """An earlier invoice that a final one takes off, with the net and VAT it was over."""

    name: str
    number: str
    issued_on: date
    net: Decimal
    vat: Decimal


@dataclass(frozen=True)
class Deductions:
    """The net of the whole order, and what was invoiced of it before."""

    whole: Decimal
    rows: tuple[Deduction, ...]


def own_lines(printed: PrintedInvoice) -> list[ShownLine]:
    """The lines; what a final invoice deducts is shown apart."""
    return [
        ShownLine(
            _text(line),
            units_said(line.quantity, Unit(line.unit.value)),
            price_said(line.unit_price) if line.unit_price != line.net else "",
            line.net,
        )
        for line in _own(printed)
    ]


def deductions(printed: PrintedInvoice) -> Deductions | None:
    """What a final invoice takes off; None where it takes off nothing."""
    if printed.kind is not Kind.FINAL or not printed.preceding:
        return None
    whole = sum((line.net for line in _own(printed)), Decimal(0))
    return Deductions(whole, tuple(_deducted(printed)))


def _own(printed: PrintedInvoice) -> list[Line]:
    final = printed.kind is Kind.FINAL
    return [line for line in printed.lines if not (final and line.kind is LineKind.DEDUCTION)]


def _deducted(printed: PrintedInvoice) -> Iterator[Deduction]:
    english = reader_language() == "en"
    for each in printed.preceding:
        yield Deduction(
            name=each.name_en if english else each.name_de,
            number=each.number,
            issued_on=each.issued_on,
            net=sum((group.basis for group in each.vat_groups), Decimal(0)),
            vat=sum((group.tax for group in each.vat_groups), Decimal(0)),
        )


def _text(line: Line) -> str:
    return line.text_en if line.text_en and reader_language() == "en" else line.text
