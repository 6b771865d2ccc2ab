"""What the checks find is linked to what it speaks about, and costs the same for many orders."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from kontor.actions.order_facts import checks_of
from kontor.clients.blocks import Block
from kontor.clients.models import Client
from kontor.orders.draft import Every
from kontor.orders.models import Order
from tests.builders import clients, orders
from tests.builders.drafts import in_percents, recurrent
from tests.builders.orders import MONDAY
from tests.builders.proofs import uploaded
from tests.cast import Cast, cast
from tests.pages.member.reading import Page, Reader

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def unknown(people: Cast) -> Client:
    """A client of the owner that nobody has verified, at the address of another one."""
    return clients.client(people.owner, name="Druckerei am Kanal", vat_number="", verified=False)


def review(people: Cast, order: Order) -> Page:
    return Reader(people.advisor).get(f"/team/orders/{order.pk}/")


def links(page: Page) -> dict[str, str]:
    """Words and addresses of the links in the checks."""
    found = "//section[@id='checks']//a"
    return dict(zip(page.all(found), page.all(f"{found}/@href"), strict=True))


def test_each_finding_leads_to_what_it_speaks_about(people: Cast, unknown: Client) -> None:
    first = orders.submitted(people.owner, unknown)
    order = orders.submitted(people.owner, unknown, sector="security")
    uploaded(order)
    Client.objects.filter(pk=unknown.pk).update(block=Block.NO_ORDERS)
    assert links(review(people, order)) == {
        "Client page": f"/team/clients/{unknown.pk}/",
        "Conversation about the client": (
            f"/team/clients/{unknown.pk}/conversations/{people.owner.pk}/"
        ),
        "Verify client": f"/team/clients/{unknown.pk}/#verify",
        f"See {people.client.name}": f"/team/clients/{people.client.pk}/",
        "Adjust the sector": f"/team/orders/{order.pk}/adjust",
        "Adjust VAT": f"/team/orders/{order.pk}/adjust",
        f"See {first.number}": f"/team/orders/{first.pk}/",
        f"Compare with {first.number}": f"/team/orders/{order.pk}/compare/{first.pk}",
        "To the proofs": "#proofs",
    }


def test_the_links_lead_somewhere(people: Cast, unknown: Client) -> None:
    orders.submitted(people.owner, unknown)
    order = orders.submitted(people.owner, unknown, sector="security")
    uploaded(order)
    page = review(people, order)
    advisor = Reader(people.advisor)
    for address in links(page).values():
        path, _, place = address.partition("#")
        reached = advisor.get(path) if path else page
        assert reached.status == 200, address
        assert not place or reached.all(f"//*[@id='{place}']"), address


def test_two_orders_are_compared_by_their_numbers(people: Cast) -> None:
    first = orders.submitted(people.owner, people.client)
    second = orders.submitted(people.owner, people.client, description="Another catalogue.")
    path = f"/team/orders/{second.pk}/compare/{first.pk}"
    page = Reader(people.advisor).get(path)
    assert page.all("//p[@class='compare-word']") == [first.number, second.number]
    assert "Another" in page.words
    draft = orders.drafted(people.owner, people.client)
    hidden = Reader(people.advisor).get(f"/team/orders/{second.pk}/compare/{draft.pk}")
    assert hidden.status == 404


def test_signs_of_bogus_self_employment_come_from_the_members_own_orders(people: Cast) -> None:
    for n in range(2):
        orders.active(people.owner, people.advisor, people.client, title=f"Before {n}")
    monthly = recurrent("2027-01-31", times=6, unit=Every.MONTH)
    half_a_year: dict[str, Any] = {
        "service_from": date(2027, 1, 12),
        "service_to": date(2027, 7, 11),
    }
    order = orders.submitted(
        people.owner, people.client, payment=monthly, hours=Decimal(160), **half_a_year
    )
    words = review(people, order).words
    assert "100 % of the member’s fees over twelve months come from this client" in words
    assert "The order repeats about 37 hours a week for one client" in words
    stranger = orders.submitted(people.stranger, people.client)
    assert "Signs of bogus self-employment" not in review(people, stranger).words


def test_the_checks_of_twenty_orders_take_as_many_queries_as_of_one(
    people: Cast, unknown: Client
) -> None:
    parts = in_percents(("2027-01-11", "50"), ("2027-01-18", "50"))
    for n in range(20):
        orders.submitted(people.owner, unknown, title=f"No {n}", payment=parts)
    found = list(Order.objects.select_related("client"))
    checks_of(found[:1], MONDAY)  # what is kept of the settings is read once
    taken = []
    for some in (found[1:2], found[2:]):
        with CaptureQueriesContext(connection) as queries:
            checks_of(some, MONDAY)
        taken.append(len(queries))
    assert taken[0] == taken[1]


def test_the_review_of_the_richest_order_takes_at_most_twelve_queries(
    people: Cast, unknown: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    parts = in_percents(("2027-01-11", "50"), ("2027-01-18", "50"))
    order = orders.submitted(people.owner, unknown, payment=parts, sector="security")
    uploaded(order)
    advisor, path = Reader(people.advisor), f"/team/orders/{order.pk}/"
    advisor.get(path)
    with django_assert_max_num_queries(12):
        assert advisor.get(path).status == 200
