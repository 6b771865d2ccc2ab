"""What the history tells of an invoice leads step by step to where it stands (reliability I6)."""

import pytest

from kontor.invoicing.told import AFTER, BEFORE, Told, faults_of

ISSUED = ("invoice_draft", "invoice_issue")


def faults(events: tuple[str, ...], status: str, number: str | None = "RE-1") -> list[str]:
    return list(faults_of([Told(event, "RE-1") for event in events], status, number))


@pytest.mark.parametrize(
    ("events", "status"),
    [
        (ISSUED, "issued"),
        (ISSUED, "paid"),
        (("invoice_draft", "invoice_hold", "invoice_change", "invoice_send_now"), "issued"),
        (("invoice_hold", "invoice_send_now"), "issued"),
        (("invoice_correct", "invoice_issue"), "issued"),
        ((*ISSUED, "dispute"), "disputed"),
        ((*ISSUED, "dispute", "resolve_dispute", "dispute", "resolve_dispute"), "issued"),
        ((*ISSUED, "dispute", "resolve_dispute", "invoice_cancel"), "cancelled"),
        ((*ISSUED, "dispute", "invoice_cancel"), "cancelled"),
    ],
)
def test_lives_that_invoices_lead(events: tuple[str, ...], status: str) -> None:
    assert faults(events, status) == []


@pytest.mark.parametrize("status", ["planned", "draft", "awaiting_update", "stopped"])
def test_what_a_request_to_cancel_does_is_told_of_the_order(status: str) -> None:
    assert faults((), status, None) == []


@pytest.mark.parametrize(
    ("events", "status", "fault"),
    [
        ((*ISSUED, "invoice_issue"), "issued", "has “invoice_issue” in its history after"),
        ((*ISSUED, "invoice_change"), "issued", "has “invoice_change” in its history after"),
        ((*ISSUED, "dispute", "dispute"), "disputed", "has “dispute” in its history after"),
        ((*ISSUED, "invoice_cancel", "dispute"), "disputed", "after “invoice_cancel”"),
        (("dispute",), "disputed", "has “dispute” in its history after “planned”"),
        (ISSUED, "cancelled", "is cancelled, though its history ends with “invoice_issue”"),
    ],
)
def test_steps_that_no_invoice_takes(events: tuple[str, ...], status: str, fault: str) -> None:
    assert fault in faults(events, status)[0]


def test_a_number_is_told_once_and_stays() -> None:
    assert faults(ISSUED, "issued", "RE-2") == ["bears RE-2, though its history tells of RE-1"]
    assert faults(ISSUED, "issued", None) == ["bears None, though its history tells of RE-1"]


def test_every_event_has_a_place_before_and_after() -> None:
    assert set(AFTER) == {"", *BEFORE}
