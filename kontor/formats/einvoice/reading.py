"""What a stored document says by itself: the totals of an XML, the XML inside a PDF."""

import io
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final

import pikepdf
from lxml import etree

from kontor.formats.einvoice.xml import NAMESPACES

_SUMS: Final = ".//ram:SpecifiedTradeSettlementHeaderMonetarySummation/ram:"


class UnreadableDocument(ValueError):
    """The bytes are no XML or PDF as Kontor makes them; the message says what is missing."""


@dataclass(frozen=True)
class Totals:
    """Number (BT-1), net (BT-109), VAT (BT-110) and gross (BT-112) of an XML."""

    number: str
    net: Decimal
    vat: Decimal
    gross: Decimal


def totals_in(xml: bytes) -> Totals:
    """The totals that the XML states. Raises UnreadableDocument."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(xml, parser)
        net, vat, gross = (
            Decimal(root.findtext(_SUMS + name, default="", namespaces=NAMESPACES))
            for name in ("TaxBasisTotalAmount", "TaxTotalAmount", "GrandTotalAmount")
        )
    except (etree.XMLSyntaxError, InvalidOperation) as fault:
        raise UnreadableDocument(f"the XML states no totals: {fault}") from fault
    number = root.findtext("rsm:ExchangedDocument/ram:ID", default="", namespaces=NAMESPACES)
    return Totals(number, net, vat, gross)


def attached_xml(pdf: bytes) -> bytes:
    """The one file inside the PDF. Raises UnreadableDocument."""
    try:
        with pikepdf.open(io.BytesIO(pdf)) as document:
            (inside,) = document.attachments.values()
            return inside.get_file().read_bytes()
    except (pikepdf.PdfError, ValueError) as fault:
        raise UnreadableDocument(f"the PDF carries no XML: {fault}") from fault
