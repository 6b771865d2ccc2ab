"""Working days by federal state, and the promise of 24 hours on them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kontor.foundation.workdays import add_workdays, is_workday, one_workday_later, worked_between
from kontor.foundation.written import BERLIN


def test_holidays_depend_on_the_state() -> None:
    womens_day = date(2027, 3, 8)
    assert not is_workday(womens_day, "BE")
    assert is_workday(womens_day, "BY")


@pytest.mark.parametrize(
    ("submitted", "due"),
    [
        ("2027-03-12 10:42", "2027-03-15 10:42"),  # Friday → Monday
        ("2027-03-16 10:42", "2027-03-17 10:42"),  # Tuesday → Wednesday
        ("2027-03-13 18:00", "2027-03-16 00:00"),  # Saturday counts from Monday 00:00
        ("2027-03-05 10:42", "2027-03-09 10:42"),  # Monday 8 March is a holiday in Berlin
        ("2027-03-25 09:00", "2027-03-30 09:00"),  # Maundy Thursday → Tuesday after Easter
    ],
)
def test_the_team_has_24_hours_on_working_days(submitted: str, due: str) -> None:
    def berlin(text: str) -> datetime:
        return datetime.fromisoformat(text).replace(tzinfo=BERLIN)

    assert one_workday_later(berlin(submitted), "BE") == berlin(due)


def test_working_days_count_both_ways() -> None:
    friday, monday = date(2027, 3, 12), date(2027, 3, 15)
    assert add_workdays(friday, 1, "BE") == monday
    assert add_workdays(monday, -1, "BE") == friday
    assert add_workdays(monday, 0, "BE") == monday


@given(st.dates(date(2026, 1, 1), date(2032, 12, 31)), st.integers(1, 30))
def test_going_forward_ends_on_a_working_day_and_leads_back(day: date, count: int) -> None:
    ahead = add_workdays(day, count, "BE")
    assert is_workday(ahead, "BE")
    assert ahead >= day + timedelta(days=count)
    if is_workday(day, "BE"):
        assert add_workdays(ahead, -count, "BE") == day


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1), timezones=st.just(BERLIN)),  # noqa: DTZ001
    st.integers(0, 500),
)
def test_what_took_no_longer_than_the_promise_is_at_most_a_day_of_work(
    begin: datetime, hours: int
) -> None:
    end = begin.astimezone(UTC) + timedelta(hours=hours)
    taken = worked_between(begin, end, "BE")
    assert timedelta(0) <= taken <= timedelta(hours=hours)
    if end <= one_workday_later(begin, "BE"):
        assert taken <= timedelta(hours=25)  # the day on which the clock goes back has so many


def test_a_weekend_does_not_count() -> None:
    friday = datetime(2027, 3, 12, 10, 42, tzinfo=BERLIN)
    assert worked_between(friday, friday + timedelta(days=3), "BE") == timedelta(days=1)
    assert worked_between(friday, friday - timedelta(days=1), "BE") == timedelta(0)
