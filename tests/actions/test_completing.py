"""The night completes an order once everything of it is closed and something was paid (§ 6)."""

from datetime import datetime

import pytest

from kontor.actions import run_night
from kontor.foundation.models import HistoryEntry
from kontor.foundation.written import BERLIN
from kontor.orders.models import Order
from tests.builders import orders
from tests.builders.plans import standing_in
from tests.cast import cast

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


def test_an_open_ended_order_is_completed_only_once_its_end_is_set(order: Order) -> None:
    standing_in(order, ["paid"])
    Order.objects.filter(pk=order.pk).update(payment_mode="recurrent", recurrence_unit="month")
    assert run_night.run(EVENING).completed == 0
    Order.objects.filter(pk=order.pk).update(recurrence_times=1)
    assert run_night.run(EVENING).completed == 1
