"""An offer as it is shown: to the client, and to the team and the member as the client sees it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kontor.foundation.country_names import country_name
from kontor.foundation.sentence import S, Sentence
from kontor.foundation.written import Money, amount_text, money_text
from kontor.orders.draft import LineKind, Treatment, Unit
from kontor.orders.offer import Offer, OfferInvoice, OfferLine
from kontor.orders.plan import InvoiceKind
from kontor.orders.totals import VatGroup
from kontor.pages.shared.parts.shapes import SumLine
from kontor.pages.shared.parts.words import reader_language

KINDS: dict[InvoiceKind, Sentence] = {
    InvoiceKind.INVOICE: S("Invoice over the whole amount"),
    InvoiceKind.DEPOSIT: S("Advance invoice"),
    InvoiceKind.FINAL: S("Final invoice"),
    InvoiceKind.CANCELLATION: S("Cancellation invoice"),
}


@dataclass(frozen=True)
class SheetLine:
    """A line of the price; `quantity` and `unit_price` are ready to be read."""

    text: str
    expense: bool
    flat: bool
    quantity: Sentence
    unit_price: str
    net: Decimal


@dataclass(frozen=True)
class SheetInvoice:
    day: date
    label: Sentence
    gross: Decimal
    due: date


@dataclass(frozen=True)
class OfferSheet:
    """What the template part `parts/offer.html` shows; `offer` holds the rest."""

    offer: Offer
    place: str
    lines: tuple[SheetLine, ...]
    sums: tuple[SumLine, ...]
    total: SumLine
    vat_notes: tuple[Sentence, ...]
    net_and_vat: Sentence
    invoices: tuple[SheetInvoice, ...]


def sheet_of(offer: Offer) -> OfferSheet:
    """The offer in the reader's language."""
    taxed = [group for group in offer.groups if group.rate]
    return OfferSheet(
        offer=offer,
        place=country_name(offer.place_country, reader_language()),
        lines=tuple(_line(line) for line in offer.lines),
        sums=(
            SumLine(S("Net"), offer.net),
            *(SumLine(S("VAT {rate} %", rate=group.rate), group.vat) for group in taxed),
        ),
        total=SumLine(S("Gross"), offer.gross),
        vat_notes=tuple(NOTES[group.treatment] for group in offer.groups if not group.rate),
        net_and_vat=_net_and_vat(offer, taxed),
        invoices=tuple(_invoice(row) for row in offer.invoices),
    )


NOTES: dict[Treatment, Sentence] = {
    Treatment.REVERSE_CHARGE: S("Reverse charge: the client owes the VAT."),
    Treatment.OUTSIDE: S("Not taxable in Germany."),
    Treatment.EXEMPT: S("Exempt from VAT."),
}


def _net_and_vat(offer: Offer, taxed: list[VatGroup]) -> Sentence:
    net = Money(offer.net)
    match taxed:
        case []:
            return S("without German VAT")
        case [group]:
            return S("{net} net + {rate} % VAT", net=net, rate=group.rate)
    return S("{net} net + {vat} VAT", net=net, vat=Money(offer.vat))


def _line(line: OfferLine) -> SheetLine:
    return SheetLine(
        text=line.text,
        expense=line.kind is LineKind.EXPENSE,
        flat=line.unit is Unit.FLAT and line.quantity == 1,
        quantity=_quantity(line),
        unit_price=_unit_price(line),
        net=line.net,
    )


def _quantity(line: OfferLine) -> Sentence:
    n = line.quantity
    one = n == 1
    match line.unit:
        case Unit.HOUR:
            return S("{n} hour", n=n) if one else S("{n} hours", n=n)
        case Unit.DAY:
            return S("{n} day", n=n) if one else S("{n} days", n=n)
        case Unit.PIECE:
            return S("{n} piece", n=n) if one else S("{n} pieces", n=n)
        case Unit.FLAT:
            return S("flat") if one else S("{n} × flat", n=n)


def _unit_price(line: OfferLine) -> str:
    """With all its decimals: a unit price has up to four."""
    language = reader_language()
    decimals = max(2, len(f"{line.unit_price.normalize():f}".partition(".")[2]))
    if decimals == 2:  # noqa: PLR2004  # cents
        return money_text(line.unit_price, language)
    amount = amount_text(line.unit_price, language, decimals)
    return f"€{amount}" if language == "en" else f"{amount}\N{NO-BREAK SPACE}€"


def _invoice(row: OfferInvoice) -> SheetInvoice:
    return SheetInvoice(row.billing_date, KINDS[row.kind], row.gross, row.due_on)
