"""What of an entry the dry run does not print, but matching and booking ask for."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from kontor.formats.remittance import read_remittance
from kontor.formats.statement import Entry, NoteCode, Trouble, Unreadable
from kontor.formats.statement_reader import read
from kontor.formats.statement_values import Notes, amount_of, booked_amount, day_near, iso_day

FILES = Path(__file__).parent / "files"


def entries(name: str) -> tuple[Entry, ...]:
    file = read((FILES / name).read_bytes(), name)
    return tuple(entry for statement in file.statements for entry in statement.entries)


@pytest.mark.parametrize("name", ["camt053-paid-in-dollars.xml", "mt940-paid-in-dollars.sta"])
def test_what_was_sent_stands_beside_what_came(name: str) -> None:
    (entry,) = entries(name)
    assert (entry.amount, entry.currency) == (Decimal("1847.12"), "EUR")
    assert (entry.original_amount, entry.original_currency) == (Decimal(2000), "USD")


def test_what_came_in_the_currency_of_the_account_has_no_other_amount() -> None:
    (entry,) = entries("camt053-charges-v2.xml")
    assert (entry.original_amount, entry.original_currency) == (None, "")


def test_the_payments_of_a_batch_know_its_reference_and_amount() -> None:
    parts = entries("camt053-batch-with-details.xml")
    assert [part.part for part in parts] == [1, 2, 3]
    assert {part.bank_reference for part in parts} == {"SAMMEL-1"}
    assert {part.whole for part in parts} == {Decimal("601.00")}


def test_on_whose_behalf_it_was_paid_stands_beside_who_paid() -> None:
    (entry,) = entries("camt053-v8-parties.xml")
    assert (entry.name, entry.ultimate) == ("Stadtkasse Köln", "Schauspiel Köln")
    (entry,) = entries("mt940-keywords-cut.sta")
    assert (entry.name, entry.ultimate) == ("LEFEVRE SAS", "Groupe Lefevre")


def test_a_creditor_reference_stands_by_itself() -> None:
    (entry,) = entries("camt053-v4-structured-reference.xml")
    assert (entry.structured, entry.reference) == ("RF712027000001", "Atelier, avril")


def test_the_value_day_may_be_another_than_the_booking_day() -> None:
    (entry,) = entries("mt940-year-end.sta")
    assert (entry.booked_on, entry.value_on) == (date(2026, 12, 31), date(2027, 1, 2))


def test_the_lines_of_a_text_stay_as_the_bank_cut_them() -> None:
    (entry,) = entries("mt940-keywords-cut.sta")
    assert entry.reference == "Rechnung vom 12.2. RE-\n2027-000001 vielen Dank fue\nr alles"
    assert entry.reference_line == "Rechnung vom 12.2. RE-2027-000001 vielen Dank fuer alles"


def test_a_moment_is_of_the_day_it_has_in_berlin() -> None:
    assert iso_day("2027-03-01T23:30:00Z") == date(2027, 3, 2)
    assert iso_day("2027-07-01T00:30:00+02:00") == date(2027, 7, 1)
    assert iso_day("2027-03-01T23:30:00") == date(2027, 3, 1)
    assert iso_day("2027-03-01+01:00") == date(2027, 3, 1)


def test_a_day_without_a_year_is_the_nearest_one() -> None:
    assert day_near("1231", date(2027, 1, 2)) == date(2026, 12, 31)
    assert day_near("0102", date(2026, 12, 31)) == date(2027, 1, 2)
    assert day_near("1399", date(2027, 1, 2)) is None


@pytest.mark.parametrize("text", ["1,234.56", "", "-", "12 ", "1e3", "NaN", "٣", "1" * 19])
def test_what_is_no_amount_is_not_made_one(text: str) -> None:
    with pytest.raises(Unreadable) as refused:
        amount_of(text)
    assert refused.value.code is Trouble.NOT_AN_AMOUNT


def test_amounts_are_read_as_banks_write_them() -> None:
    assert amount_of("1234,") == Decimal(1234)
    assert amount_of("-0012.50") == Decimal("-12.50")
    assert booked_amount("12.50000") == Decimal("12.5")


@pytest.mark.parametrize(
    ("text", "reference", "end_to_end"),
    [
        ("RE-2027-000001\nmerci", "RE-2027-000001\nmerci", ""),
        ("EREF+A-1\nSVWZ+RE-2027-000001", "RE-2027-000001", "A-1"),
        ("EREF: A-1\nSVWZ: RE-2027-000001", "RE-2027-000001", "A-1"),
        ("Danke EREF+A-1 SVWZ+RE-2027-000001", "Danke\nRE-2027-000001", "A-1"),
        ("/EREF/A-1//REMI/RE-2027-000001/", "RE-2027-000001", "A-1"),
        ("EREF+NOTPROVIDED\nSVWZ+Miete", "Miete", ""),
        ("Betrag 3/4 / Rest folgt", "Betrag 3/4 / Rest folgt", ""),
        ("IBAN: unbekannt", "IBAN: unbekannt", ""),
        ("Miete/ID/5", "Miete/ID/5", ""),
        ("", "", ""),
    ],
)
def test_keywords_of_banks_are_told_from_what_people_write(
    text: str, reference: str, end_to_end: str
) -> None:
    said = read_remittance(text)
    assert (said.reference, said.end_to_end) == (reference, end_to_end)


def test_a_note_is_said_once() -> None:
    notes = Notes()
    notes.add(NoteCode.VALUE_DAY)
    notes.add(NoteCode.VALUE_DAY)
    assert len(notes.all()) == 1
