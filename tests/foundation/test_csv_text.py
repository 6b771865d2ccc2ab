"""Cells of CSV files."""

import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kontor.foundation.csv_text import FORMULA, line


@pytest.mark.parametrize("text", ["=1+1", "+49 30", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(text: str) -> None:
    assert line([text]).strip("\n\r").strip('"') == f"'{text}"


def test_amounts_and_days_are_values_and_stay_as_they_are() -> None:
    cells = (Decimal("-2100.50"), 7, date(2027, 3, 1), datetime(2027, 3, 1, tzinfo=UTC), None)
    assert line(cells) == "-2100,50;7;2027-03-01;2027-03-01T00:00:00+00:00;\r\n"


def test_semicolons_quotes_and_line_breaks_stay_in_their_cell() -> None:
    assert line(['a;b"c\nd', "e"]) == '"a;b""c\nd";e\r\n'


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"])), min_size=2))
def test_every_text_comes_back_and_none_is_a_formula(texts: list[str]) -> None:
    (read,) = csv.reader(io.StringIO(line(texts), newline=""), delimiter=";")
    assert not any(cell.startswith(FORMULA) for cell in read)
    assert [cell.removeprefix("'") for cell in read] == [text.removeprefix("'") for text in texts]
