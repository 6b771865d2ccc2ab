"""The night completes an order once everything of it is closed and something was paid (§ 6)."""

from datetime import datetime

import pytest

from kontor.actions import complete_order, correct_invoice, decide_entry, run_night
from kontor.actions.decide_entry import Given
from kontor.foundation.models import HistoryEntry
from kontor.foundation.written import BERLIN
from kontor.invoicing.models import Invoice
from kontor.orders.models import Order
from kontor.receivables.models import Allocation
from tests.builders import bank, orders
from tests.builders.plans import standing_in
from tests.cast import Cast, cast

pytestmark = pytest.mark.django_db

EVENING = datetime(2027, 1, 6, 23, tzinfo=BERLIN)


@pytest.fixture
def order() -> Order:
    """An active order whose one invoice is planned for 18 January."""
    people = cast()
    return orders.active(people.owner, people.advisor, people.client)


def test_an_order_is_completed_by_the_night_once_all_is_closed_and_something_paid(
    order: Order,
) -> None:
    standing_in(order, ["paid", "stopped", "planned"])
    assert run_night.run(EVENING).completed == 0
    standing_in(order, ["paid", "stopped", "stopped"])
    assert run_night.run(EVENING).completed == 1
    assert run_night.run(EVENING).completed == 0
    order.refresh_from_db()
    assert order.status == "completed"
    entry = HistoryEntry.objects.latest("id")
    assert (entry.event, entry.actor, entry.status) == ("complete", "clock", "completed")


@pytest.mark.parametrize("found", [["stopped"], ["cancelled", "stopped"]])
def test_an_order_of_which_nothing_was_paid_is_not_completed(
    order: Order, found: list[str]
) -> None:
    standing_in(order, found)
    run_night.run(EVENING)
    order.refresh_from_db()
    assert order.status == "active"


def paid_and_completed(people: Cast) -> tuple[Invoice, Allocation]:
    invoice = bank.waiting(people)
    entry = bank.entry()
    parts = [Given("invoice", entry.amount, invoice.pk)]
    (booked,) = decide_entry.decide(people.accountant, entry.pk, parts, entry.rest, bank.LATER)
    assert complete_order.complete(invoice.order_id, bank.LATER)
    return invoice, booked


def test_a_payment_that_goes_back_makes_its_completed_order_active_until_it_is_paid_anew() -> None:
    people = cast()
    invoice, booked = paid_and_completed(people)
    decide_entry.undo(people.accountant, booked.pk, bank.LATER)
    rows = HistoryEntry.objects.filter(about=f"order:{invoice.order_id}").order_by("-id")
    assert list(rows.values_list("event", "status")[:2]) == [
        ("reopen", "active"),
        ("payment_undone", "completed"),
    ]
    assert not complete_order.complete(invoice.order_id, bank.LATER)
    parts = [Given("invoice", invoice.gross, invoice.pk)]
    entry = booked.entry_id or 0
    decide_entry.decide(people.accountant, entry, parts, invoice.gross, bank.LATER)
    assert complete_order.complete(invoice.order_id, bank.LATER)


def test_an_invoice_that_is_corrected_makes_its_completed_order_active() -> None:
    people = cast()
    invoice, _ = paid_and_completed(people)
    correct_invoice.correct(people.advisor, invoice.pk, bank.LATER)
    assert Order.objects.get(pk=invoice.order_id).status == "active"


def test_a_cancelled_order_stays_cancelled_whatever_the_bank_returns() -> None:
    people = cast()
    invoice, booked = paid_and_completed(people)
    Order.objects.filter(pk=invoice.order_id).update(status="cancelled")
    decide_entry.undo(people.accountant, booked.pk, bank.LATER)
    assert Order.objects.get(pk=invoice.order_id).status == "cancelled"


def test_an_open_ended_order_is_completed_only_once_its_end_is_set(order: Order) -> None:
    standing_in(order, ["paid"])
    Order.objects.filter(pk=order.pk).update(payment_mode="recurrent", recurrence_unit="month")
    assert run_night.run(EVENING).completed == 0
    Order.objects.filter(pk=order.pk).update(recurrence_times=1)
    assert run_night.run(EVENING).completed == 1
