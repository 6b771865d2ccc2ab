"""What a change of a running order begins with (spec § 6)."""

from datetime import date

import pytest

from kontor.orders.changing import PeriodAhead, change_of
from kontor.orders.draft import Every, Recurrence
from kontor.orders.recurrence import billing_dates
from tests.builders.drafts import TODAY, draft, recurrent


def continued(first: str, start: PeriodAhead, **rule: object) -> tuple[date | None, Recurrence]:
    """First billing date and rule of the change."""
    payment = change_of(draft(payment=recurrent(first, **rule)), start, TODAY, 14).payment
    assert payment.recurrence is not None
    return payment.billing_date, payment.recurrence


def test_it_asks_so_many_times_fewer() -> None:
    start = PeriodAhead(4, date(2027, 4, 1), date(2027, 4, 15))
    assert continued("2027-01-15", start, times=12) == (date(2027, 4, 15), Recurrence(times=9))
    assert continued("2027-01-15", start)[1] == Recurrence()


@pytest.mark.parametrize("unit", [Every.MONTH, Every.QUARTER])
def test_the_31st_returns_where_it_begins_on_a_shorter_month(unit: Every) -> None:
    start = PeriodAhead(2, date(2027, 2, 1), date(2027, 4, 30))
    day, rule = continued("2027-01-31", start, unit=unit, times=3)
    assert day is not None
    assert list(billing_dates(day, rule))[1] in {date(2027, 5, 31), date(2027, 7, 31)}


def test_weeks_have_no_last_day_of_the_month() -> None:
    start = PeriodAhead(2, date(2027, 2, 1), date(2027, 2, 7))
    assert continued("2027-01-31", start, unit=Every.WEEK)[1].last_day is False
