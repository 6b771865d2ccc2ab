"""`kontor simulate` with what happens to single invoices: held, changed, sent, disputed."""

from pathlib import Path
from typing import Any

import pytest

from tests.cli.test_order_file import GOOD
from tests.cli.test_simulate import Simulate, simulate, written

__all__ = ["simulate"]
pytestmark = pytest.mark.faults  # each has a database of its own

PASSED = [
    {"on": "2027-01-04", "do": "submit"},
    {"on": "2027-01-04", "do": "approve"},
    {"on": "2027-01-05", "do": "client_confirm"},
]
DRAFTED, ISSUED = "2027-01-11", "2027-01-18"
HELD = {"on": "2027-01-12", "do": "invoice_hold", "invoice": 1, "text": "The client is away."}


def life(*events: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {**GOOD, "events": [*PASSED, *events], **changes}


def invoices(folder: Path, *keys: str) -> list[list[Any]]:
    return [[row[key] for key in keys] for row in written(folder, "invoices.json")]


def happened(folder: Path) -> list[tuple[str, str, str]]:
    lines = written(folder, "timeline.json")[len(PASSED) :]
    return [(line["on"], line["event"], line["by"]) for line in lines]


def purposes(folder: Path) -> list[str]:
    mails = sorted((folder / "out" / "mails").iterdir())
    heads = [mail.read_text(encoding="utf-8").partition("\n\n")[0] for mail in mails]
    return [head.partition("X-Kontor-Purpose: ")[2].splitlines()[0] for head in heads]


def test_a_held_draft_waits_with_reminders_until_its_member_changes_it(
    simulate: Simulate, tmp_path: Path
) -> None:
    fields = {
        "billing_date": "2027-01-29",
        "special_agreement": "Four days were enough.",
        "lines": [{"quantity": "4", "unit": "day"}],
    }
    change = {"on": "2027-01-27", "do": "invoice_change", "invoice": 1, "fields": fields}
    assert simulate(life(HELD, change, until="2027-02-01"), tmp_path) == (0, [])
    assert happened(tmp_path) == [
        (DRAFTED, "invoice_draft", "clock"),
        ("2027-01-12", "invoice_hold", "member"),
        ("2027-01-27", "invoice_change", "member"),
        ("2027-01-29", "invoice_issue", "clock"),
    ]
    assert invoices(tmp_path, "status", "issued_on", "net", "gross") == [
        ["issued", "2027-01-29", "1680.00", "1680.00"]
    ]
    assert purposes(tmp_path).count("invoice_held_reminder") == 2  # a week later, and another


def test_a_held_draft_is_never_issued_by_itself(simulate: Simulate, tmp_path: Path) -> None:
    assert simulate(life(HELD, until="2027-03-01"), tmp_path) == (0, [])
    assert invoices(tmp_path, "status", "number") == [["awaiting_update", None]]


def test_sent_now_it_goes_out_at_once(simulate: Simulate, tmp_path: Path) -> None:
    send = {"on": "2027-01-13", "do": "invoice_send_now", "invoice": 1}
    assert simulate(life(HELD, send, until="2027-01-20"), tmp_path) == (0, [])
    assert invoices(tmp_path, "number", "issued_on") == [["RE-2027-000001", "2027-01-13"]]
    assert (tmp_path / "out" / "documents" / "RE-2027-000001.pdf").exists()


@pytest.mark.parametrize(
    ("event", "fault"),
    [
        ({"do": "invoice_hold", "invoice": 1, "on": "2027-01-06"}, "invoice_hold: "),
        ({"do": "invoice_hold", "invoice": 2, "on": DRAFTED}, "has no invoice 2"),
        ({"do": "invoice_send_now", "invoice": 1, "on": "2027-01-20"}, "invoice_send_now: "),
        ({"do": "dispute", "invoice": 1, "text": "?", "on": DRAFTED}, "has not got invoice 1"),
        (
            {
                "do": "invoice_change",
                "invoice": 1,
                "on": "2027-01-12",
                "fields": {"lines": [{"quantity": "6"}]},
            },
            "lines[0].quantity: ",
        ),
        (
            {
                "do": "invoice_change",
                "invoice": 1,
                "on": "2027-01-12",
                "fields": {"lines": [{"text": "Another text", "quantity": "4"}]},
            },
            "lines[0].text: stays as the client confirmed it",
        ),
    ],
)
def test_what_the_moment_or_the_confirmed_order_forbids_is_an_event_fault(
    event: dict[str, Any], fault: str, simulate: Simulate, tmp_path: Path
) -> None:
    status, lines = simulate(life(event), tmp_path)
    assert status == 2
    assert len(lines) == 1
    assert lines[0].startswith(f"events[3] {event['do']}: ")
    assert fault in lines[0]


def test_what_a_field_makes_wrong_is_named_by_its_field(simulate: Simulate, tmp_path: Path) -> None:
    fields = {"service_from": "2027-01-12", "service_to": "2027-01-11", "lines": [{"net": "1"}]}
    change = {"on": "2027-01-12", "do": "invoice_change", "invoice": 1, "fields": fields}
    answer = {"on": "2027-01-20", "do": "resolve_dispute", "invoice": 0, "outcome": "forget"}
    status, lines = simulate(life(change, answer), tmp_path)
    assert status == 2
    assert [line.partition(": ")[0] for line in lines] == [
        "events[4].invoice",
        "events[4].outcome",
        "events[3].fields.service_to",
        "events[3].fields.lines[0].net",
    ]


@pytest.mark.parametrize(
    ("outcome", "statuses", "opens"),
    [
        ("keep", ["issued"], ["2100.00"]),
        ("cancel", ["cancelled", "issued"], ["0.00", "0.00"]),
        ("correct", ["cancelled", "issued", "issued"], ["0.00", "2100.00", "0.00"]),
    ],
)
def test_a_disputed_invoice_is_kept_cancelled_or_corrected(
    outcome: str, statuses: list[str], opens: list[str], simulate: Simulate, tmp_path: Path
) -> None:
    events = [
        {"on": "2027-01-19", "do": "dispute", "invoice": 1, "text": "Our address is wrong."},
        {"on": "2027-01-20", "do": "resolve_dispute", "invoice": 1, "outcome": outcome},
    ]
    assert simulate(life(*events, until="2027-01-25"), tmp_path) == (0, [])
    assert invoices(tmp_path, "status") == [[status] for status in statuses]
    assert invoices(tmp_path, "open") == [[amount] for amount in opens]
    assert ("2027-01-19", "dispute", "client") in happened(tmp_path)
    assert {"invoice_disputed", "dispute_resolved"} <= set(purposes(tmp_path))


def test_a_corrected_invoice_is_counted_after_the_plan(simulate: Simulate, tmp_path: Path) -> None:
    events = [
        {"on": "2027-01-19", "do": "dispute", "invoice": 1, "text": "One day too many."},
        {"on": "2027-01-20", "do": "resolve_dispute", "invoice": 1, "outcome": "correct"},
        {
            "on": "2027-01-20",
            "do": "invoice_change",
            "invoice": 2,
            "fields": {"lines": [{"quantity": "4"}]},
        },
    ]
    assert simulate(life(*events, until="2027-01-25"), tmp_path) == (0, [])
    assert invoices(tmp_path, "number", "net", "cancels") == [
        ["RE-2027-000001", "2100.00", None],
        ["RE-2027-000002", "1680.00", None],
        ["ST-2027-000001", "-2100.00", "RE-2027-000001"],
    ]


def test_another_rate_of_vat_holds_in_the_whole_simulation(
    simulate: Simulate, tmp_path: Path
) -> None:
    raw = life(
        cooperative={"vat_standard_percent": "20"},
        client={"name": "Verlag Nord GmbH", "country": "DE"},
        until="2027-01-20",
    )
    assert simulate(raw, tmp_path) == (0, [])
    assert invoices(tmp_path, "net", "vat", "vat_category") == [["2100.00", "420.00", "S"]]
