"""Whatever a file is, there is a sentence for it, in English and in German."""

from decimal import Decimal

import pytest

from kontor.formats.statement import Note, NoteCode, Trouble, Unreadable, Value
from kontor.receivables.statement_words import noted, unreadable

VALUES: dict[str, Value] = {
    "account": "37040044/532013000",
    "amount": Decimal("4.5"),
    "currency": "EUR",
    "encoding": "cp850",
    "entry": 3,
    "format": "camt.053",
    "found": Decimal("10.00"),
    "iban": "DE89370400440532013000",
    "limit": 48,
    "line": 12,
    "most": 400,
    "n": 2,
    "name": "statement.xml",
    "number": "42",
    "payments": 5,
    "problem": "no end",
    "root": "Invoice",
    "said": 11,
    "tag": "99",
    "text": "12x",
}


@pytest.mark.parametrize("code", [each for each in Trouble if each is not Trouble.IN_ZIP])
def test_every_trouble_says_what_is_wrong_and_how_to_mend_it(code: Trouble) -> None:
    said = unreadable(Unreadable(code, **VALUES)).english()
    assert said.count(". ") >= 1
    assert "{" not in said


@pytest.mark.parametrize("code", NoteCode)
def test_every_note_has_its_sentence(code: NoteCode) -> None:
    said = noted(Note(code, VALUES)).english()
    assert said.endswith(".")
    assert "{" not in said


def test_a_balance_is_not_called_a_booking() -> None:
    said = unreadable(Unreadable(Trouble.NO_AMOUNT, entry=0)).english()
    assert said.startswith("A balance has no amount.")


def test_of_a_file_in_a_zip_it_says_which() -> None:
    cause = Unreadable(Trouble.CUT_OFF)
    said = unreadable(Unreadable(Trouble.IN_ZIP, cause, name="march.xml")).english()
    assert said.startswith("march.xml in the ZIP: The file is cut off: its end is missing.")


def test_charges_of_one_currency_are_written_in_it() -> None:
    note = Note(NoteCode.CHARGES_FOREIGN, {"amount": Decimal("4.5"), "currency": "USD"})
    assert "Charges of 4.50 USD are" in noted(note).english()
