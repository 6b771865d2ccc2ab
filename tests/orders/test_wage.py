"""The hourly wage against the minimum wage, with its calculation."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kontor.orders.draft import Draft, LineKind, Unit
from kontor.orders.wage import WageVerdict, hours_in_lines, minimum_wage, wage_of
from tests.builders.drafts import WAGE_TERMS, draft, line, recurrent


def flat(price: str, hours: str) -> Draft:
    return draft(lines=(line("1", price, unit=Unit.FLAT),), hours=Decimal(hours))


def test_the_calculation_is_shown_step_by_step() -> None:
    wage = wage_of(flat("1200", "64"), WAGE_TERMS)
    assert [(step.label.english(), step.result) for step in wage.steps] == [
        ("Net fees, without expenses", Decimal("1200.00")),
        ("less the cooperative’s fee, 9 %", Decimal("1092.00")),
        ("÷ 1.21 for the employer’s share", Decimal("902.48")),
        ("÷ 64 hours", Decimal("14.10")),
    ]
    assert wage.verdict is WageVerdict.BELOW
    assert wage.missing_fees == Decimal("42.45")
    assert wage.hours_too_many == 3
    assert wage.sentence.english() == (
        "€14.10 per hour; the minimum wage on these days is €14.60. "
        "Needed: €42.45 more in fees, or 3 hours less of work."
    )


def test_what_is_missing_is_enough_and_not_more() -> None:
    below = wage_of(flat("1200", "64"), WAGE_TERMS)
    assert below.missing_fees
    lifted = str(Decimal(1200) + below.missing_fees)
    assert wage_of(flat(lifted, "64"), WAGE_TERMS).verdict is WageVerdict.OK
    assert wage_of(flat("1242.44", "64"), WAGE_TERMS).verdict is WageVerdict.BELOW
    assert wage_of(flat("1200", "61"), WAGE_TERMS).verdict is WageVerdict.OK
    assert wage_of(flat("1200", "62"), WAGE_TERMS).verdict is WageVerdict.BELOW


def test_a_wage_just_below_the_minimum_is_not_shown_as_the_minimum() -> None:
    wage = wage_of(flat("1242.44", "64"), WAGE_TERMS)
    assert (wage.verdict, wage.hourly) == (WageVerdict.BELOW, Decimal("14.59"))


def test_expenses_do_not_raise_the_wage() -> None:
    with_train = draft(lines=(line(), line(kind=LineKind.EXPENSE)))
    assert wage_of(with_train, WAGE_TERMS).hourly == wage_of(draft(), WAGE_TERMS).hourly


def test_of_a_recurrent_payment_fees_and_hours_are_those_of_one_invoice() -> None:
    monthly = recurrent("2026-12-31", times=12)
    year = {"service_from": date(2026, 12, 1), "service_to": date(2027, 11, 30)}
    once = wage_of(draft(**year), WAGE_TERMS)
    assert wage_of(draft(payment=monthly, **year), WAGE_TERMS) == once
    assert once.minimum == Decimal("14.60")


def test_without_an_end_every_minimum_wage_known_ahead_counts() -> None:
    begun = {"service_from": date(2026, 12, 1), "service_to": None}
    assert wage_of(draft(**begun), WAGE_TERMS).minimum == Decimal("13.90")
    endless = draft(payment=recurrent("2026-12-31"), **begun)
    assert wage_of(endless, WAGE_TERMS).minimum == Decimal("14.60")


def test_hours_come_from_the_field_or_from_the_lines() -> None:
    mixed = draft(hours=None, lines=(line("2"), line("3.5", unit=Unit.HOUR), line(unit=Unit.FLAT)))
    assert hours_in_lines(mixed, WAGE_TERMS) == Decimal("19.5")
    assert wage_of(mixed, WAGE_TERMS).hours == Decimal("19.5")
    assert not wage_of(mixed, WAGE_TERMS).hours_differ
    typed = replace(mixed, hours=Decimal(25))
    assert wage_of(typed, WAGE_TERMS).hours == 25
    assert wage_of(typed, WAGE_TERMS).hours_differ
    assert not wage_of(flat("100", "5"), WAGE_TERMS).hours_differ


@pytest.mark.parametrize(
    ("first", "last", "minimum"),
    [
        ("2026-12-30", "2026-12-31", "13.90"),
        ("2026-12-30", "2027-01-01", "14.60"),
        ("2027-06-01", "2027-06-30", "14.60"),
    ],
)
def test_the_highest_minimum_of_the_period_counts(first: str, last: str, minimum: str) -> None:
    days = date.fromisoformat(first), date.fromisoformat(last)
    assert minimum_wage(*days, WAGE_TERMS) == Decimal(minimum)


def test_a_minimum_wage_that_rises_within_the_service_is_told_with_its_day() -> None:
    over_new_year = {"service_from": date(2026, 12, 28), "service_to": date(2027, 1, 8)}
    assert wage_of(draft(**over_new_year), WAGE_TERMS).sentence.english() == (
        "€39.48 per hour; the minimum wage rises to €14.60 on 1 January 2027, within the service "
        "period, and the higher one counts."
    )
    from_new_year = {"service_from": date(2027, 1, 1), "service_to": date(2027, 1, 8)}
    assert wage_of(draft(**from_new_year), WAGE_TERMS).sentence.english() == (
        "€39.48 per hour; the minimum wage on these days is €14.60."
    )


def test_hours_that_differ_are_told() -> None:
    assert (
        wage_of(draft(hours=Decimal(30)), WAGE_TERMS)
        .sentence.english()
        .endswith("Working time and the hours in the lines differ; the working time counts.")
    )


def test_without_days_or_rate_no_minimum_is_claimed() -> None:
    assert minimum_wage(None, None, WAGE_TERMS) is None
    assert minimum_wage(date(2025, 1, 1), date(2025, 2, 1), WAGE_TERMS) is None
    assert minimum_wage(date(2027, 1, 1), None, WAGE_TERMS) == Decimal("14.60")
    early = draft(service_from=date(2025, 1, 1), service_to=date(2025, 1, 2))
    assert wage_of(early, WAGE_TERMS).verdict is WageVerdict.OK


@pytest.mark.parametrize(
    "half", [Draft(), draft(lines=()), draft(hours=Decimal(0)), flat("0", "5")]
)
def test_while_fees_or_hours_are_missing_nothing_is_judged(half: Draft) -> None:
    assert wage_of(half, WAGE_TERMS).verdict is WageVerdict.OPEN
    assert wage_of(half, WAGE_TERMS).hourly is None


@given(st.decimals("0.01", "99999", places=2), st.decimals("0.01", "9999", places=2))
def test_more_fees_never_lower_the_wage(price: Decimal, hours: Decimal) -> None:
    one = wage_of(flat(str(price), str(hours)), WAGE_TERMS)
    more = wage_of(flat(str(price + 1), str(hours)), WAGE_TERMS)
    assert one.hourly is not None
    assert more.hourly is not None
    assert one.hourly <= more.hourly
    if one.verdict is WageVerdict.BELOW:
        assert one.hourly < Decimal("14.60")
