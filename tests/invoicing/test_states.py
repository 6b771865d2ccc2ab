"""The life of an invoice."""

import pytest

from kontor.foundation.refusal import Conflict
from kontor.invoicing.states import TABLE, InvoiceEvent, InvoiceStatus, next_invoice_status

NUMBERED = {
    InvoiceStatus.ISSUED,
    InvoiceStatus.DISPUTED,
    InvoiceStatus.PAID,
    InvoiceStatus.CANCELLED,
}


def test_the_straight_way_leads_from_planned_to_paid() -> None:
    status = InvoiceStatus.PLANNED
    for event in (InvoiceEvent.DRAFT, InvoiceEvent.ISSUE, InvoiceEvent.PAY):
        status = next_invoice_status(status, event)
    assert status is InvoiceStatus.PAID


def test_a_number_is_never_lost_and_never_stopped() -> None:
    for moves in TABLE.values():
        for before, after in moves.items():
            assert before not in NUMBERED or after in NUMBERED


@pytest.mark.parametrize("status", InvoiceStatus)
def test_what_is_not_in_the_table_is_refused_with_a_sentence(status: InvoiceStatus) -> None:
    for event in set(InvoiceEvent) - {event for event, moves in TABLE.items() if status in moves}:
        with pytest.raises(Conflict) as refused:
            next_invoice_status(status, event)
        assert refused.value.sentence.english()


@pytest.mark.parametrize("ended", [InvoiceStatus.CANCELLED, InvoiceStatus.STOPPED])
def test_cancelled_and_stopped_are_the_end(ended: InvoiceStatus) -> None:
    assert all(ended not in moves for moves in TABLE.values())


def test_an_invoice_let_go_is_a_draft_only_where_its_member_was_mailed_one() -> None:
    held = InvoiceStatus.AWAITING_UPDATE
    assert next_invoice_status(held, InvoiceEvent.RELEASE) is InvoiceStatus.DRAFT
    assert next_invoice_status(held, InvoiceEvent.RELEASE_PLANNED) is InvoiceStatus.PLANNED
