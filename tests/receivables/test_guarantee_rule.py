"""When an unpaid guaranteed invoice becomes a case: 60 days after due, disputes standing still."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kontor.receivables.guarantee_rule import Span, Unpaid, case_day, opens

DUE = date(2027, 2, 1)
SIXTIETH = date(2027, 4, 2)
UNPAID = Unpaid("issued", DUE, guaranteed=True, open=Decimal("2100.00"))


def after(days: int) -> date:
    return DUE + timedelta(days=days)


def test_it_opens_once_the_bank_has_told_of_the_sixtieth_day() -> None:
    assert not opens(UNPAID, 60, after(59))
    assert opens(UNPAID, 60, SIXTIETH)
    assert opens(UNPAID, 60, after(200))


def test_without_bank_data_nobody_knows_that_it_is_unpaid() -> None:
    assert not opens(UNPAID, 60, None)


@pytest.mark.parametrize(
    "otherwise",
    [
        {"guaranteed": False},
        {"open": Decimal("0.00")},
        {"status": "cancelled"},
        {"status": "paid"},
        {"status": "disputed"},
    ],
    ids=str,
)
def test_it_never_opens(otherwise: dict[str, object]) -> None:
    assert not opens(replace(UNPAID, **otherwise), 60, after(500))  # type: ignore[arg-type]


def test_a_part_that_is_open_is_enough() -> None:
    assert opens(replace(UNPAID, open=Decimal("0.01")), 60, SIXTIETH)


def test_the_days_of_a_dispute_come_on_top() -> None:
    disputed = (Span(after(10), after(17)),)
    assert case_day(DUE, disputed, 60) == after(67)
    assert not opens(replace(UNPAID, disputes=disputed), 60, after(66))
    assert opens(replace(UNPAID, disputes=disputed), 60, after(67))


def test_a_dispute_before_the_due_date_costs_only_what_reaches_beyond_it() -> None:
    assert case_day(DUE, [Span(after(-9), after(-2))], 60) == SIXTIETH
    assert case_day(DUE, [Span(after(-9), after(3))], 60) == after(63)


def test_one_answered_on_its_own_day_costs_nothing() -> None:
    assert case_day(DUE, [Span(after(10), after(10))], 60) == SIXTIETH


def test_a_second_dispute_within_the_lengthened_time_counts_too() -> None:
    assert case_day(DUE, [Span(after(62), after(64)), Span(after(50), after(55))], 60) == after(67)


def test_a_dispute_after_the_sixtieth_day_is_too_late_to_count() -> None:
    assert case_day(DUE, [Span(after(60), after(90))], 60) == SIXTIETH


def test_while_one_is_open_there_is_no_day() -> None:
    assert case_day(DUE, [Span(after(5))], 60) is None


@given(
    st.lists(st.tuples(st.integers(-20, 90), st.integers(0, 30)), max_size=5),
    st.integers(30, 180),
)
def test_it_is_the_first_day_with_so_many_undisputed_days_behind_it(
    spans: list[tuple[int, int]], days: int
) -> None:
    disputed = {day for begin, length in spans for day in range(begin, begin + length)}
    undisputed = (day for day in range(1000) if day not in disputed)
    expected = [next(undisputed) for _ in range(days)][-1] + 1
    disputes = [Span(after(begin), after(begin + length)) for begin, length in spans]
    assert case_day(DUE, disputes, days) == after(expected)
