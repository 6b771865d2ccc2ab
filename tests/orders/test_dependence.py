"""Signs that a member depends on one client, or works there full time (spec § 7, R65)."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kontor.orders.dependence import (
    FULL_TIME,
    Earned,
    fees_of_a_year,
    share_of_fees,
    weekly_hours,
)
from kontor.orders.draft import Every, LineKind
from tests.builders.drafts import draft, in_percents, line, recurrent

MONEY = st.decimals(min_value=0, max_value=999_999, places=2)


def earned(in_all: str, from_client: str) -> Earned:
    return Earned(Decimal(in_all), Decimal(from_client))


def test_this_order_counts_with_what_was_earned_before() -> None:
    assert share_of_fees(Decimal(1000), earned("1000", "0")) == Decimal("0.5")
    assert share_of_fees(Decimal(1000), earned("1000", "1000")) == 1


def test_the_only_order_of_a_year_says_nothing() -> None:
    assert share_of_fees(Decimal(1000), Earned()) is None


@given(fees=MONEY, client=MONEY, others=MONEY)
def test_a_share_lies_between_none_and_all(fees: Decimal, client: Decimal, others: Decimal) -> None:
    share = share_of_fees(fees, Earned(in_all=client + others, from_client=client))
    assert share is None or 0 <= share <= 1
    assert (share is None) is (client + others == 0)


def test_of_one_order_all_fees_count_and_no_expenses() -> None:
    with_train = draft(lines=(line(), line(kind=LineKind.EXPENSE)))
    assert fees_of_a_year(with_train) == Decimal(2100)
    in_parts = in_percents(("2027-01-18", "50"), ("2029-01-18", "50"))
    assert fees_of_a_year(draft(payment=in_parts)) == Decimal(2100)


@pytest.mark.parametrize(
    ("rule", "times"),
    [
        ({}, 12),
        ({"times": 3}, 3),
        ({"times": 30}, 12),
        ({"until": date(2027, 3, 31)}, 3),
        ({"unit": Every.QUARTER}, 4),
        ({"unit": Every.WEEK, "every": 2}, 27),
        ({"unit": Every.YEAR}, 1),
    ],
)
def test_of_a_recurrent_payment_the_first_twelve_months_count(
    rule: dict[str, object], times: int
) -> None:
    repeated = draft(
        payment=recurrent("2027-01-31", **rule), service_from=date(2027, 1, 1), service_to=None
    )
    assert fees_of_a_year(repeated) == Decimal(2100) * times


def test_hours_a_week_are_those_of_an_invoice_over_its_weeks() -> None:
    hours = Decimal(152)
    assert weekly_hours(recurrent("2027-01-31"), Decimal(156)) == 36
    assert weekly_hours(recurrent("2027-01-31", every=2), hours) < FULL_TIME  # type: ignore[operator]
    weekly = recurrent("2027-01-31", unit=Every.WEEK)
    assert weekly_hours(weekly, Decimal(35)) == 35
    quarterly = recurrent("2027-01-31", unit=Every.QUARTER)
    assert weekly_hours(quarterly, Decimal(455)) == 35


def test_nothing_is_repeated_by_one_payment_or_without_hours() -> None:
    assert weekly_hours(draft().payment, Decimal(400)) is None
    assert weekly_hours(recurrent("2027-01-31", times=1), Decimal(400)) is None
    assert weekly_hours(recurrent("2027-01-31"), None) is None
