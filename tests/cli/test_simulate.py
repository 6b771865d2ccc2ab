"""`kontor simulate` as a person runs it: files in, files out, one line per fault."""

import json
import subprocess
import sys
from collections.abc import Callable
from contextlib import nullcontext
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.utils import translation
from pypdf import PdfReader

from kontor.cli import simulate as command
from kontor.formats.einvoice import rules, values
from tests.cli.test_order_file import GOOD, changed

pytestmark = pytest.mark.faults  # each has a database of its own

EXAMPLE = {
    **GOOD,
    "client": {**GOOD["client"], "invoice_email": "compta@lefevre.example", "language": "en"},
    "comment": "CANARY: first order with this client.",
}


Simulate = Callable[[dict[str, Any], Path], tuple[int, list[str]]]
"""Plays a file; exit status and the lines on standard error. What happened lies in folder/out."""


@pytest.fixture
def simulate(
    own_database: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Simulate:
    """The command in this process, on a copy of a database: a process would make a new one."""
    monkeypatch.setattr(command, "throw_away", nullcontext)

    def play(raw: dict[str, Any], folder: Path) -> tuple[int, list[str]]:
        with translation.override("en"):
            status = command.run(words(raw, folder))
        return status, capsys.readouterr().err.splitlines()

    return play


def words(raw: dict[str, Any], folder: Path) -> list[str]:
    file = folder / "order.json"
    file.write_text(json.dumps(raw), encoding="utf-8")
    return [str(file), "--out", str(folder / "out")]


def in_a_process(raw: dict[str, Any], folder: Path) -> tuple[int, list[str]]:
    """As a person runs it, with the throw-away database that the command makes."""
    run = subprocess.run(
        [sys.executable, "-m", "kontor.cli", "simulate", *words(raw, folder)],
        capture_output=True,
        text=True,
        timeout=300,  # a busy machine is no fault
        check=False,
    )
    assert "Traceback" not in run.stderr
    return run.returncode, run.stderr.splitlines()


def written(folder: Path, name: str) -> Any:
    return json.loads((folder / "out" / name).read_text(encoding="utf-8"))


def test_the_default_life_ends_with_three_reminders_and_a_guarantee(tmp_path: Path) -> None:
    assert in_a_process(EXAMPLE, tmp_path) == (0, [])
    happened = [
        (line["on"], line["event"], line["by"]) for line in written(tmp_path, "timeline.json")
    ]
    assert happened == [
        ("2027-01-04", "submit", "member"),
        ("2027-01-04", "approve", "advisor"),
        ("2027-01-05", "client_confirm", "client"),
        ("2027-01-11", "invoice_draft", "clock"),
        ("2027-01-18", "invoice_issue", "clock"),
        ("2027-02-08", "reminder_1", "clock"),
        ("2027-02-22", "reminder_2", "clock"),
        ("2027-02-26", "demand_question", "clock"),
        ("2027-03-08", "reminder_3", "clock"),
        ("2027-04-02", "guarantee_case", "clock"),
    ]
    order = written(tmp_path, "order.json")
    assert (order["status"], order["gross"], order["guarantee"]["granted"]) == (
        "active",
        "2100.00",
        True,
    )
    (invoice,) = written(tmp_path, "invoices.json")
    assert invoice["reminders"] == ["2027-02-08", "2027-02-22", "2027-03-08"]
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
    each_mailbox_got_each_mail_once_and_no_client_read_the_comment(tmp_path)


def each_mailbox_got_each_mail_once_and_no_client_read_the_comment(tmp_path: Path) -> None:
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


def test_an_offer_nobody_answers_lapses_the_day_after(simulate: Simulate, tmp_path: Path) -> None:
    events = [{"on": "2027-01-04", "do": "submit"}, {"on": "2027-01-04", "do": "approve"}]
    assert simulate({**GOOD, "events": events}, tmp_path) == (0, [])
    last = written(tmp_path, "timeline.json")[-1]
    assert (last["on"], last["event"], last["status"]) == ("2027-01-12", "lapse", "rejected")
    assert written(tmp_path, "invoices.json") == []


def test_an_event_at_the_wrong_moment_is_named_and_only_the_past_is_written(
    simulate: Simulate, tmp_path: Path
) -> None:
    events = [{"on": "2027-01-04", "do": "submit"}, {"on": "2027-01-05", "do": "client_confirm"}]
    status, lines = simulate({**GOOD, "events": events}, tmp_path)
    assert status == 2
    assert len(lines) == 1
    assert lines[0].startswith("events[1] client_confirm: ")
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["timeline.json"]
    assert [line["event"] for line in written(tmp_path, "timeline.json")] == ["submit"]


def test_a_blocked_client_is_a_matter_of_the_moment_not_of_the_input(
    simulate: Simulate, tmp_path: Path
) -> None:
    status, lines = simulate(changed("client", {**GOOD["client"], "block": "no_orders"}), tmp_path)
    assert status == 2
    assert lines[0].startswith("events[0] submit: ")


def test_changes_are_asked_for_made_and_submitted_again_as_a_new_revision(
    simulate: Simulate, tmp_path: Path
) -> None:
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
    status, lines = in_a_process({**GOOD, "title": "", "hours": "-1"}, tmp_path)
    assert status == 2
    assert sorted(lines) == ["hours: must not be negative", "title: must not be empty"]
    assert not (tmp_path / "out").exists()


def test_a_cooperative_of_another_name_is_the_only_one_that_is_named(
    simulate: Simulate, tmp_path: Path
) -> None:
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


def test_a_skipped_confirmation_bills_without_a_guarantee(
    simulate: Simulate, tmp_path: Path
) -> None:
    raw = {
        **GOOD,
        "confirmation": {"ask": False, "skip_reason": "own_form"},
        "events": [{"on": "2027-01-04", "do": "submit"}, {"on": "2027-01-04", "do": "approve"}],
    }
    assert simulate(raw, tmp_path) == (0, [])
    order = written(tmp_path, "order.json")
    assert (order["status"], order["guarantee"]["granted"]) == ("active", False)
    assert [invoice["status"] for invoice in written(tmp_path, "invoices.json")] == ["issued"]


def test_the_team_returns_and_later_refuses_and_what_is_planned_stops(
    simulate: Simulate, tmp_path: Path
) -> None:
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


def test_a_deposit_and_its_final_invoice_are_billed_and_the_final_asks_for_the_rest(
    simulate: Simulate,
    tmp_path: Path,
) -> None:
    payment = {
        "mode": "advance",
        "billing_date": "2027-01-05",
        "deposit": {"percent": "30"},
        "final_date": "2027-01-20",
    }
    german = {"name": "Tiefblau GmbH", "country": "DE", "street": "Weg 1", "town": "Berlin"}
    life = {**EXAMPLE, "client": {**german, "postcode": "10999"}, "payment": payment}
    assert simulate(life, tmp_path) == (0, [])
    rows = written(tmp_path, "invoices.json")
    assert [(row["kind"], row["status"], row["net"], row["gross"]) for row in rows] == [
        ("deposit", "issued", "630.00", "749.70"),
        ("final", "issued", "1470.00", "1749.30"),
    ]
    for row in rows:
        xml = (tmp_path / "out" / row["xml"]).read_bytes()
        assert rules.validate(xml, values.Profile.EN16931).valid


def test_a_monthly_order_is_billed_on_the_last_day_and_a_request_to_cancel_ends_it(
    simulate: Simulate,
    tmp_path: Path,
) -> None:
    payment = {
        "mode": "recurrent",
        "unit": "month",
        "billing_date": "2027-01-31",
        "last_day": True,
        "times": 4,
    }
    start = "2027-01-04"
    life = {
        **EXAMPLE,
        "service_from": "2027-01-01",
        "service_to": "2027-04-30",
        "payment": payment,
        "events": [
            {"on": start, "do": "submit"},
            {"on": start, "do": "approve"},
            {"on": "2027-01-05", "do": "client_confirm"},
            {
                "on": "2027-03-02",
                "do": "request_cancellation",
                "invoices": {"2": "cancel", "3": "stop", "4": "ask"},
            },
            {
                "on": "2027-03-03",
                "do": "carry_out_cancellation",
                "invoices": {"2": "cancel", "3": "stop", "4": "keep"},
            },
        ],
    }
    assert simulate(life, tmp_path) == (0, [])
    rows = written(tmp_path, "invoices.json")
    assert [(row["kind"], row["status"], row["billing_date"], row["number"]) for row in rows] == [
        ("invoice", "issued", "2027-01-31", "RE-2027-000001"),
        ("invoice", "cancelled", "2027-02-28", "RE-2027-000002"),
        ("invoice", "stopped", "2027-03-31", None),
        ("invoice", "issued", "2027-04-30", "RE-2027-000003"),
        ("cancellation", "issued", "2027-03-03", "ST-2027-000001"),
    ]
    assert written(tmp_path, "order.json")["status"] == "cancelled"
    purposes = [
        message_from_bytes(path.read_bytes(), policy=policy.default)["X-Kontor-Purpose"]
        for path in sorted((tmp_path / "out" / "mails").glob("*.eml"))
    ]
    assert purposes.count("order_cancelled") == 1
    assert purposes.count("cancellation_invoice") == 2  # contact person, e-mail for invoices


def test_a_skipped_confirmation_is_guaranteed_once_its_proof_is_accepted(
    simulate: Simulate, tmp_path: Path
) -> None:
    proof = pikepdf.new()
    proof.add_blank_page()
    proof.save(tmp_path / "signed.pdf")
    life = {
        **EXAMPLE,
        "confirmation": {
            "ask": False,
            "skip_reason": "signed_agreement",
            "proof": "signed.pdf",
        },
        "events": [
            {"on": "2027-01-04", "do": "submit"},
            {"on": "2027-01-04", "do": "approve"},
            {"on": "2027-01-05", "do": "accept_proof"},
            {"on": "2027-01-06", "do": "change_contact", "fields": {"phone": "+33 1 23 45"}},
        ],
    }
    assert simulate(life, tmp_path) == (0, [])
    assert written(tmp_path, "order.json")["guarantee"]["granted"] is True
    told = [(line["event"], line["by"]) for line in written(tmp_path, "timeline.json")]
    assert told[2:4] == [("accept_proof", "advisor"), ("change_contact", "member")]


def test_a_wrong_proof_is_a_fault_of_the_input(simulate: Simulate, tmp_path: Path) -> None:
    (tmp_path / "page.pdf").write_text("<html>", encoding="utf-8")
    confirmation = {"ask": False, "skip_reason": "signed_agreement", "proof": "page.pdf"}
    status, lines = simulate({**EXAMPLE, "confirmation": confirmation}, tmp_path)
    assert status == 2
    assert [line.partition(":")[0] for line in lines] == ["confirmation.proof"]


def test_the_team_adjusts_only_what_it_may(simulate: Simulate, tmp_path: Path) -> None:
    start = "2027-01-04"
    events = [
        {"on": start, "do": "submit"},
        {"on": start, "do": "adjust", "fields": {"title": "Cheaper", "sector": "illustration"}},
    ]
    status, lines = simulate({**EXAMPLE, "events": events}, tmp_path)
    assert (status, lines) == (2, ["events[1] adjust: fields.title: is not the team's to change"])
