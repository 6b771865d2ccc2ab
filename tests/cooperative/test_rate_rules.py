"""Dated rates: what may be set, from which day on, and which value counts on a day."""

from collections.abc import Collection
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kontor.cooperative.rate_rules import (
    BASE_RATE,
    EMPLOYER_SHARE,
    FEE,
    MINIMUM_WAGE,
    RATE_KINDS,
    changeable,
    missing_half_years,
    rate_faults,
)
from kontor.cooperative.rates import MissingRate, value_on

TODAY = date(2027, 1, 4)
KINDS = sorted(RATE_KINDS)
days = st.dates(date(2020, 1, 1), date(2035, 12, 31))


def faults(
    key: str, valid_from: date | None, value: str | None, taken: Collection[date] = ()
) -> dict[str, str]:
    number = None if value is None else Decimal(value)
    found = rate_faults(RATE_KINDS[key], valid_from, number, taken, TODAY)
    return {fault.field: str(fault.sentence) for fault in found}


@pytest.mark.parametrize(
    ("key", "value"),
    [
        (FEE, "50.01"),
        (FEE, "-1"),
        (EMPLOYER_SHARE, "101"),
        (MINIMUM_WAGE, "0"),
        (MINIMUM_WAGE, "13.905"),
        (BASE_RATE, "-5.01"),
        (FEE, None),
    ],
)
def test_a_value_out_of_range_is_refused_at_its_field(key: str, value: str | None) -> None:
    assert set(faults(key, date(2027, 7, 1), value)) == {"value"}


def test_the_base_rate_may_be_negative_and_begins_with_a_half_year() -> None:
    assert faults(BASE_RATE, date(2027, 7, 1), "-0.88") == {}
    assert "1 January or 1 July" in faults(BASE_RATE, date(2027, 7, 2), "1.27")["valid_from"]


def test_a_half_year_that_has_begun_is_filled_in_while_it_is_missing() -> None:
    begun = date(2026, 7, 1)
    assert faults(BASE_RATE, begun, "1.27") == {}
    assert "already" in faults(BASE_RATE, begun, "1.27", taken=[begun])["valid_from"]


def test_any_other_rate_counts_from_today_on_and_never_from_the_past() -> None:
    assert faults(FEE, TODAY, "10") == {}
    assert "Choose today" in faults(FEE, TODAY - timedelta(days=1), "10")["valid_from"]
    assert set(faults(FEE, None, "10")) == {"valid_from"}
    assert set(faults(FEE, date(2040, 1, 1), "10")) == {"valid_from"}


def test_only_what_has_not_begun_can_be_mended() -> None:
    assert changeable(TODAY + timedelta(days=1), TODAY)
    assert not changeable(TODAY, TODAY)


def test_every_half_year_without_a_base_rate_is_named() -> None:
    known = [date(2025, 7, 1), date(2026, 7, 1)]
    assert missing_half_years(known, TODAY) == [date(2026, 1, 1), date(2027, 1, 1)]
    assert missing_half_years([*known, date(2026, 1, 1), date(2027, 1, 1)], TODAY) == []
    assert missing_half_years([], TODAY) == [date(2027, 1, 1)]


@given(st.lists(st.tuples(days, st.integers(0, 50))), days)
def test_after_any_sequence_the_newest_row_not_after_the_day_counts(
    added: list[tuple[date, int]], day: date
) -> None:
    kept: dict[date, Decimal] = {}
    for start, number in added:
        found = rate_faults(RATE_KINDS[FEE], start, Decimal(number), kept, date(2020, 1, 1))
        if not any(fault.field == "valid_from" for fault in found):
            kept[start] = Decimal(number)
    rows = tuple(sorted(kept.items()))
    begun = [start for start in kept if start <= day]
    if begun:
        assert value_on(rows, FEE, day) == kept[max(begun)]
    else:
        with pytest.raises(MissingRate):
            value_on(rows, FEE, day)


@given(days, st.sampled_from(KINDS))
def test_what_is_taken_is_never_taken_twice(day: date, key: str) -> None:
    assert "valid_from" in faults(key, day, "1", taken=[day])
