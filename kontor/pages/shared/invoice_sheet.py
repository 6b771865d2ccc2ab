"""An invoice as it is or will be printed, shown to people with an account."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kontor.formats.einvoice.values import Kind, Line, LineKind, Preceding, PrintedInvoice
from kontor.foundation.money import ZERO
from kontor.foundation.sentence import S, Sentence
from kontor.orders.draft import Unit
from kontor.pages.shared.offer_sheet import price_said, units_said
from kontor.pages.shared.parts.shapes import SumLine
from kontor.pages.shared.parts.words import reader_language


@dataclass(frozen=True)
class SheetLine:
    """A line; `quantity` and `unit_price` are ready to be read."""

    text: str
    expense: bool
    quantity: Sentence
    unit_price: str
    net: Decimal


@dataclass(frozen=True)
class Deducted:
    """An earlier invoice that a final one takes off; `number` is empty while it is to come."""

    name: str
    number: str
    day: date
    net: Decimal
    vat: Decimal


@dataclass(frozen=True)
class InvoiceSheet:
    """What the template part `parts/invoice.html` shows; `paper` holds the rest.

    `whole`: the net of all lines of a final invoice, from which `deducted` is taken. `terms`: how
    it is paid.
    """

    paper: PrintedInvoice
    lines: tuple[SheetLine, ...]
    deducted: tuple[Deducted, ...]
    whole: Decimal
    sums: tuple[SumLine, ...]
    total: SumLine
    vat_notes: tuple[str, ...]
    terms: str


def sheet_of(paper: PrintedInvoice) -> InvoiceSheet:
    """The paper in the reader's language."""
    final, english = paper.kind is Kind.FINAL, reader_language() == "en"
    own = [line for line in paper.lines if not (final and line.kind is LineKind.DEDUCTION)]
    taken_off = paper.preceding if final else ()
    return InvoiceSheet(
        paper=paper,
        lines=tuple(_line(line, english=english) for line in own),
        deducted=tuple(_deducted(each, english=english) for each in taken_off),
        whole=sum((line.net for line in own), ZERO),
        sums=tuple(_sums(paper)),
        total=SumLine(S("Gross"), paper.gross),
        vat_notes=tuple(vat_notes(paper)),
        terms=paper.payment_terms_en if english else paper.payment_terms_de,
    )


def _line(line: Line, *, english: bool) -> SheetLine:
    return SheetLine(
        text=line.text_en if line.text_en and english else line.text,
        expense=line.kind is LineKind.EXPENSE,
        quantity=units_said(line.quantity, Unit(line.unit.value)),
        unit_price=price_said(line.unit_price),
        net=line.net,
    )


def _deducted(each: Preceding, *, english: bool) -> Deducted:
    return Deducted(
        name=each.name_en if english else each.name_de,
        number=each.number,
        day=each.issued_on,
        net=sum((group.basis for group in each.vat_groups), ZERO),
        vat=sum((group.tax for group in each.vat_groups), ZERO),
    )


def _sums(paper: PrintedInvoice) -> Iterator[SumLine]:
    rest = paper.kind is Kind.FINAL and paper.preceding
    yield SumLine(S("Remaining net") if rest else S("Net"), paper.net)
    for group in paper.vat_groups:
        if group.rate:
            yield SumLine(S("VAT {rate} %", rate=group.rate), group.tax)


def vat_notes(paper: PrintedInvoice) -> Iterator[str]:
    """Why there is no German VAT, in the words of the invoice; no line ends after a §."""
    english = reader_language() == "en"
    for group in paper.vat_groups:
        reason = group.reason_en if english else group.reason_de
        if reason and not group.rate:
            yield reason.replace("§ ", "§\N{NO-BREAK SPACE}")
