"""The invoice as UN/CEFACT CII XML: EN 16931 in ZUGFeRD/Factur-X form, or XRechnung.

Title and service description (R8) each stand in one note of the invoice (BT-22), with their
line breaks: the description under the subject code AAA ("goods item description"), the title
under AAI ("general information"). A line item has room for one line's text only, and an order
has one description for all its lines. The lines themselves name what was done as well (BT-153).
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from lxml import etree

from kontor.formats.einvoice.values import (
    Address,
    Buyer,
    Category,
    ElectronicAddress,
    Kind,
    Line,
    LineKind,
    PrintedInvoice,
    Profile,
    Seller,
    Unit,
    VatGroup,
)

NAMESPACES: Final = {
    "rsm": "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100",
    "ram": "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100",
    "udt": "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100",
    "qdt": "urn:un:unece:uncefact:data:standard:QualifiedDataType:100",
}
GUIDELINES: Final = {
    Profile.EN16931: "urn:cen.eu:en16931:2017",
    Profile.XRECHNUNG: ("urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0"),
}
BUSINESS_PROCESS: Final = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"
UNBORN_NUMBER: Final = "0"  # stands in for the number while an invoice is rehearsed
SEPA_CREDIT_TRANSFER: Final = "58"
UNIT_CODES: Final = {Unit.HOUR: "HUR", Unit.DAY: "DAY", Unit.PIECE: "C62", Unit.FLAT: "LS"}
EXPENSE: Final = "Auslage / Expense"

_Element = etree._Element  # noqa: SLF001 - lxml gives its element class no public name


def build(invoice: PrintedInvoice) -> bytes:
    """The XML of the invoice, UTF-8; the same value always gives the same bytes.

    Raises:
        ValueError: an amount has more decimals than printed ones may have, or a text holds a
            character that XML cannot carry.
    """
    root = etree.Element(f"{{{NAMESPACES['rsm']}}}CrossIndustryInvoice", nsmap=NAMESPACES)
    _context(_add(root, "rsm:ExchangedDocumentContext"), invoice.profile)
    _document(_add(root, "rsm:ExchangedDocument"), invoice)
    trade = _add(root, "rsm:SupplyChainTradeTransaction")
    for number, line in enumerate(invoice.lines, start=1):
        _line(_add(trade, "ram:IncludedSupplyChainTradeLineItem"), number, line)
    _agreement(_add(trade, "ram:ApplicableHeaderTradeAgreement"), invoice)
    _add(trade, "ram:ApplicableHeaderTradeDelivery")
    _settlement(_add(trade, "ram:ApplicableHeaderTradeSettlement"), invoice)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def type_code(kind: Kind, profile: Profile) -> str:
    """BT-3 from UNTDID 1001; XRechnung warns about 386 and takes 326 for an advance invoice."""
    if kind is Kind.DEPOSIT:
        return "326" if profile is Profile.XRECHNUNG else "386"
    return "384" if kind is Kind.CANCELLATION else "380"


def _add(parent: _Element, name: str, text: str | None = None, **attributes: str) -> _Element:
    prefix, _, local = name.partition(":")
    element = etree.SubElement(parent, f"{{{NAMESPACES[prefix]}}}{local}", attributes)
    element.text = text
    return element


def _add_if(parent: _Element, name: str, text: str, **attributes: str) -> None:
    if text:
        _add(parent, name, text, **attributes)


def _add_day(parent: _Element, name: str, day: date, *, within: str = "udt") -> None:
    holder = _add(parent, name)
    _add(holder, f"{within}:DateTimeString", f"{day:%Y%m%d}", format="102")


def _amount(value: Decimal) -> str:
    cents = value.quantize(Decimal("0.01"))
    if cents != value:
        raise ValueError(f"{value} is no amount in euro and cent")
    return f"{cents + 0:f}"  # no minus before a zero


def _number(value: Decimal) -> str:
    """A quantity, rate or unit price without needless zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _context(context: _Element, profile: Profile) -> None:
    if profile is Profile.XRECHNUNG:
        process = _add(context, "ram:BusinessProcessSpecifiedDocumentContextParameter")
        _add(process, "ram:ID", BUSINESS_PROCESS)
    guideline = _add(context, "ram:GuidelineSpecifiedDocumentContextParameter")
    _add(guideline, "ram:ID", GUIDELINES[profile])


