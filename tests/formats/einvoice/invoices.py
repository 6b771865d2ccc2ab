"""Invoices with boring defaults, one per VAT case."""

from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby

from kontor.formats.einvoice import sample
from kontor.formats.einvoice.values import (
    Address,
    Buyer,
    Category,
    ElectronicAddress,
    Kind,
    Line,
    Preceding,
    PrintedInvoice,
    Profile,
    Unit,
    VatGroup,
)
from kontor.invoicing.mirror import mirrored
from kontor.invoicing.parts import deducted_lines

REASONS = {
    Category.REVERSE_CHARGE: (
        "Steuerschuldnerschaft des Leistungsempfängers",
        "Reverse charge",
        "VATEX-EU-AE",
    ),
    Category.EXEMPT: (
        "Steuerfrei nach § 4 UStG",
        "Exempt from VAT under section 4 of the German VAT Act",
        "",
    ),
    Category.OUTSIDE: (
        "Nicht im Inland steuerbare Leistung (§ 3a Abs. 2 UStG)",
        "Not subject to German VAT (place of supply abroad)",
        "VATEX-EU-O",
    ),
}
FRENCH = Buyer(
    name="Imprimerie Lefèvre SARL",
    address=Address(
        street="12 rue des Écoles",
        postcode="67000",
        town="Strasbourg",
        country="FR",
        country_name="Frankreich",
    ),
    vat_number="FR40303265045",
    electronic_address=ElectronicAddress(address="compta@lefevre.example"),
)
AMERICAN = Buyer(
    name="Lighthouse Pictures Inc.",
    address=Address(
        street="200 Harbor Street",
        postcode="04101",
        town="Portland, ME",
        country="US",
        country_name="Vereinigte Staaten",
    ),
    electronic_address=ElectronicAddress(address="ap@lighthouse.example"),
)


def line(
    text: str = "Gestaltung der Tafeln",
    *,
    quantity: str = "34.99",
    unit_price: str = "30.00",
    unit: Unit = Unit.HOUR,
    category: Category = Category.STANDARD,
    rate: str = "19",
) -> Line:
    net = (Decimal(quantity) * Decimal(unit_price)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return Line(
        text=text,
        quantity=Decimal(quantity),
        unit=unit,
        unit_price=Decimal(unit_price),
        net=net,
        category=category,
        rate=Decimal(rate) if category is Category.STANDARD else Decimal(0),
    )


def with_lines(*lines: Line, invoice: PrintedInvoice = sample.INVOICE) -> PrintedInvoice:
    """The invoice with these lines and the groups and totals that follow from them."""

    def key(each: Line) -> tuple[str, Decimal]:
        return each.category, each.rate

    groups = tuple(_group(list(members)) for _, members in groupby(sorted(lines, key=key), key))
    net = sum((each.basis for each in groups), Decimal(0))
    vat = sum((each.tax for each in groups), Decimal(0))
    return replace(invoice, lines=lines, vat_groups=groups, net=net, vat=vat, gross=net + vat)


def _group(lines: list[Line]) -> VatGroup:
    basis = sum((each.net for each in lines), Decimal(0))
    tax = (basis * lines[0].rate / 100).quantize(Decimal("0.01"), ROUND_HALF_UP)
    german, english, code = REASONS.get(lines[0].category, ("", "", ""))
    return VatGroup(
        category=lines[0].category,
        rate=lines[0].rate,
        basis=basis,
        tax=tax,
        reason_de=german,
        reason_en=english,
        reason_code=code,
    )


def domestic() -> PrintedInvoice:
    return with_lines(line())


def two_rates() -> PrintedInvoice:
    return with_lines(
        line(),
        line("Nutzungsrechte", quantity="1", unit_price="333.33", unit=Unit.FLAT, rate="7"),
        line("Fahrt nach Lumenau", quantity="2", unit_price="45.495", unit=Unit.PIECE),
    )


def reverse_charge() -> PrintedInvoice:
    invoice = replace(sample.INVOICE, buyer=FRENCH, purchase_order="")
    days = line(
        "Layout and typesetting",
        quantity="5",
        unit_price="420.00",
        unit=Unit.DAY,
        category=Category.REVERSE_CHARGE,
    )
    return with_lines(days, invoice=invoice)


def outside() -> PrintedInvoice:
    invoice = replace(sample.INVOICE, buyer=AMERICAN, purchase_order="PO-4711")
    flat = line(
        "Poster design",
        quantity="1",
        unit_price="2000",
        unit=Unit.FLAT,
        category=Category.OUTSIDE,
    )
    return with_lines(flat, invoice=invoice)


def exempt() -> PrintedInvoice:
    lesson = line("Unterricht", quantity="8", unit_price="60", category=Category.EXEMPT)
    return with_lines(lesson)


def zero_rated() -> PrintedInvoice:
    return with_lines(line(quantity="1", unit_price="99.90", category=Category.ZERO))


def deposit(of: PrintedInvoice | None = None, percent: str = "30") -> PrintedInvoice:
    """A part of the invoice, one line for each of its VAT groups."""
    whole = of or two_rates()
    share = Decimal(percent) / 100
    lines = (
        replace(
            line(
                f"Anzahlung {percent} % gemäß Auftrag A-2027-0418",
                quantity="1",
                unit_price=str((group.basis * share).quantize(Decimal("0.01"), ROUND_HALF_UP)),
                unit=Unit.FLAT,
                category=group.category,
                rate=str(group.rate),
            ),
            text_en=f"Deposit of {percent} % under order A-2027-0418",
        )
        for group in whole.vat_groups
    )
    return replace(
        with_lines(*lines, invoice=whole),
        number="RE-2027-000101",
        kind=Kind.DEPOSIT,
        issued_on=date(2027, 2, 1),
        due_on=date(2027, 2, 15),
        whole_net=whole.net,
    )


def final(
    of: PrintedInvoice | None = None, earlier: tuple[PrintedInvoice, ...] | None = None
) -> PrintedInvoice:
    """The invoice less the earlier ones (its deposit of 30 %)."""
    whole = of or two_rates()
    preceding = tuple(
        Preceding(
            number=each.number or "",
            issued_on=each.issued_on,
            name_de="Anzahlung 30 %",
            name_en="Deposit of 30 %",
            vat_groups=each.vat_groups,
        )
        for each in (earlier if earlier is not None else (deposit(whole),))
    )
    lines = (*whole.lines, *deducted_lines(preceding))
    return replace(with_lines(*lines, invoice=whole), kind=Kind.FINAL, preceding=preceding)


def nothing_left() -> PrintedInvoice:
    """A final invoice whose deposit was over the whole."""
    whole = two_rates()
    zero = final(whole, (deposit(whole, "100"),))
    return replace(
        zero,
        due_on=None,
        payment_terms_de="Es ist nichts zu zahlen.",
        payment_terms_en="There is nothing to pay.",
    )


def cancellation(of: PrintedInvoice = sample.INVOICE) -> PrintedInvoice:
    """What cancels the invoice."""
    return mirrored(of, date(2027, 4, 6), "ST-2027-000001")


def in_profile(invoice: PrintedInvoice, profile: Profile) -> PrintedInvoice:
    reference = "WW-2027" if profile is Profile.XRECHNUNG else ""
    return replace(
        invoice, profile=profile, buyer=replace(invoice.buyer, buyer_reference=reference)
    )
