"""`kontor import-statement`: what a file holds, and what became of it."""

import json
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

from kontor.cli import import_statement
from kontor.cli.frame import Trouble
from kontor.cooperative.models import Cooperative
from kontor.formats.statement_reader import LARGEST
from kontor.receivables.bank_models import BankEntry, BankFile
from tests.builders import house

FILES = Path(__file__).parents[1] / "formats" / "statements" / "files"
GOOD = FILES / "camt053-v2-one-payment.xml"


def told(capfdbinary: pytest.CaptureFixture[bytes], *words: str) -> tuple[int, list[Any]]:
    status = import_statement.run(["--dry-run", *words])
    lines = capfdbinary.readouterr().out.decode("utf-8").splitlines()
    return status, [json.loads(line) for line in lines]


def test_a_dry_run_says_what_the_file_holds(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    status, (found,) = told(capfdbinary, str(GOOD))
    assert status == 0
    assert found == {
        "file": str(GOOD),
        "ok": True,
        "error": None,
        "notes": [],
        "statements": [
            {
                "iban": "DE89370400440532013000",
                "currency": "EUR",
                "from": "2027-03-01",
                "to": "2027-03-01",
                "opening": "12500.00",
                "closing": "14600.00",
                "balanced": True,
                "entries": [
                    {
                        "date": "2027-03-01",
                        "amount": "2100.00",
                        "currency": "EUR",
                        "kind": "payment",
                        "reference": "Facture RE-2027-000001",
                        "end_to_end": "VIR-2027-118",
                        "name": "LEFEVRE SAS",
                        "iban": "FR1420041010050500013M02606",
                        "return_reason": "",
                        "charges": "0.00",
                    }
                ],
            }
        ],
    }


def test_one_file_that_cannot_be_read_hides_none_of_the_others(
    capfdbinary: pytest.CaptureFixture[bytes], tmp_path: Path
) -> None:
    broken = tmp_path / "broken.xml"
    broken.write_bytes(GOOD.read_bytes()[:1200])
    status, found = told(capfdbinary, str(broken), str(tmp_path / "missing.xml"), str(GOOD))
    assert status == 2
    assert [each["ok"] for each in found] == [False, False, True]
    assert found[0]["error"].startswith("The file is cut off: its end is missing.")
    assert found[1]["error"] == "The file cannot be opened: No such file or directory."
    assert found[0]["statements"] == []


def test_two_hundred_megabytes_are_refused_before_they_are_read(
    capfdbinary: pytest.CaptureFixture[bytes], tmp_path: Path
) -> None:
    huge = tmp_path / "huge.xml"
    with huge.open("wb") as file:
        file.write(GOOD.read_bytes()[:1200])
        file.truncate(200 << 20)  # a hole: nothing of it lies on the disk
    status, (found,) = told(capfdbinary, str(huge))
    assert status == 2
    assert found["error"].startswith(f"The file is larger than {LARGEST >> 20} MiB.")


@pytest.fixture
def portal(monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    """The database of the tests runs, and goes on running; the statement is of our account."""
    monkeypatch.setattr(import_statement, "set_up_django", lambda: None)
    monkeypatch.setattr(import_statement, "database", nullcontext)
    house.cooperative(iban="DE89370400440532013000")


def test_a_file_that_was_taken_in_changes_nothing_when_it_comes_again(
    portal: None, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = FILES / "camt053-empty-day.xml"
    assert import_statement.run([str(empty)]) == 0
    said = capsys.readouterr().out
    assert said.startswith(f"{empty}: taken in. New entries: 0; known before: 0.\n")
    assert "Statement 42 of DE89370400440532013000 has no entries." in said
    assert import_statement.run([str(empty)]) == 0
    assert capsys.readouterr().out == f"{empty}: taken in before; nothing was changed.\n"
    assert BankFile.objects.count() == 1


def test_a_file_in_doubt_stays_held_however_often_it_comes(
    portal: None, capsys: pytest.CaptureFixture[str]
) -> None:
    unbalanced = FILES / "camt053-unbalanced.xml"
    assert import_statement.run([str(unbalanced)]) == 1
    assert "€80.00" in capsys.readouterr().out
    assert import_statement.run([str(unbalanced)]) == 1
    assert "still held; nothing of it is booked." in capsys.readouterr().out
    assert not BankEntry.objects.exists()


def test_a_file_that_cannot_be_read_is_said_on_standard_error(
    portal: None, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    empty = tmp_path / "empty.xml"
    empty.touch()
    assert import_statement.run([str(empty)]) == 2
    assert f"{empty}: The file is empty." in capsys.readouterr().err
    assert not BankFile.objects.exists()


def test_a_foreign_account_is_held_and_said_why(
    portal: None, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    other = tmp_path / "other.xml"
    other.write_bytes(
        GOOD.read_bytes().replace(b"DE89370400440532013000", b"DE02120300000000202051")
    )
    assert import_statement.run([str(other)]) == 1
    said = capsys.readouterr().out
    assert "held; nothing of it is booked." in said
    assert "The account DE02120300000000202051 is not known" in said
    assert "/team/bank" in said
    assert not BankEntry.objects.exists()


def test_before_the_cooperative_is_set_it_says_so(
    portal: None, capsys: pytest.CaptureFixture[str]
) -> None:
    Cooperative.objects.all().delete()
    with pytest.raises(Trouble, match="Run: kontor cooperative FILE"):
        import_statement.run([str(GOOD)])
