"""What stands in the XML, and where."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from kontor.formats.einvoice import xml
from kontor.formats.einvoice.values import (
    Address,
    ElectronicAddress,
    Kind,
    LineKind,
    PrintedInvoice,
    Profile,
)
from tests.formats.einvoice import invoices

# Everything XML 1.0 can carry, line breaks included.
texts = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff")
    | st.sampled_from("\n\t\r")
)


def found(invoice: PrintedInvoice, path: str) -> list[str]:
    root = etree.fromstring(xml.build(invoice))
    return [element.text or "" for element in root.findall(path, xml.NAMESPACES)]


def one(invoice: PrintedInvoice, path: str) -> str:
    (text,) = found(invoice, path)
    return text


@given(title=texts.filter(bool), description=texts.filter(bool))
@settings(max_examples=100, deadline=None)
def test_title_and_description_stand_each_in_one_element_character_for_character(
    title: str, description: str
) -> None:
    invoice = replace(invoices.domestic(), title=title, description=description)
    assert found(invoice, ".//ram:IncludedNote/ram:Content")[:2] == [title, description]
    assert found(invoice, ".//ram:IncludedNote/ram:SubjectCode")[:2] == ["AAI", "AAA"]


def test_markup_in_a_text_stays_text() -> None:
    text = ']]> <script>&xxe; #read("/etc/passwd") {{7*7}}'
    assert text in found(replace(invoices.domestic(), description=text), ".//ram:Content")


def test_the_special_agreement_and_the_member_are_notes_of_their_own() -> None:
    invoice = replace(invoices.domestic(), special_agreement="Skizzen bleiben beim Museum.")
    assert found(invoice, ".//ram:IncludedNote/ram:Content")[2:] == [
        "Skizzen bleiben beim Museum.",
        "Leistung durch / Service by: Mira Falkenau",
    ]


def test_totals_and_vat_groups_stand_to_the_cent() -> None:
    invoice = invoices.two_rates()
    assert found(invoice, ".//ram:GrandTotalAmount") == ["1714.08"]
    assert found(invoice, ".//ram:TaxTotalAmount") == ["240.06"]
    assert found(invoice, ".//ram:ApplicableHeaderTradeSettlement//ram:BasisAmount") == [
        "333.33",
        "1140.69",
    ]
    assert found(invoice, ".//ram:CalculatedAmount") == ["23.33", "216.73"]


def test_an_outside_invoice_names_no_vat_number_but_tax_and_register_number() -> None:
    invoice = replace(invoices.outside())
    seller = replace(invoice.seller, vat_number="DE123456788")
    buyer = replace(invoice.buyer, vat_number="EU372000041")
    invoice = replace(invoice, seller=seller, buyer=buyer)
    assert found(invoice, ".//ram:SpecifiedTaxRegistration/ram:ID") == ["00/000/00000"]
    assert one(invoice, ".//ram:SpecifiedLegalOrganization/ram:ID") == "GnR 0000 B"
    lines = ".//ram:SpecifiedLineTradeSettlement//ram:RateApplicablePercent"
    assert found(invoice, lines) == []
    assert one(invoice, ".//ram:ExemptionReasonCode") == "VATEX-EU-O"


def test_reverse_charge_names_both_vat_numbers_and_the_reason_in_both_languages() -> None:
    numbers = found(invoices.reverse_charge(), ".//ram:SpecifiedTaxRegistration/ram:ID")
    assert numbers == ["00/000/00000", "DE123456788", "FR40303265045"]
    reason = one(invoices.reverse_charge(), ".//ram:ExemptionReason")
    assert reason == "Steuerschuldnerschaft des Leistungsempfängers / Reverse charge"


@pytest.mark.parametrize(
    ("kind", "profile", "code"),
    [
        (Kind.INVOICE, Profile.EN16931, "380"),
        (Kind.FINAL, Profile.EN16931, "380"),
        (Kind.DEPOSIT, Profile.EN16931, "386"),
        (Kind.DEPOSIT, Profile.XRECHNUNG, "326"),
        (Kind.CANCELLATION, Profile.XRECHNUNG, "384"),
    ],
)
def test_the_type_code_says_what_the_document_is(kind: Kind, profile: Profile, code: str) -> None:
    invoice = replace(invoices.domestic(), kind=kind, profile=profile)
    assert one(invoice, ".//rsm:ExchangedDocument/ram:TypeCode") == code


def test_a_cancellation_mirrors_the_invoice_and_names_it() -> None:
    invoice = invoices.cancellation(invoices.domestic())
    assert one(invoice, ".//ram:BilledQuantity") == "-34.99"
    assert one(invoice, ".//ram:NetPriceProductTradePrice/ram:ChargeAmount") == "30"
    assert one(invoice, ".//ram:GrandTotalAmount") == "-1249.14"
    earlier = ".//ram:InvoiceReferencedDocument"
    assert one(invoice, f"{earlier}/ram:IssuerAssignedID") == "RE-2027-000123"
    assert one(invoice, f"{earlier}//qdt:DateTimeString") == "20270331"
    assert found(invoice, ".//ram:DueDateDateTime") == []


def test_a_cancelled_zero_has_no_minus() -> None:
    invoice = invoices.cancellation(invoices.reverse_charge())
    assert one(invoice, ".//ram:TaxTotalAmount") == "0.00"


def test_references_of_order_purchase_and_buyer_have_their_places() -> None:
    invoice = invoices.in_profile(invoices.domestic(), Profile.XRECHNUNG)
    assert one(invoice, ".//ram:SellerOrderReferencedDocument/*") == "A-2027-0418"
    assert one(invoice, ".//ram:BuyerOrderReferencedDocument/*") == "WW-77"
    assert one(invoice, ".//ram:ContractReferencedDocument/*") == "A-2027-0418"
    assert one(invoice, ".//ram:BuyerReference") == "WW-2027"


def test_payment_is_a_credit_transfer_with_term_and_due_date() -> None:
    invoice = invoices.domestic()
    assert one(invoice, ".//ram:SpecifiedTradeSettlementPaymentMeans/ram:TypeCode") == "58"
    assert one(invoice, ".//ram:IBANID") == "DE89370400440532013000"
    assert one(invoice, ".//ram:PaymentReference") == "RE-2027-000123"
    assert one(invoice, ".//ram:DueDateDateTime/*") == "20270414"
    assert one(invoice, ".//ram:SpecifiedTradePaymentTerms/ram:Description") == (
        "Zahlbar innerhalb von 14 Tagen ohne Abzug. / Payable within 14 days without deduction."
    )


def test_the_service_period_stands_with_both_days() -> None:
    invoice = replace(invoices.domestic(), service_to=date(2027, 3, 22))
    period = ".//ram:BillingSpecifiedPeriod"
    assert found(invoice, f"{period}/*/udt:DateTimeString") == ["20270322", "20270322"]


def test_an_address_without_a_street_moves_the_addition_up() -> None:
    buyer = replace(invoices.FRENCH, address=Address(country="FR"), addition="Service comptabilité")
    invoice = replace(invoices.reverse_charge(), buyer=buyer)
    assert one(invoice, ".//ram:BuyerTradeParty//ram:LineOne") == "Service comptabilité"
    assert found(invoice, ".//ram:BuyerTradeParty//ram:CityName") == []


def test_a_leitweg_id_is_an_electronic_address_with_its_scheme() -> None:
    address = ElectronicAddress(address="991-33333TEST-33", scheme="0204")
    invoice = invoices.domestic()
    invoice = replace(invoice, buyer=replace(invoice.buyer, electronic_address=address))
    root = etree.fromstring(xml.build(invoice))
    path = ".//ram:BuyerTradeParty/ram:URIUniversalCommunication/ram:URIID"
    element = root.find(path, xml.NAMESPACES)
    assert element is not None
    assert (element.text, element.get("schemeID")) == ("991-33333TEST-33", "0204")


def test_an_expense_says_so_below_its_text() -> None:
    line = replace(invoices.line("Bahnfahrt"), kind=LineKind.EXPENSE)
    invoice = invoices.with_lines(line)
    assert one(invoice, ".//ram:SpecifiedTradeProduct/ram:Description") == "Auslage / Expense"


def test_more_decimals_than_cents_are_refused_not_rounded() -> None:
    with pytest.raises(ValueError, match=r"1249\.145"):
        xml.build(replace(invoices.domestic(), gross=Decimal("1249.145")))


def test_the_same_invoice_gives_the_same_bytes() -> None:
    assert xml.build(invoices.two_rates()) == xml.build(invoices.two_rates())
