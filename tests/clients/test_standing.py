"""How long is too long: overdue for more than two calendar months (R67)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kontor.clients.standing import overdue_too_long


@pytest.mark.parametrize(
    ("due", "last_day_in_time"),
    [
        (date(2027, 1, 15), date(2027, 3, 15)),
        (date(2026, 12, 31), date(2027, 2, 28)),
        (date(2027, 12, 31), date(2028, 2, 29)),
        (date(2027, 6, 30), date(2027, 8, 30)),
    ],
)
def test_two_calendar_months_are_counted_and_clamped(due: date, last_day_in_time: date) -> None:
    assert not overdue_too_long(due, last_day_in_time)
    assert overdue_too_long(due, last_day_in_time + timedelta(days=1))


def test_nothing_overdue_is_never_too_long() -> None:
    assert not overdue_too_long(None, date(2027, 1, 15))


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(0, 400))
def test_it_is_never_said_before_59_days_and_always_after_62(due: date, days: int) -> None:
    said = overdue_too_long(due, due + timedelta(days=days))
    assert said is (days > 62) or 59 <= days <= 62
