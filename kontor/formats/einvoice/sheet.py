"""What stands on the printed page: every word and number of an invoice as finished text.

The layout (layout.typ) is given these texts as data and only puts them in their places. House
texts come as a pair, German and English; texts of people stand once, as typed.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import accumulate
from typing import Any, Final

from kontor.formats.einvoice import figures
from kontor.formats.einvoice.values import (
    Category,
    Kind,
    Line,
    PrintedInvoice,
    Profile,
    Seller,
    Unit,
    VatGroup,
)
from kontor.formats.einvoice.xml import legal_notes, line_description

Pair = dict[str, str]
Sheet = dict[str, Any]

TITLES: Final = {
    Kind.INVOICE: ("Rechnung", "Invoice"),
    Kind.DEPOSIT: ("Rechnung", "Invoice"),
    Kind.FINAL: ("Schlussrechnung", "Final invoice"),
    Kind.CANCELLATION: ("Stornorechnung", "Cancellation invoice"),
}
NUMBERS: Final = {Kind.CANCELLATION: ("Stornonummer", "Cancellation number")}
UNITS: Final = {
    Unit.HOUR: ("Std.", "h"),
    Unit.DAY: ("Tage", "days"),
    Unit.PIECE: ("Stück", "pcs"),
    Unit.FLAT: ("pauschal", "flat"),
}
STANDARDS: Final = {
    Profile.EN16931: "ZUGFeRD, EN 16931",
    Profile.XRECHNUNG: "XRechnung, EN 16931",
}
NO_TAX: Final = "–"
# A line with more characters or line breaks may itself break over the page.
LONG_LINE: Final = 300
LONG_BREAKS: Final = 6


def compose(invoice: PrintedInvoice) -> Sheet:
    """The texts of an invoice that has its number, in the shape layout.typ reads.

    Raises:
        ValueError: the invoice has no number.
    """
    if invoice.number is None:
        raise ValueError("an invoice without a number is not printed")
    german, english = TITLES[invoice.kind]
    return {
        "number": invoice.number,
        "issued_on": _ymd(invoice.issued_on),
        "issued_on_text": figures.german_day(invoice.issued_on),
        "kind": pair(german, english),
        "subtitle": _subtitle(invoice),
        "seller": _seller(invoice.seller),
        "standard": STANDARDS[invoice.profile],
        "address": list(_address(invoice)),
        "facts": [{**names, "value": value} for names, value in _facts(invoice) if value],
        "title": invoice.title,
        "description": invoice.description,
        "lines": list(_lines(invoice.lines)),
        "sums": list(_sums(invoice)),
        "total": {**_total_name(invoice), "amount": figures.german_euro(invoice.gross)},
        "notes": list(_notes(invoice)),
        "special_agreement": invoice.special_agreement,
        "payment": _payment(invoice),
        "closing": _closing(invoice),
    }


def pair(german: str, english: str) -> Pair:
    """A text of the house in both languages."""
    return {"de": german, "en": english}


def asks_for_payment(invoice: PrintedInvoice) -> bool:
    """Whether there is something to pay, and so a payment box with a code."""
    return invoice.gross > 0 and invoice.kind is not Kind.CANCELLATION


def _ymd(day: date) -> list[int]:
    return [day.year, day.month, day.day]


def _subtitle(invoice: PrintedInvoice) -> Pair | None:
    if invoice.kind is Kind.DEPOSIT:
        return pair(
            "Anzahlungsrechnung, vor Ende der Leistung",
            "Advance invoice, before the service ends",
        )
    if invoice.kind is Kind.CANCELLATION:
        (cancelled,) = invoice.preceding
        return pair(
            f"zur Rechnung {cancelled.number} vom {figures.german_day(cancelled.issued_on)}",
            f"for invoice {cancelled.number} of {figures.english_day(cancelled.issued_on)}",
        )
    return None


def _seller(seller: Seller) -> Sheet:
    address = seller.address
    street = ", ".join(filter(None, (address.street, f"{address.postcode} {address.town}")))
    back = (seller.name, address.street, f"{address.postcode} {address.town}")
    return {
        "name": seller.name,
        "short_name": seller.short_name,
        "strapline": " / ".join(filter(None, (seller.strapline_de, seller.strapline_en))),
        "return_address": " · ".join(filter(None, back)),
        "columns": [
            [seller.name, street, address.country_name],
            [seller.contact.phone, seller.contact.email, seller.website],
            [
                f"USt-IdNr. / VAT no. {seller.vat_number}",
                f"Steuernummer / Tax no. {seller.tax_number}",
                seller.register_number,
            ],
        ],
        "legal": legal_notes(seller),
    }


def _address(invoice: PrintedInvoice) -> Iterator[str]:
    buyer, address = invoice.buyer, invoice.buyer.address
    town = f"{address.postcode} {address.town}".strip()
    abroad = address.country != invoice.seller.address.country
    country = address.country_name.upper() if abroad else ""  # in capitals: DIN 5008
    yield from filter(None, (buyer.name, buyer.addition, address.street, town, country))


def _facts(invoice: PrintedInvoice) -> Iterator[tuple[Pair, str]]:
    number = NUMBERS.get(invoice.kind, ("Rechnungsnummer", "Invoice number"))
    yield pair(*number), invoice.number or ""
    yield pair("Rechnungsdatum", "Invoice date"), figures.german_day(invoice.issued_on)
    service = figures.period(invoice.service_from, invoice.service_to)
    yield pair("Leistungszeitraum", "Service period"), service
    yield pair("Auftrag", "Order"), invoice.order_number
    yield pair("Ihre Bestellnummer", "Your purchase order"), invoice.purchase_order
    yield pair("Ihre Referenz", "Your reference"), invoice.buyer.buyer_reference
    if not _has(invoice, Category.OUTSIDE):
        yield pair("Ihre USt-IdNr.", "Your VAT number"), invoice.buyer.vat_number
    yield pair("Leistung durch", "Service by"), invoice.member_name


def _has(invoice: PrintedInvoice, category: Category) -> bool:
    return any(group.category is category for group in invoice.vat_groups)


def _lines(lines: tuple[Line, ...]) -> Iterator[Sheet]:
    carried = accumulate(line.net for line in lines)
    for line, so_far in zip(lines, carried, strict=True):
        yield {
            "text": line.text,
            "below": line_description(line),
            "quantity": _quantity(line),
            "price": figures.german(line.unit_price),
            "vat": _rate(line.category, line.rate),
            "net": figures.german(line.net, most=2),
            "carried": figures.german_euro(so_far),
            "long": len(line.text) > LONG_LINE or line.text.count("\n") > LONG_BREAKS,
        }


def _quantity(line: Line) -> Pair:
    german, english = UNITS[line.unit]
    if line.unit is Unit.DAY and abs(line.quantity) == 1:
        german, english = "Tag", "day"
    number = figures.german(line.quantity, least=0)
    if line.unit is Unit.FLAT and line.quantity == 1:
        return pair(german, english)
    return pair(f"{number} {german}", english)


def _rate(category: Category, rate: Decimal) -> str:
    if category in (Category.STANDARD, Category.ZERO):
        return f"{figures.german(rate, least=0)} %"
    return NO_TAX


def _sums(invoice: PrintedInvoice) -> Iterator[Sheet]:
    yield {**pair("Netto", "Net"), "amount": figures.german_euro(invoice.net)}
    several = len(invoice.vat_groups) > 1
    for group in invoice.vat_groups:
        yield {**_group_name(group, several=several), "amount": figures.german_euro(group.tax)}


def _group_name(group: VatGroup, *, several: bool) -> Pair:
    rate = _rate(group.category, group.rate)
    german, english = (
        ("Umsatzsteuer", "VAT") if rate == NO_TAX else (f"Umsatzsteuer {rate}", f"VAT {rate}")
    )
    if not several:
        return pair(german, english)
    return pair(f"{german} auf {figures.german_euro(group.basis)}", english)


def _total_name(invoice: PrintedInvoice) -> Pair:
    if invoice.kind is Kind.CANCELLATION:
        return pair("Stornobetrag", "Cancelled total")
    return pair("Rechnungsbetrag", "Total")


def _notes(invoice: PrintedInvoice) -> Iterator[Pair]:
    for group in invoice.vat_groups:
        if group.reason_de or group.reason_en:
            yield pair(group.reason_de, group.reason_en)


def _payment(invoice: PrintedInvoice) -> Sheet | None:
    if not asks_for_payment(invoice):
        return None
    bank, due = invoice.seller.bank, invoice.due_on
    until = (
        (f" bis {figures.german_day(due)}", f" by {figures.english_day(due)}") if due else ("", "")
    )
    return {
        "heading": pair(
            f"Bitte zahlen Sie {figures.german_euro(invoice.gross)}{until[0]}",
            f"Please pay {figures.english_euro(invoice.gross)}{until[1]}",
        ),
        "terms": pair(invoice.payment_terms_de, invoice.payment_terms_en),
        "iban": figures.grouped_iban(bank.iban),
        "bic": bank.bic,
        "recipient": bank.holder,
        "reference": invoice.number,
    }


def _closing(invoice: PrintedInvoice) -> Pair | None:
    if asks_for_payment(invoice):
        return None
    if invoice.kind is Kind.CANCELLATION:
        (cancelled,) = invoice.preceding
        return pair(
            f"Diese Stornorechnung hebt die Rechnung {cancelled.number} vollständig auf. "
            "Es ist nichts zu zahlen.",
            f"This cancellation invoice cancels invoice {cancelled.number} in full. "
            "There is nothing to pay.",
        )
    return pair("Es ist nichts zu zahlen.", "There is nothing to pay.")
