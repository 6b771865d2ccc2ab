"""When an invoice becomes a draft, is issued and falls due."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kontor.invoicing.schedule import due_day, issue_day

days = st.dates(date(2000, 1, 1), date(2100, 1, 1))


def test_what_was_mailed_in_time_is_billed_on_its_date() -> None:
    assert issue_day(date(2027, 1, 18), mailed_on=date(2027, 1, 11)) == date(2027, 1, 18)


def test_a_past_billing_date_is_billed_the_day_after_the_member_was_mailed() -> None:
    assert issue_day(date(2026, 12, 1), mailed_on=date(2027, 1, 11)) == date(2027, 1, 12)


def test_the_due_date_is_counted_from_the_issue_and_not_shifted_on_holidays() -> None:
    assert due_day(date(2027, 12, 11), 14) == date(2027, 12, 25)
    assert due_day(date(2027, 1, 18), 0) == date(2027, 1, 18)


@given(days, days)
def test_nothing_is_issued_before_its_date_or_on_the_day_of_the_mail(
    billing: date, mailed: date
) -> None:
    issued = issue_day(billing, mailed)
    assert issued >= billing
    assert issued >= mailed + timedelta(days=1)
    assert issued in (billing, mailed + timedelta(days=1))
