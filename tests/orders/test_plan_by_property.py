"""Whatever is typed: sums to the cent, dates that never drift, periods that tile (spec § 9).

The dates are held against a calendar of this file's own, not against the one of the code.
"""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise, takewhile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kontor.foundation.days import later_by
from kontor.foundation.money import ZERO
from kontor.orders.draft import Every, Mode, Part, Payment, Recurrence, Share, Treatment
from kontor.orders.plan import (
    InvoiceKind,
    PlannedInvoice,
    Recurring,
    occurrences,
    plan_of,
    sum_of,
)
from kontor.orders.recurrence import follows_before, planned_until
from kontor.orders.submitting import faults_to_submit
from kontor.orders.totals import Amounts, Totals, VatGroup, amounts_of
from tests.builders.drafts import draft, surroundings

CENT = Decimal("0.01")
RATES = {
    Treatment.STANDARD: Decimal(19),
    Treatment.REDUCED: Decimal(7),
    Treatment.EXEMPT: Decimal(0),
}
START, END = date(2027, 1, 11), date(2027, 6, 30)
MONTHS = {Every.MONTH: 1, Every.QUARTER: 3, Every.YEAR: 12}
# Clocks change on these days; a day is none the longer or shorter for it.
CLOCK_CHANGES = [date(2026, 10, 25), date(2027, 3, 28)]


def cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_UP)


def whole_of(bases: dict[Treatment, Decimal]) -> Totals:
    """An order with so much net in each VAT group."""
    groups = tuple(
        VatGroup(treatment, RATES[treatment], basis, cents(basis * RATES[treatment] / 100))
        for treatment, basis in bases.items()
    )
    of = amounts_of(groups)
    return Totals((), groups, of.net, ZERO, of.net, of.vat, of.gross)


def one_of(basis: str) -> Amounts:
    sums = whole_of({Treatment.STANDARD: Decimal(basis)})
    return Amounts(sums.groups, sums.net, sums.vat, sums.gross)


wholes = st.dictionaries(
    st.sampled_from(list(RATES)), st.decimals(CENT, 9999, places=2), min_size=1
).map(whole_of)
around = st.dates(date(2026, 6, 1), date(2031, 12, 31))
month_ends = st.builds(
    lambda year, month, back: date(year, month, monthrange(year, month)[1] - back),
    st.integers(2026, 2032),
    st.integers(1, 12),
    st.integers(0, 3),
)
days = st.one_of(around, month_ends, st.sampled_from(CLOCK_CHANGES))
rules = st.builds(
    Recurrence,
    every=st.integers(1, 7),
    unit=st.sampled_from(Every),
    last_day=st.booleans(),
    times=st.integers(1, 60),
).filter(lambda rule: not (rule.last_day and rule.unit is Every.WEEK))


@st.composite
def in_parts(draw: st.DrawFn) -> tuple[Payment, Totals]:
    """An order in amounts, percents or both, which come to its net."""
    sums = draw(wholes)
    count = draw(st.integers(2, 8))
    on = sorted(draw(st.lists(days, min_size=count, max_size=count)))
    if draw(st.booleans()):
        shares = percents(draw(st.lists(st.integers(1, 50), min_size=count, max_size=count)))
    else:
        shares = mixed(draw, sums.net, count)
    parts = tuple(Part(day, share) for day, share in zip(on, shares, strict=True))
    return Payment(Mode.INSTALMENTS, parts=parts), sums


def percents(weights: Sequence[int]) -> list[Share]:
    shares = [cents(Decimal(100 * weight) / sum(weights)) for weight in weights[:-1]]
    return [Share(percent=share) for share in (*shares, 100 - sum(shares, ZERO))]


def mixed(draw: st.DrawFn, net: Decimal, count: int) -> list[Share]:
    """Amounts with percents between them; the last is what they leave."""
    shares: list[Share] = []
    left = net
    for _ in range(count - 1):
        share = (
            Share(percent=draw(st.decimals(CENT, 60, places=2)))
            if draw(st.booleans())
            else Share(draw(st.decimals(0, 200, places=2)))
        )
        worth = share.amount or (cents(net * share.percent / 100) if share.percent else ZERO)
        shares, left = [*shares, share], left - worth
    return [*shares, Share(max(left, ZERO))]


