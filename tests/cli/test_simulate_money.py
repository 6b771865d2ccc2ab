"""`kontor simulate` with what the bank brings: payments, statements, returns, the formal demand."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from kontor.cli.demo_house import COOPERATIVE
from kontor.cli.made_statement import Booked, made_statement
from kontor.cli.simulate.invoice_acting import text_of
from tests.cli.test_simulate import Simulate, simulate, written
from tests.cli.test_simulate_invoices import happened, invoices, life, purposes

__all__ = ["simulate"]
pytestmark = pytest.mark.faults  # each has a database of its own

NUMBER = "RE-2027-000001"
BILLED = [("2027-01-11", "invoice_draft", "clock"), ("2027-01-18", "invoice_issue", "clock")]
VETO = {"do": "veto_demand", "invoice": 1, "text": "They pay in April, by arrangement."}


def payment(on: str, amount: str | None = None) -> dict[str, Any]:
    said = {"on": on, "do": "payment", "invoice": 1}
    return said if amount is None else {**said, "amount": amount}


def statement(on: str, folder: Path, *entries: Booked) -> dict[str, Any]:
    """The event of a statement whose file lies beside the order file."""
    iban = COOPERATIVE["iban"].replace(" ", "")
    data = made_statement(iban, date.fromisoformat(on), Decimal(0), entries)
    (folder / f"{on}.xml").write_bytes(data)
    return {"on": on, "do": "statement", "path": f"{on}.xml"}


def paid(amount: str, **changes: Any) -> Booked:
    values = {"reference": NUMBER, "name": "Imprimerie Lefèvre SARL", **changes}
    return Booked(amount=Decimal(amount), bank_reference=f"B{amount}", **values)


def asked_for(folder: Path, purpose: str) -> set[bool]:
    """Whether the mails of the purpose ask for 1,500.00 euros, in either language."""
    mails = [path.read_bytes() for path in (folder / "out" / "mails").iterdir()]
    head = f"X-Kontor-Purpose: {purpose}".encode()
    texts = [text_of(mail) for mail in mails if head in mail]
    return {bool(re.search(r"1[.,]500[.,]00", text)) for text in texts}


def test_a_payment_in_full_completes_the_order(simulate: Simulate, tmp_path: Path) -> None:
    assert simulate(life(payment("2027-01-29")), tmp_path) == (0, [])
    assert happened(tmp_path) == [
        *BILLED,
        ("2027-01-29", "payment", "accountant"),
        ("2027-01-29", "complete", "clock"),
    ]
    assert invoices(tmp_path, "status", "open", "reminders") == [["paid", "0.00", []]]


def test_reminders_ask_for_what_a_part_payment_leaves_open_and_end_with_the_rest(
    simulate: Simulate, tmp_path: Path
) -> None:
    events = [payment("2027-01-29", "600"), payment("2027-02-15", "1500")]
    assert simulate(life(*events), tmp_path) == (0, [])
    assert invoices(tmp_path, "status", "open", "reminders") == [["paid", "0.00", ["2027-02-08"]]]
    assert asked_for(tmp_path, "reminder_1") == {True}


def test_what_is_paid_too_much_is_kept_for_the_client(simulate: Simulate, tmp_path: Path) -> None:
    assert simulate(life(payment("2027-01-29", "2500")), tmp_path) == (0, [])
    assert invoices(tmp_path, "status", "open") == [["paid", "0.00"]]


def test_a_returned_payment_opens_the_invoice_again_and_a_statement_is_one_line(
    simulate: Simulate, tmp_path: Path
) -> None:
    events = [
        statement("2027-01-28", tmp_path, paid("2100"), paid("77", reference="", name="Nobody")),
        statement("2027-02-01", tmp_path, paid("-2100", returned=True)),
    ]
    assert simulate(life(*events, until="2027-02-08"), tmp_path) == (0, [])
    assert happened(tmp_path) == [
        *BILLED,
        ("2027-01-28", "statement", "accountant"),
        ("2027-01-28", "complete", "clock"),
        ("2027-02-01", "statement", "accountant"),
        ("2027-02-08", "reminder_1", "clock"),
    ]
    back = written(tmp_path, "timeline.json")[-2]
    assert ("went back" in back["text"], back["status"]) == (True, "active")
    assert invoices(tmp_path, "status", "open") == [["issued", "2100.00"]]
    assert "payment_returned" in purposes(tmp_path)


def test_a_vetoed_demand_never_goes_out_and_an_agreed_one_on_its_day(
    simulate: Simulate, tmp_path: Path
) -> None:
    assert simulate(life({"on": "2027-03-01", **VETO}), tmp_path) == (0, [])
    assert invoices(tmp_path, "reminders") == [[["2027-02-08", "2027-02-22"]]]
    assert ("2027-03-01", "veto_demand", "member") in happened(tmp_path)


def test_an_agreed_demand_goes_out_on_its_day(simulate: Simulate, tmp_path: Path) -> None:
    agreed = {"on": "2027-03-01", "do": "agree_demand", "invoice": 1}
    assert simulate(life(agreed, until="2027-03-09"), tmp_path) == (0, [])
    assert invoices(tmp_path, "reminders") == [[["2027-02-08", "2027-02-22", "2027-03-08"]]]


def test_what_is_disputed_is_not_reminded_of(simulate: Simulate, tmp_path: Path) -> None:
    said = {"on": "2027-02-01", "do": "dispute", "invoice": 1, "text": "Four days, not five."}
    assert simulate(life(said, until="2027-03-20"), tmp_path) == (0, [])
    assert invoices(tmp_path, "status", "reminders") == [["disputed", []]]


@pytest.mark.parametrize(
    ("event", "fault"),
    [
        (payment("2027-01-12"), "events[3] payment: Invoice 1 is not issued yet."),
        ({**payment("2027-01-29"), "invoice": 2}, "events[3] payment: The plan has no invoice 2."),
        (
            {"on": "2027-01-29", **VETO},
            (
                "events[3] veto_demand: Nobody has asked you about a formal demand for this"
                " invoice. Nothing was changed."
            ),
        ),
    ],
)
def test_money_at_the_wrong_moment_is_a_fault_of_the_event(
    simulate: Simulate, tmp_path: Path, event: dict[str, Any], fault: str
) -> None:
    assert simulate(life(event), tmp_path) == (2, [fault])


def test_a_file_that_is_no_statement_is_refused_with_a_sentence(
    simulate: Simulate, tmp_path: Path
) -> None:
    (tmp_path / "no.xml").write_text("<html>Good morning</html>", encoding="utf-8")
    status, faults = simulate(
        life({"on": "2027-01-29", "do": "statement", "path": "no.xml"}), tmp_path
    )
    assert status == 2
    assert faults[0].startswith("events[3] statement: file: ")


def test_an_amount_of_nothing_is_a_fault_of_its_field(simulate: Simulate, tmp_path: Path) -> None:
    assert simulate(life(payment("2027-01-29", "0.00")), tmp_path) == (
        2,
        ["events[3].amount: must be above zero"],
    )
