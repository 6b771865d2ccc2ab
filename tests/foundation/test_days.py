"""Days belong to Berlin; periods are counted from the first date; typed dates are understood."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kontor.foundation.days import (
    EARLIEST,
    Period,
    day_fault,
    day_of,
    end_of_day,
    later_by,
    latest_day,
    parse_day,
    parse_iso_day,
    start_of_day,
)
from kontor.foundation.refusal import Unreadable
from kontor.foundation.written import Language, short_day_text

days = st.dates(EARLIEST, date(2100, 12, 31))
periods: st.SearchStrategy[Period] = st.sampled_from(["week", "month", "quarter", "year"])


def test_an_instant_belongs_to_the_day_in_berlin() -> None:
    assert day_of(datetime(2026, 12, 31, 23, 0, tzinfo=UTC)) == date(2027, 1, 1)
    assert day_of(datetime(2027, 6, 30, 21, 59, 59, tzinfo=UTC)) == date(2027, 6, 30)
    with pytest.raises(ValueError, match="zone"):
        day_of(datetime(2027, 1, 1))  # noqa: DTZ001 that is the point


@given(days)
def test_a_day_begins_and_ends_within_itself(day: date) -> None:
    assert day_of(start_of_day(day)) == day_of(end_of_day(day)) == day
    assert day_of(end_of_day(day) + timedelta(microseconds=1)) == day + timedelta(days=1)


@pytest.mark.parametrize(("day", "hours"), [(date(2027, 3, 28), 23), (date(2026, 10, 25), 25)])
def test_days_of_the_clock_change_are_whole_days(day: date, hours: int) -> None:
    length = end_of_day(day).astimezone(UTC) - start_of_day(day).astimezone(UTC)
    assert round(length / timedelta(hours=1)) == hours


def test_months_are_clamped_and_the_31st_returns() -> None:
    first = date(2027, 1, 31)
    assert [later_by(first, n, "month") for n in range(4)] == [
        date(2027, 1, 31),
        date(2027, 2, 28),
        date(2027, 3, 31),
        date(2027, 4, 30),
    ]
    assert later_by(date(2028, 2, 29), 1, "year") == date(2029, 2, 28)
    assert later_by(date(2027, 1, 15), 1, "month", last_of_month=True) == date(2027, 2, 28)


@given(days, st.integers(0, 260), periods)
def test_periods_only_move_forward(first: date, count: int, period: Period) -> None:
    here, there = later_by(first, count, period), later_by(first, count + 1, period)
    assert here < there
    assert here.day <= first.day or period == "week"


@pytest.mark.parametrize(
    "typed", ["22.03.2027", "22/03/2027", "22.3.2027", "2027-03-22", " 22. 3. 2027 ", "22-03-2027"]
)
def test_dates_are_read_day_first(typed: str) -> None:
    assert parse_day(typed) == date(2027, 3, 22)


@given(days, st.sampled_from(["de", "en"]))
def test_a_written_date_is_read_again(day: date, language: Language) -> None:
    assert parse_day(short_day_text(day, language)) == day
    assert parse_day(day.isoformat()) == parse_iso_day(day.isoformat()) == day


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("22.3.27", "Write the year with four digits, for example 22.03.2027."),
        ("01/02/03", "Write the year with four digits, for example 22.03.2027."),
        ("31.04.2027", "This date does not exist: the month ends on 30 April 2027."),
        ("29.02.2027", "This date does not exist: the month ends on 28 February 2027."),
        ("0.1.2027", "This date does not exist: the month ends on 31 January 2027."),
        ("22.13.2027", "Check the month: it is a number from 1 to 12."),
        ("01.01.0000", "Check the month: it is a number from 1 to 12."),
        ("22.03/2027", "Write the date as day, month and year, for example 22.03.2027."),
        ("tomorrow", "Write the date as day, month and year, for example 22.03.2027."),
        ("٢٢.٠٣.٢٠٢٧", "Write the date as day, month and year, for example 22.03.2027."),
        ("", "Write the date as day, month and year, for example 22.03.2027."),
    ],
)
def test_what_is_no_date_is_answered_with_a_sentence(typed: str, answer: str) -> None:
    with pytest.raises(Unreadable) as refused:
        parse_day(typed)
    assert refused.value.sentence.english() == answer


@pytest.mark.parametrize("bad", ["20270322", "2027-W12-1", "2027-3-22", "22.03.2027", "2027-02-29"])
def test_an_order_file_knows_iso_dates_only(bad: str) -> None:
    with pytest.raises(Unreadable):
        parse_iso_day(bad)


def test_a_day_too_far_away_is_not_meant() -> None:
    today = date(2028, 2, 29)
    assert latest_day(today) == date(2033, 2, 28)
    assert day_fault(date(2033, 2, 28), today) is None
    assert day_fault(EARLIEST, today) is None
    assert day_fault(date(2033, 3, 1), today)
    assert day_fault(date(1999, 12, 31), today)
    assert day_fault(date.max, today)
    assert day_fault(date.min, today)
