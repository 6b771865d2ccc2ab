"""Amounts and days as people read them."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kontor.formats.einvoice import figures


@pytest.mark.parametrize(
    ("value", "german", "english"),
    [
        ("1049.70", "1.049,70 €", "€1,049.70"),
        ("0", "0,00 €", "€0.00"),
        ("-1249.14", "−1.249,14 €", "−€1,249.14"),
        ("9999999.99", "9.999.999,99 €", "€9,999,999.99"),
        ("0.05", "0,05 €", "€0.05"),
    ],
)
def test_amounts(value: str, german: str, english: str) -> None:
    assert figures.german_euro(Decimal(value)) == german
    assert figures.english_euro(Decimal(value)) == english


@pytest.mark.parametrize(
    ("value", "least", "text"),
    [("45.495", 2, "45,495"), ("30", 2, "30,00"), ("0.1234", 2, "0,1234"), ("5.000", 0, "5"),
     ("34.990", 0, "34,99"), ("-2", 0, "−2"), ("19", 0, "19"), ("10", 0, "10")],
)  # fmt: skip
def test_numbers_have_no_needless_zeros(value: str, least: int, text: str) -> None:
    assert figures.german(Decimal(value), least=least) == text


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2))
def test_a_printed_amount_reads_back_as_the_same(amount: Decimal) -> None:
    text = figures.german_euro(amount).removesuffix(" €")
    plain = text.replace(".", "").replace(",", ".").replace(figures.MINUS, "-")
    assert Decimal(plain) == amount


def test_a_negative_zero_has_no_minus() -> None:
    assert figures.german_euro(Decimal("-0.00")) == "0,00 €"


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        (date(2027, 3, 22), date(2027, 4, 23), "22.03. – 23.04.2027"),
        (date(2026, 12, 22), date(2027, 1, 5), "22.12.2026 – 05.01.2027"),
        (date(2027, 3, 22), date(2027, 3, 22), "22.03.2027"),
    ],
)
def test_periods(first: date, last: date, text: str) -> None:
    assert figures.period(first, last) == text


def test_days_and_account_numbers() -> None:
    assert figures.german_day(date(2027, 4, 4)) == "04.04.2027"
    assert figures.english_day(date(2027, 4, 4)) == "4 April 2027"
    assert figures.grouped_iban("DE89370400440532013000") == "DE89 3704 0044 0532 0130 00"
