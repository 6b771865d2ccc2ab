"""One invoice changed: never above what the client confirmed, to the cent, for any lines (§ 9)."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kontor.foundation.money import ZERO, to_cents, vat_of
from kontor.invoicing.changing import (
    Content,
    InvoiceChange,
    Limits,
    LineChange,
    change_faults,
    changed,
    confirmed_lines,
    groups_of,
)
from kontor.invoicing.parts import rest_of
from kontor.orders.draft import LineKind, Mode, Payment, Share, Treatment, Unit
from kontor.orders.offer import Offer, OfferLine, offer_of
from kontor.orders.plan import InvoiceKind
from kontor.orders.totals import VatGroup, amounts_of, group_of
from tests.builders import drafts

TODAY = date(2027, 1, 11)
RATES = {Treatment.STANDARD: Decimal(19), Treatment.REDUCED: Decimal(7)}
quantities = st.decimals(min_value=0, max_value=9999, places=3)
prices = st.decimals(min_value=0, max_value=9999, places=4)
down = st.decimals(min_value=0, max_value=1, places=2)


def line(quantity: Decimal, price: Decimal, treatment: Treatment) -> OfferLine:
    return OfferLine(
        text="Layout",
        quantity=quantity,
        unit=Unit.HOUR,
        unit_price=price,
        kind=LineKind.FEE,
        treatment=treatment,
        rate=RATES[treatment],
        net=to_cents(quantity * price),
    )


confirmed = st.lists(
    st.builds(line, quantities, prices, st.sampled_from(list(RATES))), min_size=1, max_size=8
).map(tuple)


def content(lines: tuple[OfferLine, ...], **changes: Any) -> Content:
    stands: dict[str, Any] = {
        "service_from": date(2027, 1, 4),
        "service_to": date(2027, 1, 8),
        "billing_date": date(2027, 1, 18),
        "special_agreement": "",
        "lines": lines,
    }
    return Content(**{**stands, **changes})


def limits(lines: tuple[OfferLine, ...], earlier: Any = None) -> Limits:
    return Limits(TODAY, lines, lambda text: [one for one in text if one == "☃"], earlier)


def net_of(lines: Sequence[OfferLine]) -> Decimal:
    return sum((one.net for one in lines), ZERO)


def lowered(lines: Sequence[OfferLine], shares: Sequence[Decimal]) -> tuple[LineChange, ...]:
    pairs = zip(lines, shares, strict=False)
    return tuple(
        LineChange((one.quantity * share).quantize(Decimal("0.001"), "ROUND_DOWN"), one.unit_price)
        for one, share in pairs
    )


@given(confirmed, st.lists(down, min_size=8, max_size=8))
def test_what_is_lowered_is_never_above_the_confirmed_and_sums_are_equal(
    lines: tuple[OfferLine, ...], shares: list[Decimal]
) -> None:
    change = InvoiceChange(lines=lowered(lines, shares))
    after = changed(content(lines), change)
    assert all(one.net <= most.net for one, most in zip(after.lines, lines, strict=True))
    amounts = amounts_of(groups_of(after.lines))
    assert amounts.net == net_of(after.lines) <= net_of(lines)
    assert all(group.vat == vat_of(group.basis, group.rate) for group in amounts.groups)
    assert amounts.gross == amounts.net + amounts.vat
    fields = {fault.field for fault in change_faults(content(lines), change, limits(lines))}
    assert fields == (set() if amounts.net else {"lines"})


@given(confirmed, st.lists(st.tuples(quantities, prices), min_size=8, max_size=8))
def test_whatever_passes_the_rules_is_not_above_the_confirmed(
    lines: tuple[OfferLine, ...], typed: list[tuple[Decimal, Decimal]]
) -> None:
    pairs = zip(typed, lines, strict=False)
    change = InvoiceChange(lines=tuple(LineChange(*pair) for pair, _ in pairs))
    before = content(lines)
    faults = change_faults(before, change, limits(lines))
    higher = [
        at
        for at, (one, most) in enumerate(zip(change.lines or (), lines, strict=True))
        if one.quantity > most.quantity or one.unit_price > most.unit_price
    ]
    assert bool(faults) or not higher
    if not faults:
        assert net_of(changed(before, change).lines) <= net_of(lines)


@given(confirmed, st.lists(down, min_size=8, max_size=8), down)
def test_a_lowered_whole_and_its_earlier_parts_leave_a_rest_of_0_or_more_or_a_fault(
    lines: tuple[OfferLine, ...], shares: list[Decimal], part: Decimal
) -> None:
    earlier = tuple(
        group_of(group.treatment, group.rate, to_cents(group.basis * part))
        for group in groups_of(lines)
    )
    change = InvoiceChange(lines=lowered(lines, shares))
    faults = change_faults(content(lines), change, limits(lines, (earlier,)))
    rest = rest_of(groups_of(changed(content(lines), change).lines), [earlier])
    assert bool(faults) == any(group.basis < 0 for group in rest)
    whole = amounts_of(groups_of(changed(content(lines), change).lines)).net
    assert amounts_of(rest).net + amounts_of(earlier).net == whole


@given(confirmed)
def test_lines_as_confirmed_are_no_change(lines: tuple[OfferLine, ...]) -> None:
    same = InvoiceChange(lines=tuple(LineChange(one.quantity, one.unit_price) for one in lines))
    assert changed(content(lines), same) == content(lines)


ONE = (line(Decimal(5), Decimal(420), Treatment.STANDARD),)


@pytest.mark.parametrize(
    ("days", "fields"),
    [
        ({"service_from": date(2027, 1, 9)}, ["service_to"]),
        ({"service_from": date(2027, 1, 8)}, []),
        ({"billing_date": TODAY}, []),
        ({"billing_date": date(2027, 1, 10)}, ["billing_date"]),
        ({"billing_date": date(2032, 1, 11)}, []),
        ({"billing_date": date(2032, 1, 12)}, ["billing_date"]),
        ({"service_to": date(1999, 12, 31)}, ["service_to", "service_to"]),
        ({"special_agreement": "☃"}, ["special_agreement"]),
        ({}, []),
    ],
)
def test_faults_of_days_and_words(days: dict[str, Any], fields: list[str]) -> None:
    faults = change_faults(content(ONE), InvoiceChange(**days), limits(ONE))
    assert [fault.field for fault in faults] == fields


def test_a_day_that_is_past_already_may_stay() -> None:
    late = content(ONE, billing_date=date(2027, 1, 4))
    asked = InvoiceChange(billing_date=date(2027, 1, 4), special_agreement="Late.")
    assert change_faults(late, asked, limits(ONE)) == []


def test_the_lines_of_a_part_are_its_vat_groups() -> None:
    offer = _offer_in_parts()
    lines = confirmed_lines(offer, InvoiceKind.DEPOSIT, 1)
    assert [(one.quantity, one.unit_price, one.net) for one in lines] == [
        (Decimal(1), Decimal("630.00"), Decimal("630.00"))
    ]
    assert confirmed_lines(offer, InvoiceKind.FINAL, 2) == offer.lines
    assert groups_of(lines) == (
        VatGroup(Treatment.REVERSE_CHARGE, Decimal(0), Decimal("630.00"), ZERO),
    )


def _offer_in_parts() -> Offer:
    payment = Payment(
        mode=Mode.ADVANCE,
        billing_date=date(2027, 1, 13),
        deposit=Share(percent=Decimal(30)),
        final_date=date(2027, 1, 25),
    )
    around = drafts.surroundings()
    assert around.client
    assert around.vat
    return offer_of(drafts.draft(payment=payment), around.client, "Ada Brandt", around.vat)
