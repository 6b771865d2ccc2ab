"""Default and statutory interest: from which day on, how much, and never a day or cent too many."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kontor.foundation.workdays import is_workday
from kontor.receivables.interest import (
    CONSUMER_POINTS,
    POINTS,
    DefaultFacts,
    Interest,
    default_from,
    interest,
    lump_sum_for,
    points_for,
)

DUE = date(2026, 4, 14)  # a Tuesday
RATES = (
    (date(2025, 7, 1), Decimal("1.27")),
    (date(2026, 1, 1), Decimal("1.27")),
    (date(2026, 7, 1), Decimal("2.00")),
)
THOUSAND = ((date(2026, 1, 1), Decimal("1000.00")),)

days = st.dates(date(2024, 1, 1), date(2028, 12, 31))
amounts = st.decimals(0, 50_000, places=2)


def facts(
    *,
    due_on: date = DUE,
    kind: str = "company",
    confirmed: bool = False,
    received_on: date | None = date(2026, 3, 31),
    reminded_on: date | None = None,
    told: bool = False,
) -> DefaultFacts:
    return DefaultFacts(due_on, "BE", kind, confirmed, received_on, reminded_on, told=told)


def claimed(start: date, end: date, points: Decimal = POINTS) -> Interest:
    return interest(THOUSAND, start, end, points, RATES)


# ---- default


def test_a_confirmed_term_puts_in_default_on_the_day_after_due() -> None:
    assert default_from(facts(confirmed=True)) == date(2026, 4, 15)
    assert default_from(facts(confirmed=True, kind="private")) == date(2026, 4, 15)


@pytest.mark.parametrize(
    ("due", "first"),
    [
        (date(2026, 4, 18), date(2026, 4, 21)),  # Saturday: to be paid by Monday
        (date(2026, 4, 3), date(2026, 4, 8)),  # Good Friday: by Tuesday after Easter
        (date(2026, 12, 25), date(2026, 12, 29)),
    ],
)
def test_a_term_that_ends_on_a_day_without_work_ends_on_the_next_working_day(
    due: date, first: date
) -> None:
    assert default_from(facts(due_on=due, confirmed=True)) == first


def test_an_unconfirmed_term_waits_for_the_first_reminder() -> None:
    assert default_from(facts(reminded_on=date(2026, 4, 21))) == date(2026, 4, 22)


def test_a_business_is_in_default_30_days_after_due_and_receipt_without_a_reminder() -> None:
    assert default_from(facts()) == date(2026, 5, 16)  # 14 May is Ascension Day, so by Friday
    assert default_from(facts(received_on=date(2026, 4, 20))) == date(2026, 5, 21)


def test_a_reminder_after_the_30_days_changes_nothing() -> None:
    assert default_from(facts(reminded_on=date(2026, 6, 1))) == default_from(facts())


def test_a_consumer_must_have_been_told_of_the_30_days() -> None:
    assert default_from(facts(kind="private")) is None
    assert default_from(facts(kind="private", told=True)) == default_from(facts())


def test_without_receipt_or_reminder_nobody_is_in_default() -> None:
    assert default_from(facts(received_on=None)) is None


@given(
    due=days,
    received=st.none() | days,
    reminded=st.none() | days,
    confirmed=st.booleans(),
    kind=st.sampled_from(["company", "private"]),
)
def test_nobody_is_in_default_on_or_before_the_due_date(
    due: date, received: date | None, reminded: date | None, *, confirmed: bool, kind: str
) -> None:
    later = reminded and max(reminded, due + timedelta(days=1))
    begin = default_from(
        facts(due_on=due, kind=kind, confirmed=confirmed, received_on=received, reminded_on=later)
    )
    assert begin is None or begin > due
    if confirmed:
        assert begin is not None
        assert is_workday(begin - timedelta(days=1), "BE")


# ---- interest


def test_businesses_owe_nine_points_over_the_base_rate_and_the_lump_sum() -> None:
    assert claimed(date(2026, 4, 15), date(2026, 5, 14)).amount == Decimal("8.44")
    # 1,000 × 10.27 % × 30 / 365
    assert points_for("public") == points_for("association") == POINTS
    assert lump_sum_for("company") == Decimal("40.00")


def test_consumers_owe_five_points_and_no_lump_sum() -> None:
    part = claimed(date(2026, 4, 15), date(2026, 5, 14), points_for("private")).parts[0]
    assert (part.percent, part.days, part.amount) == (Decimal("6.27"), 30, Decimal("5.15"))
    assert lump_sum_for("private") == 0


def test_each_half_year_has_its_own_base_rate() -> None:
    found = claimed(date(2026, 6, 21), date(2026, 7, 10))
    assert [(part.last, part.days, part.base_rate) for part in found.parts] == [
        (date(2026, 6, 30), 10, Decimal("1.27")),
        (date(2026, 7, 10), 10, Decimal("2.00")),
    ]
    assert found.amount == Decimal("5.83")


def test_for_a_half_year_without_a_base_rate_nothing_is_claimed_and_it_is_named() -> None:
    found = claimed(date(2026, 12, 31), date(2027, 7, 31))
    assert found.unknown == (date(2027, 1, 1), date(2027, 7, 1))
    assert [part.days for part in found.parts] == [1]
    assert claimed(date(2027, 1, 1), date(2027, 1, 31)).amount == 0


def test_a_part_payment_bears_no_interest_from_its_day_on() -> None:
    paid = (*THOUSAND, (date(2026, 4, 20), Decimal("400.00")))
    found = interest(paid, date(2026, 4, 15), date(2026, 4, 30), POINTS, RATES)
    assert [(part.days, part.open) for part in found.parts] == [
        (5, Decimal("1000.00")),
        (11, Decimal("400.00")),
    ]


def test_a_year_has_365_days_also_where_it_has_366() -> None:
    rates = ((date(2028, 1, 1), Decimal(1)), (date(2028, 7, 1), Decimal(1)))
    owed = ((date(2027, 1, 1), Decimal("365.00")),)
    whole = interest(owed, date(2028, 1, 1), date(2028, 12, 31), POINTS, rates)
    assert whole.amount == Decimal("36.60")


def test_interest_is_rounded_once_and_half_up() -> None:
    owed = ((date(2026, 1, 1), Decimal("36.50")),)
    rates = ((date(2026, 1, 1), Decimal(1)),)
    one_cent = interest(owed, date(2026, 2, 1), date(2026, 2, 1), POINTS, rates)
    assert one_cent.amount == Decimal("0.01")
    half = interest(owed, date(2026, 2, 1), date(2026, 2, 1), Decimal(4), rates)
    assert half.amount == Decimal("0.01")


def test_a_negative_base_rate_lowers_the_interest_but_never_below_nothing() -> None:
    rates = ((date(2026, 1, 1), Decimal("-6.00")),)
    found = interest(THOUSAND, date(2026, 2, 1), date(2026, 2, 28), CONSUMER_POINTS, rates)
    assert found.amount == 0


open_amounts = st.lists(st.tuples(days, amounts), max_size=6, unique_by=lambda row: row[0]).map(
    sorted
)


@given(open_amounts, days, days, st.sampled_from([POINTS, CONSUMER_POINTS]))
def test_the_parts_cover_each_day_once_and_sum_to_the_whole(
    owed: list[tuple[date, Decimal]], start: date, end: date, points: Decimal
) -> None:
    found = interest(owed, start, end, points, RATES)
    assert sum(part.amount for part in found.parts) == found.amount
    seen: list[date] = []
    for part in found.parts:
        seen += [part.first + timedelta(days=each) for each in range(part.days)]
        assert seen[-1] == part.last
        assert part.amount >= 0
    assert seen == sorted(set(seen))
    assert all(start <= day <= end for day in seen)


@given(open_amounts, days, days)
def test_day_by_day_gives_the_same_up_to_rounding(
    owed: list[tuple[date, Decimal]], start: date, end: date
) -> None:
    def left(day: date) -> Decimal:
        return next((amount for first, amount in reversed(owed) if first <= day), Decimal(0))

    total = Decimal(0)
    rates = dict(RATES)
    day = start
    while day <= end:
        base = rates.get(date(day.year, 1 if day.month <= 6 else 7, 1))
        if base is not None:
            total += left(day) * (base + POINTS) / 36500
        day += timedelta(days=1)
    assert abs(interest(owed, start, end, POINTS, RATES).amount - total) <= Decimal("0.00501")
