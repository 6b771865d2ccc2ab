"""Every page asks the database at most 12 times, whatever the number of rows (spec § 13)."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kontor.actions import copy_order
from kontor.orders.models import Order
from tests.builders import clients, invoices, orders
from tests.builders.orders import MONDAY
from tests.builders.proposals import proposed
from tests.cast import Cast, cast
from tests.pages.member.filled import typed
from tests.pages.member.reading import Reader

pytestmark = pytest.mark.django_db

MOST = 12
Counter = Callable[[int], AbstractContextManager[object]]


@pytest.fixture
def busy(settings: object) -> Cast:
    """Everything more than once, in the demo, which reads its clock from the database."""
    people = cast()
    for number in range(3):
        client = clients.client(name=f"Client {number}", vat_number="")
        orders.drafted(people.owner, client, title=f"Draft {number}")
        orders.approved(people.owner, people.advisor, client, title=f"Offer {number}")
        orders.changes_requested(
            people.owner, people.advisor, client, "Please.", title=f"C{number}"
        )
        active = orders.active(people.owner, people.advisor, client, title=f"Active {number}")
        invoices.issued(active, f"RE-2027-00000{number}")
        orders.mailed(active, f"invoice:{number}", "a@b.example", state="failed")
    orders.active(people.owner, people.advisor, people.client, title="Planned")
    orders.drafted(people.stranger, people.client)
    return people


def paths(people: Cast) -> list[str]:
    of_each = [
        Order.objects.filter(owner=people.owner, status=status).earliest("pk").pk
        for status in ("draft", "client_confirmation", "changes_requested", "active")
    ]
    draft, waiting, changes, active = of_each
    proposed(people.owner, people.client, town="Kehl")
    return [
        "/",
        "/orders",
        "/orders?status=active&q=client",
        "/orders/new",
        f"/orders/{draft}/edit",
        f"/orders/{changes}/edit",
        f"/orders/{copy_order.duplicate(people.owner, active, MONDAY).pk}/edit",
        f"/orders/{active}/contact",
        f"/orders/{draft}/",
        f"/orders/{waiting}/",
        f"/orders/{active}/",
        "/invoices",
        "/clients",
        "/clients?q=client",
        f"/clients/{people.client.pk}",
        f"/clients/{people.client.pk}/edit",
        "/clients/search?q=client",
    ]


def test_no_page_asks_more_than_twelve_times(
    busy: Cast, settings: object, django_assert_max_num_queries: Counter
) -> None:
    settings.KONTOR_DEMO = True  # type: ignore[attr-defined]
    reader = Reader(busy.owner)
    for path in paths(busy):
        with django_assert_max_num_queries(MOST):
            assert reader.browser.get(path).status_code == 200, path


def test_the_summary_and_the_search_are_quick_to_answer(
    busy: Cast, django_assert_max_num_queries: Counter
) -> None:
    reader = Reader(busy.owner, MONDAY)
    with django_assert_max_num_queries(7):
        assert reader.post("/orders/summary", **typed(busy.client)).status == 200
    with django_assert_max_num_queries(5):
        assert reader.get("/clients/search", q="client").status == 200


LISTS = ["/", "/orders", "/orders?status=draft", "/orders?q=client", "/invoices", "/clients"]


def queries_of(reader: Reader) -> dict[str, int]:
    """How often each list asks the database."""
    asked = {}
    for path in LISTS:
        with CaptureQueriesContext(connection) as captured:
            assert reader.browser.get(path).status_code == 200
        asked[path] = len(captured)
    return asked


def test_no_list_asks_more_often_the_longer_it_is(busy: Cast) -> None:
    reader = Reader(busy.owner)
    short = queries_of(reader)
    for number in range(25):
        client = clients.client(name=f"Further client {number}", vat_number="")
        orders.drafted(busy.owner, client, title=f"Further draft {number}")
    for number in range(6):
        orders.approved(busy.owner, busy.advisor, busy.client, title=f"Further offer {number}")
        orders.active(busy.owner, busy.advisor, busy.client, title=f"Further order {number}")
    assert queries_of(reader) == short
