"""What stands on the printed page: every word and number of an invoice as finished text.

The layout (frame.typ, layout.typ) is given these texts as data and only puts them in their places.
House texts come as a pair, German and English; texts of people stand once, as typed.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Final

from kontor.formats.einvoice import figures
from kontor.formats.einvoice.sheet_lines import (
    NO_TAX,
    Pair,
    Sheet,
    deductions,
    own_lines,
    pair,
    rate_text,
    table_lines,
)
from kontor.formats.einvoice.values import (
    LEITWEG,
    Bank,
    Buyer,
    Category,
    Kind,
    PrintedInvoice,
    Profile,
    Seller,
    VatGroup,
)
from kontor.formats.einvoice.xml import legal_notes

TITLES: Final = {
    Kind.INVOICE: ("Rechnung", "Invoice"),
    Kind.DEPOSIT: ("Anzahlungsrechnung", "Deposit invoice"),
    Kind.FINAL: ("Schlussrechnung", "Final invoice"),
    Kind.CANCELLATION: ("Stornorechnung", "Cancellation invoice"),
}
NUMBERS: Final = {Kind.CANCELLATION: ("Stornonummer", "Cancellation number")}
STANDARDS: Final = {
    Profile.EN16931: "ZUGFeRD, EN 16931",
    Profile.XRECHNUNG: "XRechnung, EN 16931",
}


WORDS: Final = {
    "page": "Seite / Page",
    "of": "von / of",
    "item": pair("Position", "Item"),
    "quantity": pair("Menge", "Quantity"),
    "unit_price": pair("Einzelpreis €", "Unit price"),
    "vat": pair("USt", "VAT"),
    "vat_amount": pair("USt €", "VAT"),
    "net": pair("Netto €", "Net"),
    "carried_over": pair("Übertrag", "Carried over"),
    "carried_forward": pair("Übertrag", "Carried forward"),
    "already_invoiced": pair("Bereits berechnet", "Already invoiced"),
    "special_agreement": pair("Besondere Vereinbarung", "Special agreement"),
}


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
        "seller": _seller(invoice),
        "language": "de",
        "words": WORDS,
        "standard": STANDARDS[invoice.profile],
        "address": list(address_lines(invoice.buyer, invoice.seller.address.country)),
        "facts": [{**names, "value": value} for names, value in _facts(invoice) if value],
        "title": invoice.title,
        "description": invoice.description,
        "lines": list(table_lines(own_lines(invoice))),
        "deductions": deductions(invoice),
        "sums": list(_sums(invoice)),
        "total": {
            **_total_name(invoice),
            "amount": figures.german_euro(invoice.gross),
            "large": invoice.kind is Kind.FINAL,
        },
        "notes": list(_notes(invoice)),
        "special_agreement": invoice.special_agreement,
        "payment": _payment(invoice),
        "closing": _closing(invoice),
        "plan": None,
        "acceptance": None,
    }


def asks_for_payment(invoice: PrintedInvoice) -> bool:
    """Whether there is something to pay, and so a payment box with a code."""
    return invoice.gross > 0 and invoice.kind is not Kind.CANCELLATION


def _ymd(day: date) -> list[int]:
    return [day.year, day.month, day.day]


def _subtitle(invoice: PrintedInvoice) -> Pair | None:
    if invoice.whole_net is not None:
        number, whole = invoice.order_number, invoice.whole_net
        return pair(
            f"Teil des Auftrags {number} über {figures.german_euro(whole)} netto; die"
            " Schlussrechnung zieht ihn ab.",
            f"Part of order {number} for {figures.english_euro(whole)} net; the final invoice"
            " deducts it.",
        )
    if invoice.kind is Kind.FINAL and invoice.preceding:
        return pair(
            "Der ganze Auftrag, abzüglich früherer Rechnungen.",
            "The whole order, less earlier invoices.",
        )
    if invoice.kind is Kind.CANCELLATION:
        (cancelled,) = invoice.preceding
        return pair(
            f"zur Rechnung {cancelled.number} vom {figures.german_day(cancelled.issued_on)}",
            f"for invoice {cancelled.number} of {figures.english_day(cancelled.issued_on)}",
        )
    return None


def _seller(invoice: PrintedInvoice) -> Sheet:
    seller = invoice.seller
    if _has(invoice, Category.OUTSIDE):  # as in the XML: the tax number alone (BR-O-02)
        seller = replace(seller, vat_number="")
    strapline = " / ".join(filter(None, (seller.strapline_de, seller.strapline_en)))
    return seller_texts(seller, strapline, "USt-IdNr. / VAT no.", "Steuernummer / Tax no.")


def seller_texts(seller: Seller, strapline: str, vat: str, tax: str) -> Sheet:
    """Letterhead and foot; `vat` and `tax` stand before the two numbers."""
    address = seller.address
    street = ", ".join(filter(None, (address.street, f"{address.postcode} {address.town}")))
    named = ((vat, seller.vat_number), (tax, seller.tax_number))
    numbers = [f"{name} {number}" for name, number in named if number]
    back = (seller.name, address.street, f"{address.postcode} {address.town}")
    return {
        "name": seller.name,
        "short_name": seller.short_name,
        "strapline": strapline,
        "return_address": " · ".join(filter(None, back)),
        "columns": [
            [seller.name, street, address.country_name],
            [seller.contact.phone, seller.contact.email, seller.website],
            [*numbers, seller.register_number],
        ],
        "legal": legal_notes(seller),
    }


def address_lines(buyer: Buyer, home: str) -> Iterator[str]:
    """The lines in the window; the country is named for letters that leave `home`."""
    address = buyer.address
    town = f"{address.postcode} {address.town}".strip()
    country = address.country_name.upper() if address.country != home else ""  # DIN 5008
    yield from filter(None, (buyer.name, buyer.addition, address.street, town, country))


def _facts(invoice: PrintedInvoice) -> Iterator[tuple[Pair, str]]:
    number = NUMBERS.get(invoice.kind, ("Rechnungsnummer", "Invoice number"))
    yield pair(*number), invoice.number or ""
    yield pair("Rechnungsdatum", "Invoice date"), figures.german_day(invoice.issued_on)
    service = figures.period(invoice.service_from, invoice.service_to)
    yield pair("Leistungszeitraum", "Service period"), service
    yield pair("Auftrag", "Order"), invoice.order_number
    yield pair("Ihre Bestellnummer", "Your purchase order"), invoice.purchase_order
    yield _reference_name(invoice.buyer), invoice.buyer.buyer_reference
    if not _has(invoice, Category.OUTSIDE):
        yield pair("Ihre USt-IdNr.", "Your VAT number"), invoice.buyer.vat_number
    yield pair("Leistung durch", "Service by"), invoice.member_name


def _reference_name(buyer: Buyer) -> Pair:
    address = buyer.electronic_address
    if address and address.scheme == LEITWEG:
        return pair("Leitweg-ID", "Buyer reference")
    return pair("Ihre Referenz", "Your reference")


def _has(invoice: PrintedInvoice, category: Category) -> bool:
    return any(group.category is category for group in invoice.vat_groups)


def _sums(invoice: PrintedInvoice) -> Iterator[Sheet]:
    names = ("Rest netto", "Remaining net") if deductions(invoice) else ("Netto", "Net")
    yield {**pair(*names), "amount": figures.german_euro(invoice.net)}
    several = len(invoice.vat_groups) > 1
    for group in invoice.vat_groups:
        yield {**_group_name(group, several=several), "amount": figures.german_euro(group.tax)}


def _group_name(group: VatGroup, *, several: bool) -> Pair:
    rate = rate_text(group.category, group.rate)
    over = f" auf {figures.german_euro(group.basis)}" if several else ""
    if rate != NO_TAX:
        return pair(f"Umsatzsteuer {rate}{over}", f"VAT {rate}")
    return pair(f"Keine Umsatzsteuer{over}", "No VAT") if several else pair("Umsatzsteuer", "VAT")


def _total_name(invoice: PrintedInvoice) -> Pair:
    if invoice.kind is Kind.CANCELLATION:
        return pair("Stornobetrag", "Cancelled total")
    if invoice.kind is Kind.FINAL and invoice.preceding:
        return pair("Restbetrag", "Remaining amount")
    return pair("Rechnungsbetrag", "Total")


def _notes(invoice: PrintedInvoice) -> Iterator[Pair]:
    for group in invoice.vat_groups:
        if group.reason_de or group.reason_en:
            yield pair(group.reason_de, group.reason_en)


def _payment(invoice: PrintedInvoice) -> Sheet | None:
    if not asks_for_payment(invoice):
        return None
    due = invoice.due_on
    until = (
        (f" bis {figures.german_day(due)}", f" by {figures.english_day(due)}") if due else ("", "")
    )
    return {
        "heading": pair(
            f"Bitte zahlen Sie {figures.german_euro(invoice.gross)}{until[0]}",
            f"Please pay {figures.english_euro(invoice.gross)}{until[1]}",
        ),
        "terms": pair(invoice.payment_terms_de, invoice.payment_terms_en),
        **account(invoice.seller.bank, invoice.number or ""),
    }


def account(bank: Bank, reference: str) -> Sheet:
    """Where to pay, for the payment box: the account with what to write on the transfer."""
    return {
        "iban": figures.grouped_iban(bank.iban),
        "bic": bank.bic,
        "recipient-name": "Empfängerin / Recipient",
        "recipient": bank.holder,
        "reference-name": "Verwendungszweck / Reference",
        "reference": reference,
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
