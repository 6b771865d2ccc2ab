"""What a request to cancel may ask for, and what is carried out (spec § 10)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kontor.foundation.refusal import Conflict, Invalid
from kontor.invoicing.cancelling import (
    NO_END,
    OPEN,
    Choice,
    Listed,
    decisions_of,
    offered,
    to_hold,
    wishes_of,
)
from kontor.invoicing.states import InvoiceStatus

FIRST = date(2027, 1, 18)
ENDED = [status for status in InvoiceStatus if status not in OPEN]
UNISSUED = [InvoiceStatus.PLANNED, InvoiceStatus.DRAFT, InvoiceStatus.AWAITING_UPDATE]


def row(number: int, status: InvoiceStatus, kind: str = "invoice") -> Listed:
    """The nth invoice, billed n weeks after the first."""
    return Listed(number, kind, status, FIRST + timedelta(weeks=number))


def faults(refused: "pytest.ExceptionInfo[Invalid]") -> list[tuple[str, bool]]:
    return [(fault.field, fault.missing) for fault in refused.value.faults]


@pytest.mark.parametrize("status", UNISSUED)
def test_what_is_not_issued_can_be_stopped(status: InvoiceStatus) -> None:
    assert offered(status) == (Choice.KEEP, Choice.STOP, Choice.ASK)


@pytest.mark.parametrize("status", sorted(set(OPEN) - set(UNISSUED)))
def test_what_is_issued_can_be_cancelled(status: InvoiceStatus) -> None:
    assert offered(status) == (Choice.KEEP, Choice.CANCEL, Choice.ASK)


@pytest.mark.parametrize("status", ENDED)
def test_an_invoice_that_has_ended_is_not_listed(status: InvoiceStatus) -> None:
    assert offered(status) == ()
    assert wishes_of([row(1, status)], {1: "keep"}, None) == {}


@given(st.lists(st.sampled_from(InvoiceStatus), max_size=6))
def test_without_a_choice_every_invoice_is_kept(statuses: list[InvoiceStatus]) -> None:
    rows = [row(n, status) for n, status in enumerate(statuses)]
    wishes = wishes_of(rows, {}, None)
    assert set(wishes.values()) <= {Choice.KEEP}
    assert decisions_of(rows, wishes, {}, None) == wishes


@pytest.mark.parametrize("status", OPEN)
def test_an_open_request_holds_only_what_could_still_go_out(status: InvoiceStatus) -> None:
    held = {wish for wish in Choice if to_hold(status, wish)}
    goes_out = status in {InvoiceStatus.PLANNED, InvoiceStatus.DRAFT}
    assert held == ({Choice.STOP, Choice.ASK} if goes_out else set())


def test_an_unknown_invoice_and_an_unknown_choice_are_named_together() -> None:
    rows = [row(1, InvoiceStatus.PLANNED)]
    with pytest.raises(Invalid) as refused:
        wishes_of(rows, {1: "burn", 7: "keep"}, None)
    assert faults(refused) == [("invoices[1]", False), ("invoices[7]", False)]


@pytest.mark.parametrize(
    ("status", "wish"),
    [
        (InvoiceStatus.ISSUED, "stop"),
        (InvoiceStatus.PLANNED, "cancel"),
        (InvoiceStatus.STOPPED, "stop"),
        (InvoiceStatus.CANCELLED, "cancel"),
    ],
)
def test_a_choice_that_the_invoice_has_outrun_is_a_matter_of_the_moment(
    status: InvoiceStatus, wish: str
) -> None:
    with pytest.raises(Conflict):
        wishes_of([row(1, status)], {1: wish}, None)


@given(st.integers(min_value=-2, max_value=8))
def test_what_is_billed_after_the_day_is_stopped_and_what_is_issued_stays(weeks: int) -> None:
    rows = [row(n, status) for n, status in enumerate((*UNISSUED, InvoiceStatus.ISSUED))]
    last = FIRST + timedelta(weeks=weeks)
    wishes = wishes_of(rows, {}, last)
    for each in rows:
        stopped = each.status in UNISSUED and each.billing_date > last
        assert wishes[each.id] is (Choice.STOP if stopped else Choice.KEEP)


def test_the_day_leaves_what_the_member_asks_about_to_the_team() -> None:
    wishes = wishes_of([row(1, InvoiceStatus.PLANNED)], {1: "ask"}, FIRST)
    assert wishes == {1: Choice.ASK}


def test_the_team_has_to_decide_what_the_member_asks_about() -> None:
    rows = [row(1, InvoiceStatus.PLANNED), row(2, InvoiceStatus.ISSUED)]
    wishes = {1: Choice.ASK, 2: Choice.CANCEL}
    with pytest.raises(Invalid) as refused:
        decisions_of(rows, wishes, {}, None)
    assert faults(refused) == [("invoices[1]", True)]
    with pytest.raises(Invalid):
        decisions_of(rows, wishes, {1: "ask"}, None)
    assert decisions_of(rows, wishes, {1: "stop"}, None) == {1: Choice.STOP, 2: Choice.CANCEL}


def test_a_decision_beats_the_wish_and_no_end_beats_the_day() -> None:
    rows = [row(1, InvoiceStatus.PLANNED), row(2, InvoiceStatus.PLANNED)]
    wishes = {1: Choice.STOP, 2: Choice.STOP}
    assert decisions_of(rows, wishes, {1: "keep", 2: "keep"}, NO_END) == {
        1: Choice.KEEP,
        2: Choice.KEEP,
    }
    assert decisions_of(rows, {}, {2: "keep"}, FIRST + timedelta(weeks=1)) == {
        1: Choice.KEEP,
        2: Choice.STOP,
    }


def test_a_wish_that_the_invoice_has_outrun_is_decided_anew() -> None:
    rows = [row(1, InvoiceStatus.ISSUED)]
    with pytest.raises(Invalid) as refused:
        decisions_of(rows, {1: Choice.STOP}, {}, None)
    assert faults(refused) == [("invoices[1]", True)]
    assert decisions_of(rows, {1: Choice.STOP}, {1: "cancel"}, None) == {1: Choice.CANCEL}


@pytest.mark.parametrize("kind", ["deposit", "invoice"])
def test_a_part_goes_only_before_the_final_invoice_is_issued_or_together_with_it(kind: str) -> None:
    deposit = row(1, InvoiceStatus.PAID, kind)
    issued = [deposit, row(2, InvoiceStatus.ISSUED, "final")]
    with pytest.raises(Invalid) as refused:
        wishes_of(issued, {1: "cancel"}, None)
    assert faults(refused) == [("invoices[1]", False)]
    with pytest.raises(Invalid):
        decisions_of(issued, {}, {1: "cancel", 2: "keep"}, None)
    both = {1: Choice.CANCEL, 2: Choice.CANCEL}
    assert decisions_of(issued, {}, {1: "cancel", 2: "cancel"}, None) == both
    assert wishes_of(issued, {1: "cancel", 2: "ask"}, None)[2] is Choice.ASK
    planned = [deposit, row(2, InvoiceStatus.PLANNED, "final")]
    assert wishes_of(planned, {1: "cancel"}, None)[1] is Choice.CANCEL
