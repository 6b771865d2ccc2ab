"""The money chart: rectangles that add up, in numbers every browser reads."""

import re
from datetime import date
from decimal import Decimal

from django.template import Context, Template
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from kontor.pages.shared.parts.chart import PLOT, TOP, grid_step
from kontor.pages.shared.parts.shapes import Month

AMOUNTS = st.decimals(0, 1_000_000, places=2)
MONTHS = st.lists(st.tuples(AMOUNTS, AMOUNTS, AMOUNTS), min_size=1, max_size=12)


def drawn(amounts: list[tuple[Decimal, Decimal, Decimal]], language: str = "de") -> str:
    months = [
        Month(date(2027, n, 1), paid, issued, planned, current=n == 1)
        for n, (paid, issued, planned) in enumerate(amounts, start=1)
    ]
    with translation.override(language):
        return Template("{% money_chart months %}").render(Context({"months": months}))


@given(MONTHS)
def test_no_bar_leaves_the_drawing(amounts: list[tuple[Decimal, Decimal, Decimal]]) -> None:
    svg = drawn(amounts)
    for y, height in re.findall(r' y="([\d.]+)" width="44" height="([\d.]+)"', svg):
        assert float(y) >= TOP - 0.1
        assert float(y) + float(height) <= TOP + PLOT + 0.6


@given(st.decimals("0.01", 10_000_000, places=2))
def test_two_to_five_grid_lines_are_drawn_whatever_the_amount(top: Decimal) -> None:
    assert 1 <= top / grid_step(top) < 5


def test_numbers_of_the_drawing_have_no_decimal_comma() -> None:
    svg = drawn([(Decimal("1234.56"), Decimal(0), Decimal("99.9"))])
    for value in re.findall(r' (?:x|y|width|height|d)="([^"]*)"', svg):
        assert "," not in value


def test_the_table_holds_the_numbers_that_the_bars_show() -> None:
    svg = drawn([(Decimal(3120), Decimal(600), Decimal(0))], "en")
    for words in ("€3,120.00", "€600.00", "€0.00", "€3,720.00", "3,720"):
        assert words in svg


def test_months_without_money_are_no_fault() -> None:
    assert "<table" in drawn([(Decimal(0), Decimal(0), Decimal(0))])
    assert "<table" in drawn([])
