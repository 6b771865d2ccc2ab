"""Of a running order one change is open at a time, however an earlier one comes back."""

from datetime import date, datetime, timedelta

import pytest

from kontor.actions import change_running, draft_order, run_night, submit_order, turn_down_order
from kontor.foundation.refusal import Conflict
from kontor.orders.models import Order
from kontor.orders.record import draft_of
from tests.actions.test_changing import MARCH, accepted, proposed, running
from tests.builders import orders
from tests.builders.orders import MONDAY
from tests.cast import Cast, cast

pytestmark = pytest.mark.django_db

LAPSED = MONDAY + timedelta(days=10)


@pytest.fixture
def people() -> Cast:
    return cast()


def lapsed(people: Cast, order: Order) -> Order:
    """A change of the order whose deadline has passed."""
    change = orders.approve(people.advisor, proposed(people, order))
    run_night.run(LAPSED)
    change.refresh_from_db()
    assert change.lapsed
    return change


def reopen(people: Cast, change: Order, now: datetime = LAPSED) -> Order:
    return submit_order.set_valid_until(people.owner, change.pk, date(2027, 1, 30), now)


def test_a_lapsed_change_is_not_reopened_beside_another(people: Cast) -> None:
    order = running(people)
    first = lapsed(people, order)
    second = change_running.propose(people.owner, order.pk, MARCH, LAPSED)
    with pytest.raises(Conflict, match=second.number):
        reopen(people, first)
    draft_order.delete(people.owner, second.pk)
    assert reopen(people, first).status == "client_confirmation"


def test_a_lapsed_change_of_an_ended_order_is_not_reopened(people: Cast) -> None:
    order = running(people)
    change = lapsed(people, order)
    turn_down_order.refuse(people.advisor, order.pk, ["client_debt"], "", LAPSED)
    with pytest.raises(Conflict, match="no longer active"):
        reopen(people, change)


def test_a_change_that_was_put_away_does_not_come_back_beside_another(people: Cast) -> None:
    order = running(people)
    away = proposed(people, order)
    submit_order.take_back(people.owner, away.pk, MONDAY)
    away = draft_order.put_away(people.owner, away.pk, MONDAY)
    change_running.propose(people.owner, order.pk, MARCH, MONDAY)
    with pytest.raises(Conflict, match="open already"):
        draft_order.take_out(people.owner, away.pk, MONDAY)
    with pytest.raises(Conflict, match="open already"):
        draft_order.save(people.owner, away.pk, draft_of(away), away.version, MONDAY)
    with pytest.raises(Conflict, match="open already"):
        orders.submit(people.owner, away)


def test_changes_of_one_order_and_of_its_change_never_share_a_number(people: Cast) -> None:
    order = running(people)
    second = accepted(people, proposed(people, order, day=date(2027, 4, 1)))
    third = change_running.propose(people.owner, order.pk, date(2027, 2, 1), MONDAY)
    fourth = change_running.propose(people.owner, second.pk, date(2027, 5, 1), MONDAY)
    draft_order.delete(people.owner, third.pk)
    fifth = change_running.propose(people.owner, order.pk, date(2027, 2, 1), MONDAY)
    numbers = [one.number.partition("/")[2] for one in (second, third, fourth, fifth)]
    assert numbers == ["2", "3", "4", "5"]
