"""Confirmed revision, client and cooperative as they stand on the day → all that is printed."""

from datetime import date

from kontor.clients.models import Client
from kontor.cooperative.models import Cooperative
from kontor.formats.einvoice import values
from kontor.foundation.country_names import country_name
from kontor.foundation.message import wire_address
from kontor.invoicing.models import Invoice
from kontor.invoicing.schedule import due_day
from kontor.invoicing.vat import VatRates, category_of
from kontor.orders.offer import OfferLine
from kontor.orders.revising import offer_in
from kontor.orders.totals import VatGroup

RATES = VatRates()


def printed(
    invoice: Invoice, house: Cooperative, issued_on: date, number: str | None
) -> values.PrintedInvoice:
    """Everything the document of the invoice will say; `number` None while rehearsing."""
    offer = offer_in(invoice.revision)
    due_on = due_day(issued_on, invoice.term_days)
    order = invoice.order
    return values.PrintedInvoice(
        number=number,
        kind=values.Kind(invoice.kind),
        issued_on=issued_on,
        due_on=due_on,
        seller=_seller(house),
        buyer=_buyer(_client_of(invoice), order.buyer_reference, order.contact_email),
        order_number=order.number,
        purchase_order=order.purchase_order,
        member_name=offer.member_name,
        title=offer.title,
        description=offer.description,
        service_from=invoice.service_from,
        service_to=invoice.service_to,
        lines=tuple(_line(line) for line in offer.lines),
        vat_groups=tuple(_group(group) for group in offer.groups),
        net=invoice.net,
        vat=invoice.vat,
        gross=invoice.gross,
        special_agreement=offer.special_agreement,
        payment_terms_de=_terms(invoice.term_days)[0],
        payment_terms_en=_terms(invoice.term_days)[1],
    )


def _terms(days: int) -> tuple[str, str]:
    """The payment term in German and English (BT-20)."""
    if days == 0:
        return "Sofort zahlbar ohne Abzug.", "Payable at once, without deduction."
    if days == 1:
        return "Zahlbar innerhalb eines Tages ohne Abzug.", "Payable within one day, no deduction."
    return (
        f"Zahlbar innerhalb von {days} Tagen ohne Abzug.",
        f"Payable within {days} days, without deduction.",
    )


def _client_of(invoice: Invoice) -> Client:
    if invoice.order.client is None:
        message = "an order with invoices has a client"
        raise ValueError(message)
    return invoice.order.client


def _seller(house: Cooperative) -> values.Seller:
    return values.Seller(
        name=house.name,
        short_name=house.short_name,
        address=values.Address(
            street=house.street,
            postcode=house.postcode,
            town=house.town,
            country=house.country,
            country_name=country_name(house.country, "de"),
        ),
        vat_number=house.vat_number,
        tax_number=house.tax_number,
        register_number=house.register_number,
        register_court=house.register_court,
        board=house.board,
        contact=values.Contact(name=house.contact_name, phone=house.phone, email=house.email),
        electronic_address=_electronic(house.email),
        bank=values.Bank(holder=house.account_holder, iban=house.iban, bic=house.bic),
        website=house.website,
        strapline_de=house.strapline_de,
        strapline_en=house.strapline_en,
    )


def _buyer(client: Client, buyer_reference: str, contact_email: str) -> values.Buyer:
    return values.Buyer(
        name=client.name,
        addition=client.addition,
        address=values.Address(
            street=client.street,
            postcode=client.postcode,
            town=client.town,
            country=client.country,
            country_name=country_name(client.country, "de"),
        ),
        vat_number=client.vat_number,
        buyer_reference=buyer_reference or client.buyer_reference,
        electronic_address=_electronic(client.invoice_email or contact_email),
    )


def _electronic(address: str) -> values.ElectronicAddress:
    """In ASCII, as mail servers carry it: the fonts print no foreign script of a domain."""
    return values.ElectronicAddress(address=wire_address(address))


def _line(line: OfferLine) -> values.Line:
    category = category_of(line.treatment, RATES)
    return values.Line(
        text=line.text,
        quantity=line.quantity,
        unit=values.Unit(line.unit),
        unit_price=line.unit_price,
        net=line.net,
        category=values.Category(category.code),
        rate=category.rate,
        kind=values.LineKind(line.kind),
    )


def _group(group: VatGroup) -> values.VatGroup:
    category = category_of(group.treatment, RATES)
    return values.VatGroup(
        category=values.Category(category.code),
        rate=category.rate,
        basis=group.basis,
        tax=group.vat,
        reason_de=category.note_de,
        reason_en=category.note_en,
        reason_code=category.exemption_code,
    )
