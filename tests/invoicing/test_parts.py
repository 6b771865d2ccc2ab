"""Deposits, instalments and the final invoice: to the cent, for any split (spec § 9)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from kontor.formats.einvoice import xml
from kontor.formats.einvoice.values import Category, LineKind, Preceding
from kontor.formats.einvoice.values import VatGroup as PrintedGroup
from kontor.foundation.money import ZERO, vat_of
from kontor.invoicing.parts import deducted_lines, is_part, part_lines, part_names, rest_of
from kontor.orders.draft import Mode, Share, Treatment
from kontor.orders.offer import Offer, offer_of
from kontor.orders.plan import InvoiceKind
from kontor.orders.totals import VatGroup
from tests.builders import drafts
from tests.formats.einvoice import invoices

RATES = {
    Treatment.STANDARD: Decimal(19),
    Treatment.REDUCED: Decimal(7),
    Treatment.EXEMPT: Decimal(0),
}
cents = st.decimals(min_value=0, max_value=1_000_000, places=2)


def group(treatment: Treatment, basis: Decimal) -> VatGroup:
    return VatGroup(treatment, RATES[treatment], basis, vat_of(basis, RATES[treatment]))


def groups_of(bases: dict[Treatment, Decimal]) -> tuple[VatGroup, ...]:
    return tuple(group(treatment, basis) for treatment, basis in bases.items())


amounts = st.dictionaries(st.sampled_from(list(RATES)), cents, min_size=1)


@given(st.lists(amounts, max_size=5), amounts)
def test_earlier_invoices_and_the_rest_are_the_whole_to_the_cent_in_every_vat_group(
    parts: list[dict[Treatment, Decimal]], last: dict[Treatment, Decimal]
) -> None:
    bases: dict[Treatment, Decimal] = {}
    for amount in (*parts, last):
        for treatment, basis in amount.items():
            bases[treatment] = bases.get(treatment, ZERO) + basis
    rest = rest_of(groups_of(bases), [groups_of(part) for part in parts])
    assert {one.treatment: one.basis for one in rest} == {
        treatment: last.get(treatment, ZERO) for treatment in bases
    }
    assert all(one.vat == vat_of(one.basis, one.rate) for one in rest)


@given(st.lists(st.integers(0, 40), max_size=4))
@settings(deadline=None)
def test_lines_print_and_xml_of_parts_and_final_say_the_same(shares: list[int]) -> None:
    whole = invoices.two_rates()
    parts = tuple(
        replace(invoices.deposit(whole, str(share)), number=f"RE-2027-{at:06d}")
        for at, share in enumerate(shares, start=1)
    )
    final = invoices.final(whole, parts)
    for each in (*parts, final):
        for one in each.vat_groups:
            own = [line.net for line in each.lines if line.rate == one.rate]
            assert sum(own, ZERO) == one.basis
        assert sum((line.net for line in each.lines), ZERO) == each.net
        assert totals_in(xml.build(each)) == [each.net, each.vat, each.gross]
    assert sum((each.net for each in parts), final.net) == whole.net


def totals_in(document: bytes) -> list[Decimal]:
    """Net, VAT and gross as the XML states them."""
    root = etree.fromstring(document)
    names = ("TaxBasisTotalAmount", "TaxTotalAmount", "GrandTotalAmount")
    return [
        Decimal(root.findtext(f".//ram:{name}", namespaces=xml.NAMESPACES) or "NaN")
        for name in names
    ]


def test_without_an_earlier_invoice_the_whole_is_left() -> None:
    whole = groups_of({Treatment.STANDARD: Decimal("1049.70")})
    assert rest_of(whole, []) == whole


def printed_group(basis: str, rate: str = "19") -> PrintedGroup:
    return PrintedGroup(
        category=Category.STANDARD,
        rate=Decimal(rate),
        basis=Decimal(basis),
        tax=vat_of(Decimal(basis), Decimal(rate)),
    )


EARLIER = Preceding(
    number="RE-2027-000001",
    issued_on=date(2027, 3, 14),
    name_de="Anzahlung 30 %",
    name_en="Deposit of 30 %",
    vat_groups=(printed_group("300.00"), printed_group("50.00", "7")),
)


def test_a_deposit_has_one_line_for_each_vat_group_named_after_its_order() -> None:
    names = ("Anzahlung 30 %", "Deposit of 30 %")
    first, second = part_lines(EARLIER.vat_groups, names, "A-2027-0001")
    assert first.text == "Anzahlung 30 % gemäß Auftrag A-2027-0001"
    assert first.text_en == "Deposit of 30 % under order A-2027-0001"
    assert [str(line.net) for line in (first, second)] == ["300.00", "50.00"]
    assert [str(line.rate) for line in (first, second)] == ["19", "7"]


def test_what_is_deducted_has_a_negative_quantity_and_never_a_negative_price() -> None:
    (line, _) = deducted_lines([EARLIER])
    assert [str(each) for each in (line.quantity, line.unit_price, line.net)] == [
        "-1",
        "300.00",
        "-300.00",
    ]
    assert line.kind is LineKind.DEDUCTION
    assert line.text == "abzüglich Rechnung RE-2027-000001 vom 14.03.2027 (Anzahlung 30 %)"
    assert line.text_en == "less invoice RE-2027-000001 of 14 March 2027 (Deposit of 30 %)"
    below_zero = replace(EARLIER, vat_groups=(printed_group("-0.01"),))
    (line,) = deducted_lines([below_zero])
    assert [str(each) for each in (line.quantity, line.unit_price)] == ["1", "0.01"]


def offer(mode: Mode = Mode.SINGLE, invoices: int = 1) -> Offer:
    """Over 2,100.00 net."""
    around = drafts.surroundings()
    assert around.client is not None
    assert around.vat is not None
    single = offer_of(drafts.draft(), around.client, "Ada Brandt", around.vat)
    return replace(single, mode=mode, invoices=single.invoices * invoices)


@pytest.mark.parametrize(
    ("deposit", "name"),
    [
        (Share(percent=Decimal("30.00")), "Anzahlung 30 %"),
        (Share(percent=Decimal("12.50")), "Anzahlung 12,5 %"),
        (Share(amount=Decimal("700.00")), "Anzahlung"),
    ],
)
def test_a_deposit_is_called_after_its_percentage_where_one_was_agreed(
    deposit: Share, name: str
) -> None:
    assert part_names(replace(offer(Mode.ADVANCE, 2), deposit=deposit), 1)[0] == name


def test_an_instalment_is_called_after_its_place_in_the_plan() -> None:
    names = part_names(offer(Mode.INSTALMENTS, 3), 1)
    assert names == ("Rate 1 von 3", "Instalment 1 of 3")


def test_deposits_and_instalments_before_the_last_are_parts() -> None:
    three = offer(Mode.INSTALMENTS, 3)
    assert is_part(InvoiceKind.DEPOSIT, offer(Mode.ADVANCE, 2), 1)
    assert [is_part(InvoiceKind.INVOICE, three, position) for position in (1, 2, 3)] == [
        True,
        True,
        False,
    ]
    assert not is_part(InvoiceKind.INVOICE, offer(Mode.ADVANCE), 1)
    assert not is_part(InvoiceKind.INVOICE, offer(Mode.RECURRENT, 12), 3)
    assert not is_part(InvoiceKind.FINAL, offer(Mode.ADVANCE, 2), 2)
