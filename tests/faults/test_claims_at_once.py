"""Advisors who press at the same moment: each order is with one of them, and no press is lost."""

from functools import partial

import pytest

from kontor.actions import claim_review, review_order
from kontor.foundation.models import HistoryEntry
from kontor.foundation.refusal import Refusal
from kontor.orders.models import Order
from kontor.orders.review_models import ReviewClaim
from kontor.people.roles import Role
from tests.builders import house, orders
from tests.builders.orders import MONDAY
from tests.cast import Cast, cast
from tests.faults.own_database import at_once

pytestmark = pytest.mark.faults


@pytest.fixture
def people(own_database: str) -> Cast:
    return cast()


def test_of_eight_who_take_one_order_one_has_it(people: Cast) -> None:
    order = orders.submitted(people.owner, people.client)
    advisors = [house.person(f"Advisor {n}", Role.ADVISOR) for n in range(8)]
    results = at_once(*[partial(claim_review.take, one, order.pk, MONDAY) for one in advisors])
    (claim,) = [each for each in results if not isinstance(each, Refusal)]
    assert ReviewClaim.objects.get().advisor_id == claim.advisor_id
    assert HistoryEntry.objects.filter(event="take_review").count() == 1


def test_eight_who_press_next_at_once_get_eight_orders(people: Cast) -> None:
    for n in range(8):
        orders.submitted(people.owner, people.client, title=f"Order {n}")
    advisors = [house.person(f"Advisor {n}", Role.ADVISOR) for n in range(8)]
    for _ in range(3):
        taken = at_once(*[partial(claim_review.take_next, one, MONDAY) for one in advisors])
        assert len({each.pk for each in taken if isinstance(each, Order)}) == 8
        assert ReviewClaim.objects.count() == 8
        ReviewClaim.objects.all().delete()


def test_more_advisors_than_orders_leave_some_with_nothing(people: Cast) -> None:
    orders.submitted(people.owner, people.client)
    advisors = [house.person(f"Advisor {n}", Role.ADVISOR) for n in range(4)]
    taken = at_once(*[partial(claim_review.take_next, one, MONDAY) for one in advisors])
    assert [isinstance(each, Order) for each in taken].count(True) == 1
    assert taken.count(None) == 3


def test_taking_over_and_approving_at_once_is_one_of_them(people: Cast) -> None:
    other = house.person("Henrike Ahrens", Role.ADVISOR)
    for n in range(4):
        order = orders.submitted(people.owner, people.client, title=f"Order {n}")
        claim_review.take(other, order.pk, MONDAY)
        shown = orders.shown(order)
        results = at_once(
            partial(claim_review.take_over, people.advisor, order.pk, other.pk, MONDAY),
            partial(review_order.approve, other, order.pk, shown, MONDAY),
        )
        assert [isinstance(each, Refusal) for each in results].count(True) == 1
        order.refresh_from_db()
        held = ReviewClaim.objects.filter(order=order).exists()
        assert (order.status == "team_review") is held
