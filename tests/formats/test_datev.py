"""The booking batch in the DATEV format: what developer.datev.de says of header and columns."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kontor.formats.datev import COLUMNS, Batch, Booking, batch_file, readable, voucher_of
from tests.formats.datev_reader import read

BATCH = Batch(
    consultant=29098,
    client=55003,
    fiscal_year_from=date(2027, 1, 1),
    account_length=4,
    first=date(2027, 1, 1),
    last=date(2027, 1, 31),
    title="Smart January 2027",
    made_at=datetime(2027, 2, 3, 10, 4, 5, 678_000),  # noqa: DTZ001  # the clock on the wall
)


def booking(**changes: Any) -> Booking:
    values: dict[str, Any] = {
        "amount": Decimal("2100.00"),
        "debit": True,
        "account": "10017",
        "contra": "4400",
        "day": date(2027, 1, 18),
        "voucher": "RE-2027-000001",
        "text": "Lefèvre & Fils",
        "due_on": date(2027, 2, 1),
    }
    return Booking(**values | changes)


def test_the_header_has_the_31_fields_of_version_700() -> None:
    header = batch_file(BATCH, []).decode("cp1252").split("\r\n")[0]
    assert header == (
        '"EXTF";700;21;"Buchungsstapel";13;20270203100405678;;"RE";"";"";29098;55003;20270101;4;'
        '20270101;20270131;"Smart January 2027";"";1;0;0;"EUR";;"";;;"";;;"";""'
    )
    assert header.count(";") == 30


def test_the_columns_are_the_125_of_version_13_in_their_places() -> None:
    assert len(COLUMNS) == 125
    at = {1: "Umsatz (ohne Soll/Haben-Kz)", 7: "Konto", 10: "Belegdatum", 14: "Buchungstext"}
    at |= {20: "Beleglink", 21: "Beleginfo - Art 1", 36: "Beleginfo - Inhalt 8"}
    at |= {40: "EU-Land u. UStID (Bestimmung)", 48: "Zusatzinformation - Art 1"}
    at |= {87: "Zusatzinformation- Inhalt 20", 88: "Stück", 114: "Festschreibung"}
    at |= {117: "Fälligkeit", 118: "Generalumkehr (GU)", 125: "Abw. Skontokonto"}
    assert {place: COLUMNS[place - 1] for place in at} == at


def test_a_booking_is_a_line_with_texts_in_quotes_and_a_decimal_comma() -> None:
    line = batch_file(BATCH, [booking(tax_key="3")]).decode("cp1252").split("\r\n")[2]
    assert line.startswith(
        '2100,00;"S";"EUR";;;"";10017;4400;"3";1801;"RE-2027-000001";"";;"Lefèvre & Fils";;"";;;;""'
    )
    assert line.count(";") == 124
    assert ";0;;;01022027;" in line  # not locked, due on


def test_every_line_ends_with_cr_lf_and_the_last_one_too() -> None:
    file = batch_file(BATCH, [booking()])
    assert file.count(b"\r\n") == 3
    assert file.endswith(b"\r\n")


def test_what_the_format_cannot_hold_is_written_readably() -> None:
    assert readable("Łódź Müller „x“ 10 €", 60) == "Lódz Müller „x“ 10 €"
    assert readable("two\r\nlines\tand\x00more", 60) == "two lines and more"
    assert readable("x" * 80, 60) == "x" * 60
    assert voucher_of("RE 2027/1, Ä;\"'") == "RE2027/1A"
    assert len(voucher_of("9" * 50)) == 36


def test_quotes_within_a_text_are_doubled() -> None:
    (row,) = read(batch_file(BATCH, [booking(text='Studio "Nord"; Süd')])).rows
    assert row["Buchungstext"] == 'Studio "Nord"; Süd'


@pytest.mark.parametrize("amount", ["0.00", "-1.00", "10000000000.00"])
def test_an_amount_that_the_format_does_not_know_is_no_booking(amount: str) -> None:
    with pytest.raises(ValueError, match="no amount"):
        batch_file(BATCH, [booking(amount=Decimal(amount))])


def test_a_day_beyond_the_period_is_no_booking_of_the_batch() -> None:
    with pytest.raises(ValueError, match="not in the period"):
        batch_file(BATCH, [booking(day=date(2027, 2, 1))])


@given(
    st.lists(
        st.builds(
            booking,
            amount=st.decimals("0.01", "9999999999.99", places=2),
            debit=st.booleans(),
            text=st.text(max_size=90),
            voucher=st.text(max_size=60),
            day=st.dates(BATCH.first, BATCH.last),
        ),
        max_size=8,
    )
)
def test_whatever_is_written_comes_back_line_by_line(made: list[Booking]) -> None:
    rows = read(batch_file(BATCH, made)).rows
    assert [row["Umsatz (ohne Soll/Haben-Kz)"] for row in rows] == [
        f"{each.amount:.2f}".replace(".", ",") for each in made
    ]
    assert [row["Belegdatum"] for row in rows] == [f"{each.day:%d%m}" for each in made]
    assert all(len(row["Buchungstext"]) <= 60 for row in rows)
