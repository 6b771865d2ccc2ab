"""The list of issued invoices after a refusal, and the decision about each (spec § 6)."""

import pytest
from pytest_django import DjangoAssertNumQueries

from kontor.actions import turn_down_order
from kontor.foundation.models import HistoryEntry
from kontor.invoicing.models import Invoice
from kontor.orders.models import Order
from tests.builders import orders
from tests.builders.orders import MONDAY
from tests.builders.plans import standing_in
from tests.cast import Cast, cast
from tests.pages.member.reading import Reader

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def advisor(people: Cast) -> Reader:
    return Reader(people.advisor)


def active(people: Cast, *statuses: str, title: str = "Autumn catalogue") -> Order:
    order = orders.active(people.owner, people.advisor, people.client, title=title)
    standing_in(order, statuses)
    return order


def refused(people: Cast, *statuses: str, title: str = "Autumn catalogue") -> Order:
    order = active(people, *statuses, title=title)
    return turn_down_order.refuse(people.advisor, order.pk, ["disagreement"], "", MONDAY)


def path(order: Order) -> str:
    return f"/team/orders/{order.pk}/issued"


def test_refusing_leads_straight_to_the_issued_invoices(people: Cast, advisor: Reader) -> None:
    order = active(people, "issued", "planned", "paid")
    answer = advisor.post(f"/team/orders/{order.pk}/refuse", grounds=["client_debt"])
    assert (answer.status, answer.url) == (302, path(order))
    page = advisor.get(path(order))
    assert len(page.all("//tbody/tr")) == 2
    assert set(page.all("//input[@type='radio'][@checked]/@value")) == {"keep"}
    assert "Some of these invoices are paid." in page.words
    assert "What was planned has stopped." in page.words
    assert Invoice.objects.get(order=order, position=2).status == "stopped"


def test_refusing_without_issued_invoices_leads_back_to_the_queue(
    people: Cast, advisor: Reader
) -> None:
    order = active(people, "planned")
    answer = advisor.post(f"/team/orders/{order.pk}/refuse", grounds=["client_debt"])
    assert answer.url.startswith("/team/#")


def test_the_desk_and_the_order_lead_to_what_is_undecided_until_it_is_decided(
    people: Cast, advisor: Reader
) -> None:
    order = refused(people, "issued")
    assert "Refused, invoices to decide 1" in advisor.get("/team/").words
    assert advisor.get("/team/undecided/").all("//tbody//th") == ["Autumn catalogue"]
    review = advisor.get(f"/team/orders/{order.pk}/")
    assert review.all(f"//a[@href='{path(order)}']") == ["Decide about the invoices"]
    reading = Reader(people.accountant).get(f"/team/orders/{order.pk}/")
    assert "still to be decided" in reading.words
    assert not reading.all(f"//a[@href='{path(order)}']")
    answer = advisor.post(path(order))
    assert (answer.status, answer.url) == (302, f"/team/orders/{order.pk}/#headline")
    assert "Refused, invoices to decide" not in advisor.get("/team/").words
    review = advisor.get(f"/team/orders/{order.pk}/")
    assert "Jonas Wiebold decided about the issued invoices. Keep it: 1" in review.words
    assert HistoryEntry.objects.filter(event="decide_issued").count() == 1


def test_a_second_click_and_another_moment_explain_themselves(
    people: Cast, advisor: Reader
) -> None:
    order = refused(people, "issued")
    advisor.post(path(order))
    again = advisor.post(path(order))
    assert again.status == 409
    assert "That these invoices are kept was decided before." in again.words
    elsewhere = advisor.get(path(active(people, "issued", title="Goes on")))
    assert elsewhere.status == 409
    assert "No issued invoice of a refused order waits for a decision here." in elsewhere.words


def test_others_of_the_team_only_read(people: Cast) -> None:
    order = refused(people, "issued")
    reader = Reader(people.accountant)
    assert reader.get(path(order)).status == reader.post(path(order)).status == 403
    assert reader.get("/team/undecided/").status == 200


def test_the_pages_take_at_most_twelve_queries(
    people: Cast, advisor: Reader, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    many = [refused(people, "issued", title=f"No {n}") for n in range(3)]
    for address in ("/team/undecided/", path(many[0]), f"/team/orders/{many[0].pk}/"):
        advisor.get(address)
        with django_assert_max_num_queries(12):
            assert advisor.get(address).status == 200
