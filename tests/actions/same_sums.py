"""An issued invoice says the same sums wherever it says them."""

from lxml import etree

from kontor.formats.einvoice import figures, rules, sheet, xml
from kontor.formats.einvoice.values import PrintedInvoice
from kontor.invoicing.issuing import printed_of
from kontor.invoicing.models import Invoice


def xml_totals(of: PrintedInvoice) -> dict[str, str]:
    names = ("LineTotalAmount", "TaxTotalAmount", "GrandTotalAmount", "DuePayableAmount")
    root = etree.fromstring(xml.build(of))
    path = ".//ram:SpecifiedTradeSettlementHeaderMonetarySummation/ram:{}"
    return {name: root.findtext(path.format(name), "", xml.NAMESPACES) for name in names}


def assert_same_sums_everywhere(row: Invoice) -> PrintedInvoice:
    """Row, printed data, XML and PDF say the same; the official rules find nothing."""
    printed = printed_of(row)
    assert (printed.net, printed.vat, printed.gross) == (row.net, row.vat, row.gross)
    assert sum(line.net for line in printed.lines) == row.net
    assert sum(group.tax for group in printed.vat_groups) == row.vat
    assert xml_totals(printed) == {
        "LineTotalAmount": str(row.net),
        "TaxTotalAmount": str(row.vat),
        "GrandTotalAmount": str(row.gross),
        "DuePayableAmount": str(row.gross),
    }
    assert sheet.compose(printed)["total"]["amount"] == figures.german_euro(row.gross)
    verdict = rules.validate(xml.build(printed), printed.profile)
    assert (verdict.valid, verdict.findings) == (True, ())
    return printed
