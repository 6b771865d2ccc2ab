"""The member asks to cancel an order, invoice by invoice (spec § 10, R53–R56)."""

from collections.abc import Callable
from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from kontor.actions import cancel_order
from kontor.invoicing.models import CancellationRequest, Invoice
from kontor.orders.models import Order
from tests.builders import orders
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
    """One invoice planned, one issued, one paid, one stopped."""
    order = orders.active(people.owner, people.advisor, people.client)
    standing_in(order, ["planned", "issued", "paid", "stopped"])
    return order


@pytest.fixture
def owner(people: Cast) -> Reader:
    return Reader(people.owner)


def path(order: Order) -> str:
    return f"/orders/{order.pk}/cancel"


def ids(order: Order) -> list[int]:
    return list(
        Invoice.objects.filter(order=order).order_by("position").values_list("pk", flat=True)
    )


def radios(page: Page, invoice_id: int) -> list[str]:
    return page.all(f"//input[@name='invoice-{invoice_id}']/@value")


def test_every_open_invoice_is_listed_and_kept_unless_the_member_says_otherwise(
    owner: Reader, order: Order
) -> None:
    page = owner.get(path(order))
    planned, issued, paid, stopped = ids(order)
    assert radios(page, planned) == ["keep", "stop", "ask"]
    assert radios(page, issued) == radios(page, paid) == ["keep", "cancel", "ask"]
    assert radios(page, stopped) == []
    assert page.all("//input[@type='radio'][@checked]/@value") == ["keep"] * 3
    assert "Invoices are not cancelled by themselves." in page.words


def test_the_page_as_it_stands_cancels_no_invoice(owner: Reader, order: Order) -> None:
    page = owner.get(path(order))
    (form,) = [each for each in page.tree.forms if each.get("action") is None]
    assert owner.post(path(order), **dict(form.form_values())).status == 302
    assert not CancellationRequest.objects.get().choices.exists()


def test_what_was_sent_stands_on_the_orders_page_and_can_be_withdrawn(
    owner: Reader, order: Order
) -> None:
    planned, issued, *_rest = ids(order)
    sent = {f"invoice-{planned}": "stop", f"invoice-{issued}": "ask", "text": "It is off."}
    assert owner.post(path(order), **sent).url == f"/orders/{order.pk}/#headline"
    page = owner.get(f"/orders/{order.pk}/")
    assert "You asked on 4 January, 09:00 to cancel this order." in page.words
    assert "Invoice, 18 January 2027: Stop it" in page.words
    assert "It is off." in page.words
    assert not page.all(f"//a[@href='{path(order)}']")
    withdraw = f"{path(order)}/withdraw"
    assert page.form(withdraw)
    assert owner.post(withdraw).status == 302
    page = owner.get(f"/orders/{order.pk}/")
    assert "You withdrew the request to cancel." in page.words
    assert page.all(f"//a[@href='{path(order)}']")


def test_a_second_click_is_told_that_the_request_waits(owner: Reader, order: Order) -> None:
    assert owner.post(path(order)).status == 302
    page = owner.post(path(order))
    assert page.status == 409
    assert "A request to cancel this order is already waiting for the team." in page.words
    assert owner.get(path(order)).status == 409
    assert CancellationRequest.objects.count() == 1


def test_a_request_that_has_ended_is_not_withdrawn_twice(owner: Reader, order: Order) -> None:
    page = owner.post(f"{path(order)}/withdraw")
    assert page.status == 409
    assert "Nobody has asked to cancel this order." in page.words


def test_a_page_older_than_an_invoice_asks_for_nothing_and_shows_the_latest(
    owner: Reader, order: Order
) -> None:
    planned = ids(order)[0]
    standing_in(order, ["issued", "issued"])
    page = owner.post(path(order), **{f"invoice-{planned}": "stop", "text": "My words"})
    assert page.status == 409
    assert "nothing was decided" in page.words
    assert "My words" in page.words
    assert radios(page, planned) == ["keep", "cancel", "ask"]
    assert page.fault_at(f"id_invoice-{planned}")
    assert not CancellationRequest.objects.exists()


def test_faults_stand_at_their_fields_and_nothing_typed_is_lost(
    owner: Reader, order: Order
) -> None:
    planned = ids(order)[0]
    page = owner.post(
        path(order),
        **{f"invoice-{planned}": "stop", "text": "x" * 2001, "no_further_after": "31.02.2027"},
    )
    assert page.status == 422
    assert page.all(f"//input[@name='invoice-{planned}'][@checked]/@value") == ["stop"]
    page = owner.post(path(order), text="x" * 2001)
    assert page.fault_at("id_text")


def test_only_a_recurrent_order_asks_for_the_day_of_the_last_invoice(
    owner: Reader, order: Order
) -> None:
    field = "//input[@name='no_further_after']"
    assert not owner.get(path(order)).all(field)
    Order.objects.filter(pk=order.pk).update(payment_mode="recurrent", recurrence_unit="month")
    assert owner.get(path(order)).tree.xpath(field)
    page = owner.post(path(order), no_further_after="31.02.2027")
    assert page.status == 422
    assert "31.02.2027" in page.html
    owner.post(path(order), no_further_after="31.01.2027")
    assert CancellationRequest.objects.get().no_further_after == date(2027, 1, 31)


@pytest.mark.parametrize("make", [orders.drafted, orders.submitted])
def test_an_order_that_is_not_active_shows_its_page_and_says_why(
    people: Cast, owner: Reader, make: Callable[..., Order]
) -> None:
    order = make(people.owner, people.client)
    page = owner.get(f"/orders/{order.pk}/cancel")
    assert page.status == 409
    assert "Nothing was changed." in page.words


def test_the_page_is_one_of_few_queries(
    people: Cast, owner: Reader, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    order = orders.active(people.owner, people.advisor, people.client)
    standing_in(order, ["planned"] * 20)
    with django_assert_max_num_queries(12):
        owner.get(path(order))
    cancel_order.request(order.owner, order.pk, {ids(order)[0]: "stop"}, MONDAY)
    with django_assert_max_num_queries(12):
        owner.get(f"/orders/{order.pk}/")


def test_what_a_request_holds_waits_for_the_team_and_not_for_the_member(
    people: Cast, owner: Reader
) -> None:
    order = orders.active(people.owner, people.advisor, people.client)
    standing_in(order, ["draft"])
    assert "Your invoice draft goes out" in owner.get("/").words
    cancel_order.request(people.owner, order.pk, {ids(order)[0]: "stop"}, MONDAY)
    page = owner.get("/")
    assert "Your invoice draft goes out" not in page.words
    assert "Your invoice waits for you" not in page.words


def test_the_sum_of_the_invoices_leaves_out_what_is_stopped(people: Cast, owner: Reader) -> None:
    order = orders.active(people.owner, people.advisor, people.client)
    standing_in(order, ["planned", "stopped", "planned"])
    assert "Sum, gross €4,200.00" in owner.get(f"/orders/{order.pk}/").words


def test_a_final_invoice_to_come_is_said_to_bill_what_is_left(
    people: Cast, owner: Reader, order: Order
) -> None:
    words = "The final invoice bills what the others leave open."
    assert words not in owner.get(path(order)).words
    other = orders.active(people.owner, people.advisor, people.client, title="Another one")
    standing_in(other, ["issued", "planned"], kinds=["deposit", "final"])
    assert words in owner.get(path(other)).words
