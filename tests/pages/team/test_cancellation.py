"""The team decides about a request to cancel (spec § 10)."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from kontor.actions import cancel_order
from kontor.invoicing.models import CancellationRequest, Invoice
from kontor.orders.models import Order
from tests.builders import house, orders
from tests.builders.orders import MONDAY
from tests.builders.plans import standing_in
from tests.cast import Cast, cast
from tests.pages.member.reading import Page, Reader

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def order(people: Cast) -> Order:
    """The first of three planned invoices shall be stopped, the second asked about."""
    order = orders.active(people.owner, people.advisor, people.client)
    standing_in(order, ["planned", "planned", "planned"])
    first, second, _third = ids(order)
    wishes = {first: "stop", second: "ask"}
    cancel_order.request(people.owner, order.pk, wishes, MONDAY, text="It is off.")
    return order


@pytest.fixture
def advisor(people: Cast) -> Reader:
    return Reader(people.advisor)


def path(order: Order) -> str:
    return f"/team/orders/{order.pk}/cancellation"


def ids(order: Order) -> list[int]:
    return list(
        Invoice.objects.filter(order=order).order_by("position").values_list("pk", flat=True)
    )


def statuses(order: Order) -> list[str]:
    plan = Invoice.objects.filter(order=order).order_by("position")
    return list(plan.values_list("status", flat=True))


def checked(page: Page) -> dict[str, str]:
    names = page.all("//input[@type='radio'][@checked]/@name")
    return dict(zip(names, page.all("//input[@type='radio'][@checked]/@value"), strict=True))


def test_the_desk_counts_requests_and_lists_the_oldest_first(
    people: Cast, order: Order, advisor: Reader
) -> None:
    newer = orders.active(people.owner, people.advisor, people.client, title="Newer")
    cancel_order.request(people.owner, newer.pk, {}, MONDAY.replace(hour=12))
    assert "Requests to cancel 2" in advisor.get("/team/").words
    page = advisor.get("/team/cancellations/")
    assert page.all("//tbody//th") == [order.title, "Newer"]


def test_the_orders_page_shows_the_request_and_leads_to_the_decision(
    people: Cast, order: Order, advisor: Reader
) -> None:
    page = advisor.get(f"/team/orders/{order.pk}/")
    assert "Ada Brandt asked on 4 January, 09:00 to cancel this order." in page.words
    assert "Invoice, 18 January 2027: Stop it" in page.words
    assert page.all(f"//a[@href='{path(order)}']")
    reading = Reader(people.accountant).get(f"/team/orders/{order.pk}/")
    assert "It is off." in reading.words
    assert not reading.all(f"//a[@href='{path(order)}']")


def test_decisions_start_from_the_wishes_and_stay_open_where_the_member_asks(
    order: Order, advisor: Reader
) -> None:
    page = advisor.get(path(order))
    first, second, third = ids(order)
    assert checked(page) == {f"invoice-{first}": "stop", f"invoice-{third}": "keep"}
    assert page.all(f"//input[@name='invoice-{second}']/@value") == ["keep", "stop"]
    assert page.all(f"//a[@href='/team/orders/{order.pk}/#conversation']")


def test_what_is_asked_about_has_to_be_decided_first(order: Order, advisor: Reader) -> None:
    first, second, _third = ids(order)
    page = advisor.post(path(order), **{f"invoice-{first}": "keep"})
    assert page.status == 422
    assert page.fault_at(f"id_invoice-{second}")
    assert checked(page)[f"invoice-{first}"] == "keep"
    page = advisor.post(path(order), **{f"invoice-{second}": "stop"})
    assert page.url == f"/team/orders/{order.pk}/#headline"
    order.refresh_from_db()
    assert (order.status, statuses(order)) == ("cancelled", ["stopped", "stopped", "planned"])
    page = advisor.get(f"/team/orders/{order.pk}/")
    assert "Jonas Wiebold cancelled the order. Keep it: 1; Stop it: 2" in page.words
    assert page.all(f"//a[@href='/team/orders/{order.pk}/refuse']")


def test_a_second_click_changes_nothing_and_says_so(order: Order, advisor: Reader) -> None:
    second = ids(order)[1]
    advisor.post(path(order), **{f"invoice-{second}": "keep"})
    page = advisor.post(path(order), **{f"invoice-{second}": "stop"})
    assert page.status == 409
    assert "This order is cancelled. Nothing was changed." in page.words
    assert statuses(order) == ["stopped", "planned", "planned"]
    assert advisor.get(path(order)).status == 409


def test_declining_says_why_and_keeps_what_was_typed(
    people: Cast, order: Order, advisor: Reader
) -> None:
    page = advisor.post(f"{path(order)}/decline", text=" ")
    assert page.status == 422
    assert page.fault_at("id_text")
    assert checked(page)
    page = advisor.post(f"{path(order)}/decline", text="The hall is booked.")
    assert page.status == 302
    assert "The hall is booked." in Reader(people.owner).get(f"/orders/{order.pk}/").words
    page = advisor.post(f"{path(order)}/decline", text="Once more.")
    assert page.status == 409
    assert "Nobody has asked to cancel this order." in page.words


def test_a_paid_invoice_is_warned_of(people: Cast, order: Order, advisor: Reader) -> None:
    assert "paid back" not in advisor.get(path(order)).words
    standing_in(order, ["paid"])
    assert "has to be paid back" in advisor.get(path(order)).words


def test_the_day_of_the_last_invoice_stands_ready_and_can_be_lifted(
    people: Cast, advisor: Reader
) -> None:
    order = orders.active(people.owner, people.advisor, people.client)
    standing_in(order, ["planned", "planned"])
    Order.objects.filter(pk=order.pk).update(payment_mode="recurrent", recurrence_unit="month")
    cancel_order.request(people.owner, order.pk, {}, MONDAY, no_further_after=date(2027, 1, 31))
    page = advisor.get(path(order))
    second = ids(order)[1]
    assert page.all("//input[@name='no_further_after']/@value") == ["31/01/2027"]
    assert checked(page)[f"invoice-{second}"] == "stop"
    assert advisor.post(path(order), no_further_after="31.02.2027").status == 422
    page = advisor.post(path(order), no_further_after="", **{f"invoice-{second}": "keep"})
    assert page.status == 302
    assert statuses(order) == ["planned", "planned"]


def test_nobody_decides_about_their_own_order(people: Cast, order: Order) -> None:
    people.owner.roles = ["member", "advisor"]
    people.owner.save()
    house.second_factor(people.owner)
    page = Reader(people.owner).get(path(order))
    assert "another advisor reviews it" in page.words
    assert "Carry out" not in page.words
    assert Reader(people.owner).post(f"{path(order)}/decline", text="No.").status == 403
    assert CancellationRequest.objects.get().state == "open"


def test_the_pages_are_of_few_queries(
    people: Cast,
    order: Order,
    advisor: Reader,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    standing_in(order, ["planned"] * 20)
    for address in (path(order), f"/team/orders/{order.pk}/", "/team/cancellations/"):
        with django_assert_max_num_queries(12):
            advisor.get(address)
