"""A running recurrent order is changed from a period on: the question, the draft, the notes."""

from datetime import date

import pytest

from kontor.actions import change_running, draft_order, submit_order
from kontor.orders.draft import Every, Mode, Payment, Recurrence
from kontor.orders.models import Order
from tests.builders import orders
from tests.builders.orders import MONDAY
from tests.cast import Cast, cast
from tests.pages.member.reading import Reader

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def running(people: Cast) -> Order:
    monthly = Payment(
        mode=Mode.RECURRENT,
        billing_date=date(2027, 1, 31),
        recurrence=Recurrence(unit=Every.MONTH, last_day=True, times=6),
    )
    return orders.active(
        people.owner,
        people.advisor,
        people.client,
        payment=monthly,
        service_from=date(2027, 1, 1),
        service_to=date(2027, 6, 30),
    )


def test_the_page_asks_from_when_on_and_leads_to_the_draft(people: Cast, running: Order) -> None:
    member = Reader(people.owner)
    path = f"/orders/{running.pk}/change"
    assert member.get(f"/orders/{running.pk}/").all(f"//a[@href='{path}']")
    assert "1 March 2027 (invoice of 31 March 2027)" in member.get(path).words
    page = member.post(path, first_day="2027-03-01", page="once")
    change = Order.objects.get(changes=running)
    assert page.url == f"/orders/{change.pk}/edit#headline"
    assert member.post(path, first_day="2027-03-01", page="once").url == page.url
    assert f"A change is on its way: {change.number}" in member.get(f"/orders/{running.pk}/").words
    assert "Until it is approved" in member.get(f"/orders/{change.pk}/").words


def test_without_a_choice_it_is_asked_for_again(people: Cast, running: Order) -> None:
    page = Reader(people.owner).post(f"/orders/{running.pk}/change")
    assert page.status == 422
    assert "Choose a period that is not billed yet." in page.words


def test_an_order_with_a_single_payment_is_not_offered_it(people: Cast) -> None:
    order = orders.active(people.owner, people.advisor, people.client)
    member = Reader(people.owner)
    path = f"/orders/{order.pk}/change"
    assert not member.get(f"/orders/{order.pk}/").all(f"//a[@href='{path}']")
    assert member.post(path, first_day="2027-03-01").status == 409


def test_the_client_is_told_what_the_offer_changes(people: Cast, running: Order) -> None:
    Reader(people.owner).post(f"/orders/{running.pk}/change", first_day="2027-03-01", page="x")
    change = Order.objects.get(changes=running)
    orders.approve(people.advisor, orders.submit(people.owner, change))
    page = Reader(None).get(f"/c/{orders.token(change)}")
    assert f"This offer changes order {running.number} from 1 March 2027 on." in page.words


def test_a_change_put_away_does_not_come_back_beside_another_and_says_so(
    people: Cast, running: Order
) -> None:
    away = change_running.propose(people.owner, running.pk, date(2027, 3, 1), MONDAY)
    away = orders.submit(people.owner, away)
    submit_order.take_back(people.owner, away.pk, MONDAY)
    draft_order.put_away(people.owner, away.pk, MONDAY)
    other = change_running.propose(people.owner, running.pk, date(2027, 3, 1), MONDAY)
    page = Reader(people.owner).post(f"/orders/{away.pk}/take-out")
    assert page.status == 409
    assert f"The change {other.number} is open already." in page.words
