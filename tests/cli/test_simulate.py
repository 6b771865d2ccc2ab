"""`kontor simulate` as a person runs it: files in, files out, one line per fault."""

import json
import subprocess
import sys
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pypdf import PdfReader

from kontor.formats.einvoice import rules, values
from tests.cli.test_order_file import GOOD, changed

pytestmark = pytest.mark.faults  # each starts a database of its own

EXAMPLE = {
    **GOOD,
    "client": {**GOOD["client"], "invoice_email": "compta@lefevre.example", "language": "en"},
    "comment": "CANARY: first order with this client.",
}


def simulate(raw: dict[str, Any], folder: Path) -> tuple[int, list[str]]:
    """Exit status and the lines on standard error; what happened lies in folder/out."""
    file = folder / "order.json"
    file.write_text(json.dumps(raw), encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-m", "kontor.cli", "simulate", str(file), "--out", str(folder / "out")],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert "Traceback" not in run.stderr
    return run.returncode, run.stderr.splitlines()


def written(folder: Path, name: str) -> Any:
    return json.loads((folder / "out" / name).read_text(encoding="utf-8"))


def test_the_default_life_ends_with_an_issued_invoice_and_a_guarantee(tmp_path: Path) -> None:
    assert simulate(EXAMPLE, tmp_path) == (0, [])
    happened = [
        (line["on"], line["event"], line["by"]) for line in written(tmp_path, "timeline.json")
    ]
    assert happened == [
        ("2027-01-04", "submit", "member"),
        ("2027-01-04", "approve", "advisor"),
        ("2027-01-05", "client_confirm", "client"),
        ("2027-01-11", "invoice_draft", "clock"),
        ("2027-01-18", "invoice_issue", "clock"),
    ]
    order = written(tmp_path, "order.json")
    assert (order["status"], order["gross"], order["guarantee"]["granted"]) == (
        "active",
        "2100.00",
        True,
    )
    (invoice,) = written(tmp_path, "invoices.json")
    assert (
        invoice["number"],
        invoice["issued_on"],
        invoice["due_on"],
        invoice["vat_category"],
    ) == (
        "RE-2027-000001",
        "2027-01-18",
        "2027-02-01",
        "AE",
    )
    xml = (tmp_path / "out" / invoice["xml"]).read_bytes()
    assert rules.validate(xml, values.Profile.EN16931).valid
    with pikepdf.open(tmp_path / "out" / invoice["pdf"]) as pdf:
        assert pdf.attachments["factur-x.xml"].get_file().read_bytes() == xml


def test_each_mailbox_gets_each_mail_once_and_no_client_reads_the_comment(tmp_path: Path) -> None:
    assert simulate(EXAMPLE, tmp_path) == (0, [])
    mails = [
        message_from_bytes(path.read_bytes(), policy=policy.default)
        for path in sorted((tmp_path / "out" / "mails").iterdir())
    ]
    sent = [(mail["X-Kontor-Purpose"], mail["To"].addresses[0].addr_spec) for mail in mails]
    assert len(sent) == len(set(sent))
    assert [to for purpose, to in sent if purpose == "invoice"] == [
        "chloe@lefevre.example",
        "compta@lefevre.example",
    ]
    assert not any("CANARY" in str(mail) for mail in mails)


def test_an_offer_nobody_answers_lapses_the_day_after(tmp_path: Path) -> None:
    events = [{"on": "2027-01-04", "do": "submit"}, {"on": "2027-01-04", "do": "approve"}]
    assert simulate({**GOOD, "events": events}, tmp_path) == (0, [])
    last = written(tmp_path, "timeline.json")[-1]
    assert (last["on"], last["event"], last["status"]) == ("2027-01-12", "lapse", "rejected")
    assert written(tmp_path, "invoices.json") == []


def test_an_event_at_the_wrong_moment_is_named_and_only_the_past_is_written(tmp_path: Path) -> None:
    events = [{"on": "2027-01-04", "do": "submit"}, {"on": "2027-01-05", "do": "client_confirm"}]
    status, lines = simulate({**GOOD, "events": events}, tmp_path)
    assert status == 2
    assert len(lines) == 1
    assert lines[0].startswith("events[1] client_confirm: ")
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["timeline.json"]
    assert [line["event"] for line in written(tmp_path, "timeline.json")] == ["submit"]


def test_a_blocked_client_is_a_matter_of_the_moment_not_of_the_input(tmp_path: Path) -> None:
    status, lines = simulate(changed("client", {**GOOD["client"], "block": "no_orders"}), tmp_path)
    assert status == 2
    assert lines[0].startswith("events[0] submit: ")


def test_changes_are_asked_for_made_and_submitted_again_as_a_new_revision(tmp_path: Path) -> None:
    events = [
        {"on": "2027-01-04", "do": "submit"},
        {"on": "2027-01-04", "do": "approve"},
        {"on": "2027-01-05", "do": "client_request_changes", "text": "Six days, please."},
        {
            "on": "2027-01-06",
            "do": "edit",
            "fields": {
                "lines": [{"text": "Layout", "quantity": "6", "unit": "day", "unit_price": "420"}]
            },
        },
        {"on": "2027-01-06", "do": "submit"},
        {"on": "2027-01-06", "do": "approve"},
        {"on": "2027-01-07", "do": "client_confirm", "purchase_order": "PO-77"},
    ]
    assert simulate({**GOOD, "events": events}, tmp_path) == (0, [])
    assert written(tmp_path, "order.json")["revision"] == 2
    (invoice,) = written(tmp_path, "invoices.json")
    assert invoice["net"] == "2520.00"
    xml = (tmp_path / "out" / invoice["xml"]).read_text(encoding="utf-8")
    assert "PO-77" in xml


def test_wrong_input_is_said_by_field_and_writes_nothing(tmp_path: Path) -> None:
    status, lines = simulate({**GOOD, "title": "", "hours": "-1"}, tmp_path)
    assert status == 2
    assert sorted(lines) == ["hours: must not be negative", "title: must not be empty"]
    assert not (tmp_path / "out").exists()


def test_a_cooperative_of_another_name_is_the_only_one_that_is_named(tmp_path: Path) -> None:
    stale = tmp_path / "out" / "mails" / "999.eml"
    stale.parent.mkdir(parents=True)
    stale.write_text("from an earlier run")
    events = [
        {"on": "2027-01-04", "do": "submit"},
        {"on": "2027-01-04", "do": "take_back"},
        {"on": "2027-01-04", "do": "edit", "fields": {"title": "First thought"}},
        {"on": "2027-01-04", "do": "edit", "fields": {"description": "Second thought"}},
        {"on": "2027-01-04", "do": "submit"},
        {"on": "2027-01-04", "do": "approve"},
        {"on": "2027-01-05", "do": "client_confirm"},
    ]
    house = {"name": "Klang und Farbe eG", "short_name": "Klang"}
    assert simulate({**GOOD, "cooperative": house, "events": events}, tmp_path) == (0, [])
    assert not stale.exists()
    (invoice,) = written(tmp_path, "invoices.json")
    xml = (tmp_path / "out" / invoice["xml"]).read_text(encoding="utf-8")
    pages = PdfReader(tmp_path / "out" / invoice["pdf"]).pages
    pdf = "".join(page.extract_text() for page in pages)
    mails = [path.read_text() for path in (tmp_path / "out" / "mails").iterdir()]
    for text in (xml, pdf, *mails):
        assert "smart" not in text.lower()
    for thought in ("First thought", "Second thought"):
        assert thought in xml


def test_a_skipped_confirmation_bills_without_a_guarantee(tmp_path: Path) -> None:
    raw = {
        **GOOD,
        "confirmation": {"ask": False, "skip_reason": "own_form"},
        "events": [{"on": "2027-01-04", "do": "submit"}, {"on": "2027-01-04", "do": "approve"}],
    }
    assert simulate(raw, tmp_path) == (0, [])
    order = written(tmp_path, "order.json")
    assert (order["status"], order["guarantee"]["granted"]) == ("active", False)
    assert [invoice["status"] for invoice in written(tmp_path, "invoices.json")] == ["issued"]


def test_the_team_returns_and_later_refuses_and_what_is_planned_stops(tmp_path: Path) -> None:
    events = [
        {"on": "2027-01-04", "do": "submit"},
        {"on": "2027-01-04", "do": "return", "text": "On which days?"},
        {"on": "2027-01-05", "do": "submit"},
        {"on": "2027-01-05", "do": "approve"},
        {"on": "2027-01-06", "do": "client_confirm"},
        {"on": "2027-01-08", "do": "refuse", "grounds": ["client_debt"]},
    ]
    assert simulate({**GOOD, "events": events}, tmp_path) == (0, [])
    happened = [line["event"] for line in written(tmp_path, "timeline.json")]
    assert happened == ["submit", "return", "submit", "approve", "client_confirm", "refuse"]
    assert [invoice["status"] for invoice in written(tmp_path, "invoices.json")] == ["stopped"]
    subjects = [
        message_from_bytes(path.read_bytes(), policy=policy.default)["X-Kontor-Purpose"]
        for path in sorted((tmp_path / "out" / "mails").iterdir())
    ]
    assert "order_returned" in subjects
    assert "order_rejected" in subjects
