"""Rounding, splitting, and reading amounts that people type."""

from contextlib import suppress
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kontor.foundation.money import parse_amount, parse_strict, split, to_cents, vat_of
from kontor.foundation.refusal import Unreadable
from kontor.foundation.written import Language, amount_text, money_text, number_text

MOST = Decimal("9999999.99")
amounts = st.decimals(0, MOST, places=2)
languages: st.SearchStrategy[Language] = st.sampled_from(["de", "en"])


def read(text: str, language: Language = "de", decimals: int = 2) -> Decimal:
    return parse_amount(text, language, decimals, MOST)


@pytest.mark.parametrize(
    ("exact", "rounded"),
    [
        ("0.005", "0.01"),
        ("-0.005", "-0.01"),
        ("33.335", "33.34"),
        ("2.675", "2.68"),
        ("1.0049", "1.00"),
    ],
)
def test_half_a_cent_is_rounded_up(exact: str, rounded: str) -> None:
    assert to_cents(Decimal(exact)) == Decimal(rounded)


def test_vat_is_half_up() -> None:
    assert vat_of(Decimal("100.03"), Decimal(19)) == Decimal("19.01")
    assert vat_of(Decimal("0.50"), Decimal(7)) == Decimal("0.04")


@given(amounts, st.integers(0, 25))
def test_vat_is_never_more_than_half_a_cent_away(basis: Decimal, rate: int) -> None:
    exact = Fraction(basis) * rate / 100
    assert abs(Fraction(vat_of(basis, Decimal(rate))) - exact) <= Fraction(1, 200)


@given(st.decimals(-MOST, MOST, places=2), st.lists(amounts, min_size=1, max_size=12))
def test_parts_sum_to_the_total_and_none_turns_the_sign(
    total: Decimal, weights: list[Decimal]
) -> None:
    parts = split(total, weights)
    assert sum(parts) == total
    assert len(parts) == len(weights)
    assert all(part * total >= 0 for part in parts)


def test_the_last_part_takes_the_rest() -> None:
    thirds = split(Decimal("100.00"), [Decimal(1)] * 3)
    assert thirds == [Decimal("33.33"), Decimal("33.33"), Decimal("33.34")]
    assert split(Decimal("0.02"), [Decimal(1)] * 4) == [Decimal("0.01"), Decimal("0.01"), 0, 0]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("1.234,56", "1234.56"),
        ("1,234.56", "1234.56"),
        ("1234.56", "1234.56"),
        ("1234,5", "1234.5"),
        (" 1234 ", "1234"),
        ("1.234.567", "1234567"),
        ("1.234.567,89", "1234567.89"),
        ("0.500", "0.5"),
        ("0", "0"),
        ("9.999.999,99", "9999999.99"),
    ],
)
def test_both_ways_of_writing_are_read_in_both_languages(typed: str, meant: str) -> None:
    assert read(typed, "de") == read(typed, "en") == Decimal(meant)


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("12.500", "12.500 can mean two things: write 12500 or 12,50."),
        ("12,500", "12,500 can mean two things: write 12500 or 12,50."),
        ("1.234", "Write 1.234 without dot or comma: 1234."),
        ("-1", "Enter a number of 0 or more, without a minus sign."),
        ("", "Enter a number, for example 1.234,56."),
        ("1 234", "Write the number without spaces, for example 1.234,56."),
        ("NaN", "Write the number with the digits 0 to 9 only, for example 1.234,56."),
        ("1e30", "Write the number with the digits 0 to 9 only, for example 1.234,56."),
        ("Infinity", "Write the number with the digits 0 to 9 only, for example 1.234,56."),
        ("٣", "Write the number with the digits 0 to 9 only, for example 1.234,56."),
        ("0x10", "Write the number with the digits 0 to 9 only, for example 1.234,56."),
        ("0,005", "Use at most 2 digits after the decimal mark."),
        ("10000000", "Enter a number of at most 9,999,999.99."),
        ("1,23,45", "Write dots and commas as in 1.234,56, or leave the first one out."),
        ("1.234.56", "Write dots and commas as in 1.234,56, or leave the first one out."),
        ("1,", "Write dots and commas as in 1.234,56, or leave the first one out."),
    ],
)
def test_what_is_not_clear_is_asked_back(typed: str, answer: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read(typed)
    assert refused.value.sentence.english() == answer


def test_with_three_decimals_the_question_names_both_readings() -> None:
    with pytest.raises(Unreadable) as refused:
        read("1.125", "en", decimals=3)
    assert str(refused.value) == "1.125 can mean two things: write 1125 or 1.1250."
    assert read("1.1250", "en", decimals=3) == Decimal("1.125")


@given(amounts, languages, languages)
def test_what_is_written_is_read_again_whatever_the_language(
    amount: Decimal, written: Language, reader: Language
) -> None:
    assert read(amount_text(amount, written), reader) == amount


@given(st.text(max_size=20), languages)
def test_any_text_is_a_number_in_range_or_a_sentence(text: str, language: Language) -> None:
    with suppress(Unreadable):
        assert 0 <= read(text, language) <= MOST


@pytest.mark.parametrize("good", ["0", "5", "420.00", "0.50", "9999999.99", "007"])
def test_an_order_file_writes_digits_with_at_most_one_dot(good: str) -> None:
    assert parse_strict(good, 2, MOST) == Decimal(good)


@pytest.mark.parametrize(
    ("bad", "answer"),
    [
        ("-1", "must not be negative"),
        ("1,5", "must be digits with at most one dot, like 1234.56"),
        ("+1", "must be digits with at most one dot, like 1234.56"),
        ("1e3", "must be digits with at most one dot, like 1234.56"),
        (" 1", "must be digits with at most one dot, like 1234.56"),
        ("1\n", "must be digits with at most one dot, like 1234.56"),
        ("٣", "must be digits with at most one dot, like 1234.56"),
        ("NaN", "must be digits with at most one dot, like 1234.56"),
        ("", "must be digits with at most one dot, like 1234.56"),
        ("1.005", "must have at most 2 decimals"),
        ("10000000.00", "must be at most 9999999.99"),
    ],
)
def test_an_order_file_writes_nothing_else(bad: str, answer: str) -> None:
    with pytest.raises(Unreadable) as refused:
        parse_strict(bad, 2, MOST)
    assert refused.value.sentence.english() == answer


def test_amounts_are_written_as_people_of_the_language_write_them() -> None:
    assert money_text(Decimal("1234.5"), "de") == "1.234,50\N{NO-BREAK SPACE}€"
    assert money_text(Decimal("-1234.5"), "en") == "−€1,234.50"
    assert number_text(Decimal("7.50"), "de") == "7,5"
    assert number_text(Decimal("1E+3"), "en") == "1,000"
