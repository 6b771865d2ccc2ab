"""The rehearsal of an invoice before it gets its number (spec § 9)."""

from kontor.clients.queries import with_invalid_number
from kontor.formats.einvoice import rules
from kontor.formats.einvoice import xml as einvoice_xml
from kontor.formats.einvoice.printable import unprintable_in
from kontor.formats.einvoice.values import Category, Kind, PrintedInvoice, Profile
from kontor.foundation.text import character_name
from kontor.invoicing import official_check
from kontor.invoicing.faults import CLOCK_BEHIND, NO_REFERENCE, NUMBER_INVALID, OVERDRAWN
from kontor.invoicing.models import Invoice
from kontor.invoicing.numbering import clock_is_behind


def fault_of(invoice: Invoice, data: PrintedInvoice) -> str:
    """As `fault_in`; reverse charge also needs a VAT number that is not known to be invalid."""
    client = invoice.order.client
    reverse_charge = any(group.category is Category.REVERSE_CHARGE for group in data.vat_groups)
    if reverse_charge and client is not None and with_invalid_number([client]):
        return NUMBER_INVALID.text
    return fault_in(data)


def fault_in(data: PrintedInvoice) -> str:
    """What forbids issuing it, or nothing.

    Its day, its sum, a public body's missing reference, a glyph the fonts lack, the official rules.
    """
    if clock_is_behind(data.kind, data.issued_on):
        return CLOCK_BEHIND.text
    if data.gross < 0 and data.kind is not Kind.CANCELLATION:
        return OVERDRAWN.text
    if data.profile is Profile.XRECHNUNG and not data.buyer.buyer_reference:
        return NO_REFERENCE.text
    missing = unprintable_in(data)
    if missing:
        return "The fonts cannot print: " + ", ".join(character_name(each) for each in missing)
    untrusted = official_check.trouble()
    if untrusted:
        return untrusted
    verdict = rules.validate(einvoice_xml.build(data), data.profile)
    return "" if verdict.valid else official_check.fault_text(verdict)