def asks_rightly(rows: Sequence[PlannedInvoice], sums: Totals) -> None:
    """Every row and their sum come to the cent, in every VAT group."""
    assert {group.treatment: group.basis for group in sum_of(rows).groups} == {
        group.treatment: group.basis for group in sums.groups
    }
    for row in rows:
        assert row.net > 0
        assert row.net == sum((group.basis for group in row.groups), ZERO)
        assert row.vat == sum((group.vat for group in row.groups), ZERO)
        assert row.gross == row.net + row.vat
        for group in row.groups:
            assert group.basis >= 0
            assert group.vat == cents(group.basis * group.rate / 100)
    # Each invoice and the order round each group once, by half a cent at most.
    assert abs(sum_of(rows).vat - sums.vat) <= CENT / 2 * (len(rows) + 1) * len(sums.groups)


@given(in_parts())
def test_instalments_in_amounts_percents_or_both_come_to_the_order_to_the_cent(
    typed: tuple[Payment, Totals],
) -> None:
    payment, sums = typed
    rows = plan_of(draft(payment=payment, service_from=START, service_to=END), sums)
    if not rows:  # a part came to nothing, or nothing was left for the last
        assert too_small(payment, sums)
        return
    asks_rightly(rows, sums)
    for row, part in zip(rows, payment.parts, strict=True):
        early = row.billing_date < END
        assert row.billing_date == part.on
        assert row.kind is (
            InvoiceKind.FINAL
            if row is rows[-1]
            else InvoiceKind.DEPOSIT
            if early
            else InvoiceKind.INVOICE
        )
        if part.share.amount is not None:
            assert row.net == part.share.amount
        elif row is not rows[-1]:
            assert row.net == cents(sums.net * (part.share.percent or ZERO) / 100)


def too_small(payment: Payment, sums: Totals) -> bool:
    worth = [
        part.share.amount
        if part.share.amount is not None
        else cents(sums.net * (part.share.percent or ZERO) / 100)
        for part in payment.parts
    ]
    rest = sums.net - sum(worth[:-1], ZERO)
    return (
        min(worth[:-1]) <= 0
        or rest <= 0
        or any(part.share.percent is not None and part.share.percent <= 0 for part in payment.parts)
    )


@given(
    wholes,
    st.one_of(
        st.builds(Share, st.decimals(CENT, 9999, places=2)),
        st.builds(lambda percent: Share(percent=percent), st.decimals(CENT, 100, places=2)),
    ),
    days,
    st.integers(0, 400),
)
def test_a_deposit_and_its_final_invoice_come_to_the_order_to_the_cent(
    sums: Totals, share: Share, first: date, later: int
) -> None:
    payment = Payment(Mode.ADVANCE, first, deposit=share, final_date=first + timedelta(days=later))
    rows = plan_of(draft(payment=payment), sums)
    percent = cents(sums.net * (share.percent or ZERO) / 100)
    asked = percent if share.amount is None else share.amount
    if not 0 < asked < sums.net:
        assert rows == ()
        return
    asks_rightly(rows, sums)
    assert [(row.kind, row.net) for row in rows] == [
        (InvoiceKind.DEPOSIT, asked),
        (InvoiceKind.FINAL, sums.net - asked),
    ]


def clamped(first: date, count: int, unit: Every) -> date:
    """So many weeks, months, quarters or years after the first day, clamped to the month's end."""
    if unit is Every.WEEK:
        return date.fromordinal(first.toordinal() + 7 * count)
    months = first.year * 12 + first.month - 1 + count * MONTHS[unit]
    year, month = divmod(months, 12)
    return date(year, month + 1, min(first.day, monthrange(year, month + 1)[1]))


def recurring(
    first: date, start: date, rule: Recurrence, end: date | None = None
) -> list[PlannedInvoice]:
    payment = Payment(Mode.RECURRENT, first, recurrence=rule)
    of = draft(payment=payment, service_from=start, service_to=end)
    return list(plan_of(of, whole_of({Treatment.STANDARD: Decimal(100)})))