def _document(document: _Element, invoice: PrintedInvoice) -> None:
    _add(document, "ram:ID", invoice.number or UNBORN_NUMBER)
    _add(document, "ram:TypeCode", type_code(invoice.kind, invoice.profile))
    _add_day(document, "ram:IssueDateTime", invoice.issued_on)
    for content, subject in _notes(invoice):
        note = _add(document, "ram:IncludedNote")
        _add(note, "ram:Content", content)
        _add(note, "ram:SubjectCode", subject)


def _notes(invoice: PrintedInvoice) -> Iterator[tuple[str, str]]:
    """Text and UNTDID 4451 subject of each note; R8: title and description as typed."""
    yield invoice.title, "AAI"
    yield invoice.description, "AAA"
    if invoice.special_agreement:
        yield invoice.special_agreement, "AAJ"
    if invoice.member_name:
        yield f"Leistung durch / Service by: {invoice.member_name}", "SUR"


def _line(item: _Element, number: int, line: Line) -> None:
    _add(_add(item, "ram:AssociatedDocumentLineDocument"), "ram:LineID", str(number))
    product = _add(item, "ram:SpecifiedTradeProduct")
    _add(product, "ram:Name", line.text)
    _add_if(product, "ram:Description", line_description(line))
    price = _add(_add(item, "ram:SpecifiedLineTradeAgreement"), "ram:NetPriceProductTradePrice")
    _add(price, "ram:ChargeAmount", _number(line.unit_price))
    delivery = _add(item, "ram:SpecifiedLineTradeDelivery")
    quantity = _number(line.quantity)
    _add(delivery, "ram:BilledQuantity", quantity, unitCode=UNIT_CODES[line.unit])
    settlement = _add(item, "ram:SpecifiedLineTradeSettlement")
    tax = _add(settlement, "ram:ApplicableTradeTax")
    _add(tax, "ram:TypeCode", "VAT")
    _add(tax, "ram:CategoryCode", line.category)
    if line.category is not Category.OUTSIDE:  # BR-O-05
        _add(tax, "ram:RateApplicablePercent", _number(line.rate))
    total = _add(settlement, "ram:SpecifiedTradeSettlementLineMonetarySummation")
    _add(total, "ram:LineTotalAmount", _amount(line.net))


def line_description(line: Line) -> str:
    """What stands below a line's text (BT-154): the house's English, and that it is an expense."""
    marks = (line.text_en, EXPENSE if line.kind is LineKind.EXPENSE else "")
    return " · ".join(filter(None, marks))


def _agreement(agreement: _Element, invoice: PrintedInvoice) -> None:
    outside = any(group.category is Category.OUTSIDE for group in invoice.vat_groups)
    _add_if(agreement, "ram:BuyerReference", invoice.buyer.buyer_reference)
    _seller(_add(agreement, "ram:SellerTradeParty"), invoice.seller, outside=outside)
    _buyer(_add(agreement, "ram:BuyerTradeParty"), invoice.buyer, outside=outside)
    for name, value in (
        ("ram:SellerOrderReferencedDocument", invoice.order_number),
        ("ram:BuyerOrderReferencedDocument", invoice.purchase_order),
        ("ram:ContractReferencedDocument", invoice.order_number),  # what both have confirmed
    ):
        if value:
            _add(_add(agreement, name), "ram:IssuerAssignedID", value)


def _seller(party: _Element, seller: Seller, *, outside: bool) -> None:
    _add(party, "ram:Name", seller.name)
    _add_if(party, "ram:Description", legal_notes(seller))
    if seller.register_number:
        organisation = _add(party, "ram:SpecifiedLegalOrganization")
        _add(organisation, "ram:ID", seller.register_number)
    contact = _add(party, "ram:DefinedTradeContact")
    _add(contact, "ram:PersonName", seller.contact.name)
    phone = _add(contact, "ram:TelephoneUniversalCommunication")
    _add(phone, "ram:CompleteNumber", seller.contact.phone)
    email = _add(contact, "ram:EmailURIUniversalCommunication")
    _add(email, "ram:URIID", seller.contact.email)
    _address(party, seller.address)
    _electronic_address(party, seller.electronic_address)
    _tax_registration(party, seller.tax_number, "FC")
    if not outside:  # BR-O-02
        _tax_registration(party, seller.vat_number, "VA")


def legal_notes(seller: Seller) -> str:
    """The register court and the board (BT-33), as § 25a GenG asks of business letters."""
    return " · ".join(filter(None, (seller.register_court, seller.board)))


