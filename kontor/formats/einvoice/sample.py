"""An invented invoice: what the self-test builds and breaks, and a boring default for tests."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Final

from kontor.formats.einvoice.values import (
    Address,
    Bank,
    Buyer,
    Category,
    Contact,
    ElectronicAddress,
    Kind,
    Line,
    PrintedInvoice,
    Profile,
    Seller,
    Unit,
    VatGroup,
)

SELLER: Final = Seller(
    name="Smart Beispiel eG",
    short_name="Smart",
    address=Address(
        street="Beispielufer 12",
        postcode="10999",
        town="Berlin",
        country="DE",
        country_name="Deutschland / Germany",
    ),
    vat_number="DE123456788",
    tax_number="00/000/00000",
    register_number="GnR 0000 B",
    register_court="Amtsgericht Berlin (Charlottenburg)",
    board="Vorstand: Ada Muster, Ben Muster · Aufsichtsrat: Cleo Muster",
    contact=Contact(name="Buchhaltung", phone="+49 30 000000-0", email="rechnung@smart.example"),
    electronic_address=ElectronicAddress(address="rechnung@smart.example"),
    bank=Bank(holder="Smart Beispiel eG", iban="DE89370400440532013000", bic="COBADEFFXXX"),
    website="smart.example",
    strapline_de="Genossenschaft der Selbstständigen",
    strapline_en="Cooperative of the self-employed",
)

BUYER: Final = Buyer(
    name="Museum Lumenau gGmbH",
    address=Address(street="Uferstraße 4", postcode="20000", town="Lumenau", country="DE"),
    electronic_address=ElectronicAddress(address="rechnungen@lumenau.example"),
)

INVOICE: Final = PrintedInvoice(
    number="RE-2027-000123",
    kind=Kind.INVOICE,
    issued_on=date(2027, 3, 31),
    due_on=date(2027, 4, 14),
    seller=SELLER,
    buyer=BUYER,
    order_number="A-2027-0418",
    purchase_order="WW-77",
    member_name="Mira Falkenau",
    title="Ausstellungsgrafik „Wasserwege“ – Konzept und Gestaltung",
    description=(
        "Konzept, Layout und Reinzeichnung für 18 Tafeln (120 × 80 cm).\n"
        "Zwei Korrekturrunden sind enthalten.\n"
        "Lieferung als druckfertiges PDF/X-4."
    ),
    service_from=date(2027, 3, 22),
    service_to=date(2027, 4, 23),
    lines=(
        Line(
            text="Gestaltung der Tafeln",
            quantity=Decimal("34.99"),
            unit=Unit.HOUR,
            unit_price=Decimal("30.00"),
            net=Decimal("1049.70"),
            category=Category.STANDARD,
            rate=Decimal(19),
        ),
    ),
    vat_groups=(
        VatGroup(
            category=Category.STANDARD,
            rate=Decimal(19),
            basis=Decimal("1049.70"),
            tax=Decimal("199.44"),
        ),
    ),
    net=Decimal("1049.70"),
    vat=Decimal("199.44"),
    gross=Decimal("1249.14"),
    payment_terms_de="Zahlbar innerhalb von 14 Tagen ohne Abzug.",
    payment_terms_en="Payable within 14 days without deduction.",
)

XRECHNUNG: Final = replace(
    INVOICE, profile=Profile.XRECHNUNG, buyer=replace(BUYER, buyer_reference="WW-2027")
)