@given(days, days, rules)
def test_occurrence_n_is_n_intervals_after_the_first_and_the_31st_returns(
    first: date, start: date, rule: Recurrence
) -> None:
    assert rule.unit is not None
    assert rule.every is not None
    rows = recurring(first, start, rule)
    assert [row.position for row in rows] == list(range(1, (rule.times or 0) + 1))
    for n, row in enumerate(rows):
        day = clamped(first, n * rule.every, rule.unit)
        last = day.replace(day=monthrange(day.year, day.month)[1])
        assert row.billing_date == (last if rule.last_day else day)
        assert row.due_on == row.billing_date + timedelta(days=14)
        assert row.service_from == clamped(start, n * rule.every, rule.unit)
        following = clamped(start, (n + 1) * rule.every, rule.unit)
        assert row.service_to == following - timedelta(days=1)


@given(days, days, rules, st.integers(0, 3000))
def test_periods_neither_overlap_nor_leave_a_day_out_and_the_last_ends_with_the_service(
    first: date, start: date, rule: Recurrence, length: int
) -> None:
    end = start + timedelta(days=length)
    rows = recurring(first, start, rule, end)
    assert rows[0].service_from == start
    for one, two in pairwise(rows):
        assert one.service_to is not None
        assert two.service_from == one.service_to + timedelta(days=1)
    assert all(start <= row.service_from <= row.service_to <= end for row in rows)  # type: ignore[operator]
    if len(rows) < (rule.times or 0):
        assert rows[-1].service_to == end


@given(
    days,
    rules.filter(lambda rule: (rule.times or 0) > 1),
    st.sampled_from(["payment.times", "payment.until"]),
    st.data(),
)
def test_a_billing_date_whose_period_begins_after_the_service_is_refused_at_its_field(
    start: date, rule: Recurrence, field: str, data: st.DataObject
) -> None:
    rows = recurring(start, start, rule)
    at = data.draw(st.integers(1, len(rows) - 1))
    begins, before = rows[at], rows[at - 1]
    assert begins.service_from is not None

    def said(last: PlannedInvoice) -> list[str]:
        ended = (
            replace(rule, times=None, until=last.billing_date)
            if field == "payment.until"
            else replace(rule, times=last.position)
        )
        of = draft(
            payment=Payment(Mode.RECURRENT, start, recurrence=ended),
            service_from=start,
            service_to=before.service_from,
        )
        found = faults_to_submit(of, surroundings(today=start - timedelta(days=1)))
        return [each.sentence.english() for each in found if each.field == field]

    far = begins.billing_date > later_by(start - timedelta(days=1), 5, "year")
    assert far or any("The service ends on" in sentence for sentence in said(begins))
    assert not any("The service ends on" in sentence for sentence in said(before))


@given(days, st.integers(1, 3), st.integers(0, 2200))
def test_no_finite_plan_has_more_than_260_invoices(first: date, every: int, ahead: int) -> None:
    until = first + timedelta(days=ahead)
    rule = Recurrence(every=every, unit=Every.WEEK, until=until)
    rows = recurring(first, first, rule, until)
    assert len(rows) == min(260, ahead // (7 * every) + 1)
    assert all(row.billing_date <= until for row in rows)


@given(
    days,
    days,
    rules.map(lambda rule: replace(rule, times=None)),
    st.lists(st.integers(1, 200), max_size=12),
)
def test_planning_ahead_night_after_night_gives_what_planning_at_once_would_give(
    first: date, start: date, rule: Recurrence, pauses: list[int]
) -> None:
    of = Recurring(first, rule, 14, start, None, one_of("100"))

    def before(horizon: date) -> list[PlannedInvoice]:
        return list(takewhile(lambda row: row.billing_date < horizon, occurrences(of)))

    today = min(first, start)
    known = before(planned_until(first, today))  # as plan_of plans it
    assert known == recurring(first, start, rule)
    for pause in pauses:
        today += timedelta(days=pause)
        if follows_before(known[-1].billing_date, planned_until(today, today), rule):
            known += before(planned_until(first, today))[len(known) :]
        at_once = before(planned_until(first, today))
        assert known == at_once
        assert at_once[-1].billing_date < clamped(max(first, today), 1, Every.YEAR)


@pytest.mark.parametrize("day", CLOCK_CHANGES)
def test_a_week_over_a_change_of_the_clock_has_seven_days(day: date) -> None:
    rows = recurring(day, day, Recurrence(unit=Every.WEEK, times=3))
    assert [row.billing_date for row in rows] == [day + timedelta(days=7 * n) for n in range(3)]
