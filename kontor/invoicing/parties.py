"""Cooperative and client as they are printed: the two parties of an invoice."""

from kontor.clients.facts import Kind
from kontor.clients.leitweg import is_leitweg_id
from kontor.clients.models import Client
from kontor.cooperative.models import Cooperative
from kontor.formats.einvoice import values
from kontor.foundation.country_names import country_name
from kontor.foundation.message import wire_address


def seller_of(house: Cooperative) -> values.Seller:
    """The cooperative as it stands today."""
    return values.Seller(
        name=house.name,
        short_name=house.short_name,
        address=values.Address(
            street=house.street,
            postcode=house.postcode,
            town=house.town,
            country=house.country,
            country_name=" / ".join(country_name(house.country, each) for each in ("de", "en")),
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


def profile_of(client: Client) -> values.Profile:
    """XRechnung for public bodies, else ZUGFeRD's EN 16931 (spec § 9)."""
    public = client.kind == Kind.PUBLIC
    return values.Profile.XRECHNUNG if public else values.Profile.EN16931


def buyer_of(
    client: Client, buyer_reference: str, invoice_email: str, contact_email: str
) -> values.Buyer:
    """The client as it stands today.

    The reference is the order's. `invoice_email`: of the client, empty where there is none;
    `contact_email`: of the order's contact person.
    """
    reference = buyer_reference or client.buyer_reference
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
        buyer_reference=reference,
        electronic_address=_address_of(client, reference, invoice_email, contact_email),
    )


def _address_of(
    client: Client, reference: str, invoice_email: str, contact_email: str
) -> values.ElectronicAddress | None:
    """A public body's Leitweg-ID, else the client's e-mail for invoices, else none (BT-49).

    Invoices are kept, exported and handed on, so a contact person's mailbox stands in one only
    where the rules of XRechnung demand an address and there is no other (R19).
    """
    public = profile_of(client) is values.Profile.XRECHNUNG
    if public and is_leitweg_id(reference):
        return values.ElectronicAddress(address=reference, scheme=values.LEITWEG)
    email = invoice_email or (contact_email if public else "")
    return _electronic(email) if email else None


def _electronic(address: str) -> values.ElectronicAddress:
    """In ASCII, as mail servers carry it: the fonts print no foreign script of a domain."""
    return values.ElectronicAddress(address=wire_address(address))