def _buyer(party: _Element, buyer: Buyer, *, outside: bool) -> None:
    _add(party, "ram:Name", buyer.name)
    _address(party, buyer.address, buyer.addition)
    if buyer.electronic_address:
        _electronic_address(party, buyer.electronic_address)
    if not outside:  # BR-O-02
        _tax_registration(party, buyer.vat_number, "VA")


def _address(party: _Element, address: Address, addition: str = "") -> None:
    postal = _add(party, "ram:PostalTradeAddress")
    _add_if(postal, "ram:PostcodeCode", address.postcode)
    _add_if(postal, "ram:LineOne", address.street or addition)
    _add_if(postal, "ram:LineTwo", addition if address.street else "")
    _add_if(postal, "ram:CityName", address.town)
    _add(postal, "ram:CountryID", address.country)


def _electronic_address(party: _Element, address: ElectronicAddress) -> None:
    holder = _add(party, "ram:URIUniversalCommunication")
    _add(holder, "ram:URIID", address.address, schemeID=address.scheme)


def _tax_registration(party: _Element, number: str, scheme: str) -> None:
    if number:
        _add(_add(party, "ram:SpecifiedTaxRegistration"), "ram:ID", number, schemeID=scheme)


def _settlement(settlement: _Element, invoice: PrintedInvoice) -> None:
    _add_if(settlement, "ram:PaymentReference", invoice.number or UNBORN_NUMBER)
    _add(settlement, "ram:InvoiceCurrencyCode", "EUR")
    _payment_means(settlement, invoice)
    for group in invoice.vat_groups:
        _vat_group(_add(settlement, "ram:ApplicableTradeTax"), group)
    period = _add(settlement, "ram:BillingSpecifiedPeriod")
    _add_day(period, "ram:StartDateTime", invoice.service_from)
    _add_day(period, "ram:EndDateTime", invoice.service_to)
    terms = _add(settlement, "ram:SpecifiedTradePaymentTerms")
    texts = (invoice.payment_terms_de, invoice.payment_terms_en)
    _add_if(terms, "ram:Description", " / ".join(filter(None, texts)))
    if invoice.due_on:
        _add_day(terms, "ram:DueDateDateTime", invoice.due_on)
    _totals(_add(settlement, "ram:SpecifiedTradeSettlementHeaderMonetarySummation"), invoice)
    for earlier in invoice.preceding:
        reference = _add(settlement, "ram:InvoiceReferencedDocument")
        _add(reference, "ram:IssuerAssignedID", earlier.number)
        _add_day(reference, "ram:FormattedIssueDateTime", earlier.issued_on, within="qdt")


def _payment_means(settlement: _Element, invoice: PrintedInvoice) -> None:
    bank = invoice.seller.bank
    means = _add(settlement, "ram:SpecifiedTradeSettlementPaymentMeans")
    _add(means, "ram:TypeCode", SEPA_CREDIT_TRANSFER)
    account = _add(means, "ram:PayeePartyCreditorFinancialAccount")
    _add(account, "ram:IBANID", bank.iban)
    _add(account, "ram:AccountName", bank.holder)
    if bank.bic:
        institution = _add(means, "ram:PayeeSpecifiedCreditorFinancialInstitution")
        _add(institution, "ram:BICID", bank.bic)


def _vat_group(tax: _Element, group: VatGroup) -> None:
    reason = " / ".join(filter(None, (group.reason_de, group.reason_en)))
    _add(tax, "ram:CalculatedAmount", _amount(group.tax))
    _add(tax, "ram:TypeCode", "VAT")
    _add_if(tax, "ram:ExemptionReason", reason)
    _add(tax, "ram:BasisAmount", _amount(group.basis))
    _add(tax, "ram:CategoryCode", group.category)
    _add_if(tax, "ram:ExemptionReasonCode", group.reason_code)
    _add(tax, "ram:RateApplicablePercent", _number(group.rate))  # 0 for O too: BR-DE-14


def _totals(totals: _Element, invoice: PrintedInvoice) -> None:
    _add(totals, "ram:LineTotalAmount", _amount(invoice.net))
    _add(totals, "ram:TaxBasisTotalAmount", _amount(invoice.net))
    _add(totals, "ram:TaxTotalAmount", _amount(invoice.vat), currencyID="EUR")
    _add(totals, "ram:GrandTotalAmount", _amount(invoice.gross))
    _add(totals, "ram:DuePayableAmount", _amount(invoice.gross))
