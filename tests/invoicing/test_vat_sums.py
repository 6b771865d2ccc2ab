"""Sums to the cent: order, page, XML and printed data are one, whatever the lines (spec § 9)."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from kontor.formats.einvoice import figures, rules, sheet, xml
from kontor.formats.einvoice.values import PrintedInvoice
from kontor.foundation.money import to_cents
from kontor.invoicing.printed import printed_groups, printed_line
from kontor.orders.draft import Line, Treatment
from kontor.orders.offer import Offer, offer_of
from tests.builders.drafts import draft, german_client, line, vat_terms
from tests.formats.einvoice import invoices

GERMAN = [Treatment.STANDARD, Treatment.REDUCED, Treatment.EXEMPT]
ALONE = [[Treatment.OUTSIDE], [Treatment.REVERSE_CHARGE], GERMAN]


def lines_of(treatments: Sequence[Treatment]) -> st.SearchStrategy[list[Line]]:
    """Lines that may stand together; many end in half a cent, the kin of 33.335."""
    halves = st.integers(0, 9_999_999).map(lambda n: Decimal(n) / 1000 + Decimal("0.0005"))
    prices = st.decimals(0, 99999, places=4) | halves
    each = st.builds(
        lambda quantity, price, vat: line(str(quantity), str(price), vat=vat),
        st.sampled_from(["1", "3", "0.5", "7.25", "0.333"]),
        prices,
        st.sampled_from(treatments),
    )
    return st.lists(each, min_size=1, max_size=12)


typed = st.sampled_from(ALONE).flatmap(lines_of)


def offered(lines: Sequence[Line]) -> Offer:
    return offer_of(draft(lines=tuple(lines)), german_client(), "Ada Brandt", vat_terms(refused={}))


def printed(offer: Offer) -> PrintedInvoice:
    """The invoice over the whole offer; parties and texts are those of a sample."""
    return replace(
        invoices.domestic(),
        buyer=invoices.reverse_charge().buyer,
        lines=tuple(printed_line(each) for each in offer.lines),
        vat_groups=printed_groups(offer.groups, offer, "Az. 4711"),
        net=offer.net,
        vat=offer.vat,
        gross=offer.gross,
    )


def totals_in(of: bytes) -> list[Decimal]:
    """Sum of the lines, tax, grand total as the XML has them, and the sum of its own lines."""
    root = etree.fromstring(of)
    path = ".//ram:SpecifiedTradeSettlementHeaderMonetarySummation/ram:"
    names = ("LineTotalAmount", "TaxTotalAmount", "GrandTotalAmount")
    found = [root.findtext(path + name, "", xml.NAMESPACES) for name in names]
    own = root.findall(
        ".//ram:SpecifiedTradeSettlementLineMonetarySummation/ram:LineTotalAmount", xml.NAMESPACES
    )
    return [*map(Decimal, found), sum((Decimal(each.text or "") for each in own), Decimal(0))]


@given(typed)
@settings(deadline=None)
def test_every_sum_is_the_same_in_order_printed_data_xml_and_page(lines: list[Line]) -> None:
    offer = offered(lines)
    made = printed(offer)
    assert offer.net == sum(each.net for each in offer.lines)
    assert offer.vat == sum(group.vat for group in offer.groups)
    for group in made.vat_groups:
        assert group.tax == to_cents(group.basis * group.rate / 100)  # half up, once per group
    assert totals_in(xml.build(made)) == [offer.net, offer.vat, offer.gross, offer.net]
    page = sheet.compose(made)
    assert page["total"]["amount"] == figures.german_euro(offer.gross)
    shown = [each["amount"] for each in page["sums"]]
    assert shown == [figures.german_euro(each) for each in (offer.net, *taxes(made))]


def taxes(of: PrintedInvoice) -> list[Decimal]:
    return [group.tax for group in of.vat_groups]


@pytest.mark.parametrize(
    ("price", "count", "net", "vat"),
    [
        ("33.335", 3, "100.02", "19.00"),
        ("0.005", 1, "0.01", "0.00"),
        ("0.005", 99, "0.99", "0.19"),
        ("33.3349", 3, "99.99", "19.00"),
        ("16.665", 7, "116.69", "22.17"),
        ("0.0263", 1, "0.03", "0.01"),
    ],
)
def test_each_line_is_rounded_half_up_and_its_vat_only_in_the_group(
    price: str, count: int, net: str, vat: str
) -> None:
    offer = offered([line("1", price)] * count)
    assert (offer.net, offer.vat) == (Decimal(net), Decimal(vat))


@given(typed)
@settings(deadline=None, max_examples=25)
def test_the_official_rules_agree_with_every_sum(lines: list[Line]) -> None:
    made = printed(offered(lines))
    verdict = rules.validate(xml.build(made), made.profile)
    assert verdict.findings == ()
