"""The planned invoices of every mode of payment (R39–R44, spec § 9)."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kontor.foundation.days import later_by
from kontor.foundation.money import ZERO, vat_of
from kontor.invoicing.vat import terms_for
from kontor.orders.draft import Draft, Every, Mode, Part, Payment, Recurrence, Share, Treatment
from kontor.orders.plan import InvoiceKind, PlannedInvoice, paid_in_advance, plan_of, sum_of
from kontor.orders.recurrence import PERIODS
from kontor.orders.totals import Totals, totals
from tests.builders.drafts import (
    RATES,
    TODAY,
    advance,
    deposit,
    draft,
    german_client,
    in_amounts,
    in_percents,
    line,
    recurrent,
    vat_terms,
)

SUMS = totals(draft().lines, terms_for(german_client(), TODAY, RATES))
BOTH = vat_terms()
INVOICE, DEPOSIT, FINAL = InvoiceKind.INVOICE, InvoiceKind.DEPOSIT, InvoiceKind.FINAL


def plan(payment: Payment, sums: Totals = SUMS, **changes: Any) -> tuple[PlannedInvoice, ...]:
    return plan_of(draft(payment=payment, **changes), sums)


def dates(payment: Payment, **changes: Any) -> list[str]:
    return [row.billing_date.isoformat() for row in plan(payment, **changes)]


def test_a_single_payment_is_one_invoice_over_everything() -> None:
    (row,) = plan_of(draft(), SUMS)
    assert (row.position, row.kind) == (1, InvoiceKind.INVOICE)
    assert (row.billing_date, row.due_on) == (date(2027, 1, 18), date(2027, 2, 1))
    assert (row.service_from, row.service_to) == (date(2027, 1, 11), date(2027, 1, 15))
    assert (row.net, row.vat, row.gross) == (SUMS.net, SUMS.vat, SUMS.gross)


@pytest.mark.parametrize(
    "payment",
    [
        Payment(),
        Payment(billing_date=TODAY, term_days=None),
        Payment(billing_date=TODAY, term_days=91),
        Payment(Mode.INSTALMENTS, TODAY),
        Payment(Mode.RECURRENT, TODAY),
        Payment(Mode.ADVANCE, TODAY, deposit=Share()),
        in_amounts(("2027-01-12", "1000.00"), ("2027-01-18", "1099.99")),
        in_amounts(("2027-01-18", "1000.00"), ("2027-01-12", "1100.00")),
        in_amounts(("2027-01-12", "2100.00"), ("2027-01-18", "0.00")),
        in_amounts(("2027-01-12", "2100.00")),
        in_percents(("2027-01-12", "50"), ("2027-01-18", "49")),
        deposit("2100.00", "2027-01-04", "2027-01-18"),
        deposit("500.00", "2027-01-18", "2027-01-04"),
        recurrent("2027-01-31", every=None, times=3),
        recurrent("2027-01-31", until=date(2027, 1, 30)),
        recurrent("2027-01-31", unit=Every.WEEK, last_day=True),
    ],
)
def test_nothing_is_planned_while_something_is_missing_or_wrong(payment: Payment) -> None:
    assert plan(payment) == ()


def test_an_advance_of_everything_is_one_invoice() -> None:
    (row,) = plan(advance("2027-01-04"))
    assert (row.kind, row.net, row.gross) == (INVOICE, SUMS.net, SUMS.gross)


def test_a_deposit_is_followed_by_a_final_invoice_over_the_rest() -> None:
    first, last = plan(deposit("700.00", "2027-01-04", "2027-01-18"))
    assert (first.kind, first.net, first.vat) == (DEPOSIT, Decimal("700.00"), Decimal("133.00"))
    assert (last.kind, last.net, last.vat) == (FINAL, Decimal("1400.00"), Decimal("266.00"))
    assert (first.position, last.position) == (1, 2)
    assert last.due_on == date(2027, 2, 1)


def test_a_deposit_in_percent_is_rounded_half_up() -> None:
    sums = totals((line("1", "0.05"),), terms_for(german_client(), TODAY, RATES))
    paid = replace(deposit("1", "2027-01-04", "2027-01-18"), deposit=Share(percent=Decimal(50)))
    assert [row.net for row in plan(paid, sums)] == [Decimal("0.03"), Decimal("0.02")]


def test_instalments_before_the_end_of_the_service_are_deposits_and_the_last_is_final() -> None:
    rows = plan(
        in_amounts(
            ("2027-01-14", "500.00"),
            ("2027-01-15", "600.00"),
            ("2027-02-15", "400.00"),
            ("2027-03-15", "600.00"),
        )
    )
    assert [row.kind for row in rows] == [DEPOSIT, INVOICE, INVOICE, FINAL]
    assert [row.position for row in rows] == [1, 2, 3, 4]
    assert {(row.service_from, row.service_to) for row in rows} == {
        (date(2027, 1, 11), date(2027, 1, 15))
    }


def test_the_last_percentage_takes_the_rest() -> None:
    sums = totals((line("1", "100.00"),), terms_for(german_client(), TODAY, RATES))
    thirds = in_percents(("2027-01-12", "33.33"), ("2027-01-13", "33.33"), ("2027-02-01", "33.34"))
    assert [row.net for row in plan(thirds, sums)] == [
        Decimal("33.33"),
        Decimal("33.33"),
        Decimal("33.34"),
    ]


def test_vat_is_computed_per_invoice_and_the_plan_shows_the_sum() -> None:
    sums = totals((line("1", "0.06"),), terms_for(german_client(), TODAY, RATES))
    halves = plan(in_percents(("2027-01-12", "50"), ("2027-02-01", "50")), sums)
    assert [row.vat for row in halves] == [Decimal("0.01"), Decimal("0.01")]
    assert (sums.vat, sum_of(halves).vat) == (Decimal("0.01"), Decimal("0.02"))
    assert sum_of(halves).gross == Decimal("0.08")


def test_the_31st_returns() -> None:
    assert dates(recurrent("2027-12-31", times=4), service_to=date(2032, 1, 1)) == [
        "2027-12-31",
        "2028-01-31",
        "2028-02-29",
        "2028-03-31",
    ]


def test_every_last_day_of_the_month() -> None:
    monthly = recurrent("2027-02-28", times=3, last_day=True)
    assert dates(monthly, service_to=None) == ["2027-02-28", "2027-03-31", "2027-04-30"]


@pytest.mark.parametrize(
    ("unit", "every", "second"),
    [
        (Every.WEEK, 2, "2027-02-14"),
        (Every.MONTH, 1, "2027-02-28"),
        (Every.QUARTER, 1, "2027-04-30"),
        (Every.YEAR, 1, "2028-01-31"),
    ],
)
def test_the_interval_counts_weeks_months_quarters_years(
    unit: Every, every: int, second: str
) -> None:
    payment = recurrent("2027-01-31", every=every, unit=unit, times=2)
    assert dates(payment, service_to=date(2032, 1, 1)) == ["2027-01-31", second]


def test_until_is_the_last_possible_billing_date() -> None:
    for until, count in ((date(2027, 4, 15), 4), (date(2027, 4, 14), 3)):
        payment = recurrent("2027-01-15", until=until)
        assert len(plan(payment, service_to=date(2027, 12, 31))) == count


def test_every_invoice_bills_its_period_and_the_last_one_ends_with_the_service() -> None:
    rows = plan(
        recurrent("2027-02-01", times=3),
        service_from=date(2027, 1, 31),
        service_to=date(2027, 4, 15),
    )
    assert [(row.service_from, row.service_to) for row in rows] == [
        (date(2027, 1, 31), date(2027, 2, 27)),
        (date(2027, 2, 28), date(2027, 3, 30)),
        (date(2027, 3, 31), date(2027, 4, 15)),
    ]
    assert {(row.kind, row.net, row.gross) for row in rows} == {(INVOICE, SUMS.net, SUMS.gross)}


def test_no_invoice_bills_a_period_after_the_service() -> None:
    assert len(plan(recurrent("2027-02-01", times=9))) == 1


def test_of_an_open_ended_payment_the_first_year_is_shown() -> None:
    assert len(plan(recurrent("2027-01-31"), service_to=None)) == 12
    assert len(plan(recurrent("2027-01-31", every=2, unit=Every.YEAR), service_to=None)) == 1


def test_paid_in_advance_is_the_whole_amount_due_by_the_first_day() -> None:
    first = date(2027, 1, 11)
    assert paid_in_advance(advance("2027-01-04", term_days=7), first)
    assert not paid_in_advance(advance("2027-01-04", term_days=8), first)
    assert not paid_in_advance(advance("2027-01-04", term_days=None), first)
    assert not paid_in_advance(advance("2027-01-04"), None)
    assert not paid_in_advance(deposit("1", "2027-01-04", "2027-01-18"), first)
    assert not paid_in_advance(Payment(billing_date=TODAY, term_days=0), first)


lines = st.lists(
    st.builds(
        line,
        st.just("1"),
        st.decimals("0.01", 5000, places=2).map(str),
        vat=st.sampled_from([Treatment.STANDARD, Treatment.REDUCED, Treatment.EXEMPT]),
    ),
    min_size=1,
    max_size=5,
)
days = st.dates(date(2026, 1, 1), date(2031, 12, 31))


@st.composite
def divided(draw: st.DrawFn) -> tuple[Draft, Totals]:
    """An order with any mix of VAT, paid in amounts that sum to its net."""
    typed = draw(lines)
    sums = totals(typed, BOTH)
    cents = int(sums.net * 100)
    cuts = sorted(draw(st.sets(st.integers(1, max(1, cents - 1)), max_size=6)))
    bounds = [0, *(cut for cut in cuts if cut < cents), cents]
    nets = [Decimal(end - start) / 100 for start, end in pairwise(bounds)]
    on = sorted(draw(st.lists(days, min_size=len(nets), max_size=len(nets))))
    parts = tuple(Part(day, Share(net)) for day, net in zip(on, nets, strict=True))
    return draft(lines=tuple(typed), payment=Payment(Mode.INSTALMENTS, parts=parts)), sums


@given(divided())
def test_instalments_sum_to_the_order_to_the_cent_in_every_vat_group(
    typed: tuple[Draft, Totals],
) -> None:
    of, sums = typed
    rows = plan_of(of, sums)
    if len(of.payment.parts) < 2:
        assert rows == ()
        return
    assert [row.net for row in rows] == [part.share.amount for part in of.payment.parts]
    together = {group.treatment: group.basis for group in sum_of(rows).groups}
    assert together == {group.treatment: group.basis for group in sums.groups}
    for row in rows:
        assert all(group.basis >= 0 for group in row.groups)
        assert all(group.vat == vat_of(group.basis, group.rate) for group in row.groups)
        assert row.net == sum(group.basis for group in row.groups)
        assert row.gross == row.net + row.vat == row.net + sum(group.vat for group in row.groups)


@given(lines, st.lists(st.integers(1, 40), min_size=2, max_size=12))
def test_percentages_sum_to_the_order_to_the_cent(typed: list[Any], weights: list[int]) -> None:
    sums = totals(typed, BOTH)
    shares = [round(Decimal(100 * weight) / sum(weights), 2) for weight in weights]
    shares[-1] = 100 - sum(shares[:-1], ZERO)
    rows = plan(in_percents(*(("2027-02-01", str(share)) for share in shares)), sums)
    if rows:
        assert sum_of(rows).net == sums.net
        assert all(row.net > 0 for row in rows)
        for row, share in zip(rows[:-1], shares[:-1], strict=True):
            assert abs(row.net - sums.net * share / 100) <= Decimal("0.005")


@given(lines, st.decimals("0.01", "99.99", places=2))
def test_deposit_and_final_invoice_sum_to_the_order(typed: list[Any], percent: Decimal) -> None:
    sums = totals(typed, BOTH)
    share = Share(percent=percent)
    rows = plan(replace(deposit("1", "2027-01-04", "2027-01-18"), deposit=share), sums)
    if rows:
        assert [row.kind for row in rows] == [DEPOSIT, FINAL]
        assert sum_of(rows).net == sums.net
        assert min(row.net for row in rows) > 0


rules = st.builds(
    Recurrence,
    every=st.integers(1, 6),
    unit=st.sampled_from(Every),
    last_day=st.booleans(),
    times=st.integers(1, 40),
).filter(lambda rule: not (rule.last_day and rule.unit is Every.WEEK))


@given(days, days, rules)
def test_occurrences_never_drift_and_periods_tile(
    first: date, start: date, rule: Recurrence
) -> None:
    payment = Payment(Mode.RECURRENT, first, recurrence=rule)
    rows = plan(payment, service_from=start, service_to=None)
    assert len(rows) == rule.times
    assert rule.unit is not None
    assert rule.every is not None
    for n, row in enumerate(rows):
        count, unit = n * rule.every, PERIODS[rule.unit]
        assert row.billing_date == later_by(first, count, unit, last_of_month=rule.last_day)
        assert row.service_from == later_by(start, count, unit)
    for one, two in pairwise(rows):
        assert one.service_to is not None
        assert two.service_from == one.service_to + timedelta(days=1)
        assert one.billing_date < two.billing_date
