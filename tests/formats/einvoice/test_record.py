"""The record frozen in the database comes back exactly as it went in."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kontor.formats.einvoice import sample
from kontor.formats.einvoice.record import NotARecord
from kontor.formats.einvoice.values import Line, Preceding, PrintedInvoice, VatGroup
from tests.formats.einvoice import invoices

numbers = st.decimals(allow_nan=False, allow_infinity=False)
days = st.dates(min_value=date(2020, 1, 1), max_value=date(2060, 12, 31))
lines = st.builds(
    Line, text=st.text(), quantity=numbers, unit_price=numbers, net=numbers, rate=numbers
)
groups = st.builds(VatGroup, rate=numbers, basis=numbers, tax=numbers)
earlier = st.builds(Preceding, issued_on=days)
printed = st.builds(
    PrintedInvoice,
    seller=st.just(sample.SELLER),
    buyer=st.sampled_from([sample.BUYER, invoices.FRENCH, invoices.AMERICAN]),
    issued_on=days,
    service_from=days,
    service_to=days,
    lines=st.lists(lines, max_size=2).map(tuple),
    vat_groups=st.lists(groups, max_size=2).map(tuple),
    net=numbers,
    vat=numbers,
    gross=numbers,
    preceding=st.lists(earlier, max_size=1).map(tuple),
)


@settings(max_examples=50, deadline=None)
@given(printed)
def test_every_invoice_survives_the_way_through_json(invoice: PrintedInvoice) -> None:
    assert PrintedInvoice.from_json(invoice.to_json()) == invoice


@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_decimals_keep_their_last_zeros(price: Decimal) -> None:
    line = replace(invoices.line(), unit_price=price)
    invoice = replace(invoices.domestic(), lines=(line,))
    again = PrintedInvoice.from_json(invoice.to_json())
    assert str(again.lines[0].unit_price) == str(price)


def test_equal_invoices_give_equal_text() -> None:
    assert invoices.domestic().to_json() == invoices.domestic().to_json()


def test_a_key_that_came_later_takes_its_default() -> None:
    old = json.loads(invoices.domestic().to_json())
    del old["special_agreement"], old["seller"]["board"]
    again = PrintedInvoice.from_json(json.dumps(old))
    assert (again.special_agreement, again.seller.board) == ("", "")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"net": "twelve"}, "record.net: 'twelve' is no Decimal"),
        ({"net": "NaN"}, "record.net: 'NaN' is no Decimal"),
        ({"net": 12}, "record.net: text was expected"),
        ({"issued_on": "2027-02-30"}, "record.issued_on: '2027-02-30' is no date"),
        ({"kind": "bill"}, "record.kind: 'bill' is no Kind"),
        ({"lines": "none"}, "record.lines: a list was expected"),
        ({"colour": "red"}, "record: the keys of PrintedInvoice were expected"),
        ({"buyer": {"name": "X"}}, "record.buyer: .*address"),
    ],
)
def test_a_wrong_record_is_refused_by_naming_the_place(
    change: dict[str, object], message: str
) -> None:
    raw = {**json.loads(invoices.domestic().to_json()), **change}
    with pytest.raises(NotARecord, match=message):
        PrintedInvoice.from_json(json.dumps(raw))


def test_what_is_not_json_is_refused() -> None:
    with pytest.raises(NotARecord, match="not JSON"):
        PrintedInvoice.from_json("{")
