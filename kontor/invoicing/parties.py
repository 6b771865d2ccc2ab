"""Cooperative and client as they are printed: the two parties of an invoice."""

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


def buyer_of(client: Client, buyer_reference: str, email: str) -> values.Buyer:
    """The client as it stands today; the reference is the order's, `email` gets its invoices."""
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
        electronic_address=_electronic(email),
    )


def _electronic(address: str) -> values.ElectronicAddress:
    """In ASCII, as mail servers carry it: the fonts print no foreign script of a domain."""
    return values.ElectronicAddress(address=wire_address(address))
