"""What a member earns beside an order: by invoices that stand, over twelve months (spec § 7)."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from kontor.actions import turn_down_order
from kontor.clients.models import Client
from kontor.foundation.written import BERLIN
from kontor.invoicing.earned import earned_of, with_earned
from kontor.orders.dependence import Earned
from kontor.orders.draft import ClientConfirmation, LineKind, Payment
from kontor.orders.models import Order
from tests.builders import clients, orders
from tests.builders.drafts import line, recurrent
from tests.cast import Cast, cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def order(people: Cast) -> Order:
    """The order in question begins on 11 January 2027 and is not counted itself."""
    return orders.submitted(people.owner, people.client)


@pytest.fixture
def other(people: Cast) -> Client:
    return clients.german_client()


def active(people: Cast, client: Client, begins: str, **changes: Any) -> Order:
    """An order over 2,100 euros of fees that begins on the day."""
    day = date.fromisoformat(begins)
    now = datetime(day.year, day.month, day.day, 9, tzinfo=BERLIN)
    changes = {"payment": Payment(billing_date=day), "service_to": day, **changes}
    return orders.active(
        people.owner,
        people.advisor,
        client,
        now,
        title=f"From {begins}",
        service_from=day,
        confirmation=ClientConfirmation(valid_until=day + timedelta(days=7)),
        **changes,
    )


def earned_beside(*orders: Order) -> dict[int, Earned]:
    rows = Order.objects.filter(pk__in=[order.pk for order in orders])
    return {row.pk: earned_of(row) for row in with_earned(rows)}


def earned(order: Order) -> tuple[Decimal, Decimal]:
    found = earned_beside(order)[order.pk]
    return found.in_all.quantize(Decimal("0.01")), found.from_client.quantize(Decimal("0.01"))


def test_nothing_was_earned_before_the_first_order(order: Order) -> None:
    assert earned_beside(order) == {order.pk: Earned()}


def test_orders_of_the_twelve_months_before_count_by_client(
    people: Cast, order: Order, other: Client
) -> None:
    active(people, other, "2026-06-01")
    active(people, people.client, "2026-07-01")
    assert earned(order) == (Decimal(4200), Decimal(2100))


def test_what_began_a_year_before_or_begins_later_does_not_count(
    people: Cast, order: Order, other: Client
) -> None:
    active(people, other, "2026-01-11")
    active(people, other, "2027-01-12")
    assert earned(order) == (Decimal(0), Decimal(0))
    active(people, other, "2026-01-12")
    assert earned(order) == (Decimal(2100), Decimal(0))


def test_expenses_are_no_fees(people: Cast, order: Order, other: Client) -> None:
    train = line("1", "300.00", kind=LineKind.EXPENSE)
    active(people, other, "2026-06-01", lines=(line(), train))
    assert earned(order) == (Decimal(2100), Decimal(0))


def test_a_recurrent_order_counts_by_what_it_bills_until_then(
    people: Cast, order: Order, other: Client
) -> None:
    monthly = recurrent("2026-10-31", last_day=True, times=12)
    active(people, other, "2026-10-01", payment=monthly, service_to=date(2027, 9, 30))
    assert earned(order) == (4 * Decimal(2100), Decimal(0))


def test_what_was_stopped_and_what_never_became_active_does_not_count(
    people: Cast, order: Order, other: Client
) -> None:
    refused = active(people, other, "2026-12-01")
    now = datetime(2026, 12, 2, 12, tzinfo=BERLIN)
    turn_down_order.refuse(people.advisor, refused.pk, ["disagreement"], "", now)
    orders.submitted(people.owner, other, title="Waits for the team")
    assert earned(order) == (Decimal(0), Decimal(0))


def test_another_members_orders_are_not_counted_and_many_take_one_query(
    people: Cast, order: Order, other: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    second = orders.submitted(people.stranger, other, title="Another member’s")
    active(people, other, "2026-06-01")
    with django_assert_num_queries(1):
        found = earned_beside(order, second)
    assert found[second.pk] == Earned()
    assert found[order.pk].in_all == 2100
