"""The summary beside the form, and the draft that is saved on the way."""

import pytest

from kontor.orders.models import Order
from tests.builders import clients, orders
from tests.cast import Cast, cast
from tests.pages.member.filled import typed
from tests.pages.member.reading import Reader

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def member(people: Cast) -> Reader:
    return Reader(people.owner)


def test_the_summary_says_what_the_order_comes_to(people: Cast, member: Reader) -> None:
    answer = member.post("/orders/summary", **typed(people.client))
    words = answer.words
    for said in (
        "€2,100.00",
        "VAT (reverse charge) 0.00",
        "1 invoice planned",
        "Mon 18 January",
        "due 1 February",
        "Hourly wage €39.48",
        "the minimum wage on these days is €14.60.",
        "÷ 40 hours",
        "Payment guarantee: not yet",
        "Seated in the EU.",
        "Smart reviews the order by Tuesday 5 January 2027, 09:00.",
        "Chloé Martin gets the link by e-mail and can confirm until Monday 11 January 2027.",
    ):
        assert said in words


def test_german_clients_pay_german_vat(people: Cast, member: Reader) -> None:
    german = clients.german_client()
    words = member.post("/orders/summary", **typed(german)).words
    assert "VAT 19 % 399.00" in words
    assert "€2,499.00" in words


def test_outside_the_eu_there_is_no_guarantee_and_no_german_vat(
    people: Cast, member: Reader
) -> None:
    abroad = clients.client(name="Brightmoor Ltd", country="GB", vat_number="")
    words = member.post("/orders/summary", **typed(abroad)).words
    assert "Payment guarantee: no" in words
    assert "VAT (not taxable in Germany)" in words


def test_each_line_gets_its_net_under_its_number_on_the_page(people: Cast, member: Reader) -> None:
    rows = {
        "fees-0-DELETE": "on",
        "fees-2-text": "Corrections",
        "fees-2-quantity": "2",
        "fees-2-unit_price": "0,3333",
    }
    answer = member.post("/orders/summary", **typed(people.client, **rows))
    assert answer.one("//*[@data-fill='fees-2-net']") == "0.67"
    assert not answer.all("//*[@data-fill='fees-0-net']")


def test_a_low_wage_is_told_while_typing(people: Cast, member: Reader) -> None:
    words = member.post("/orders/summary", **typed(people.client, hours="200")).words
    assert "the minimum wage on these days is €14.60." in words
    assert "Needed: " in words


@pytest.mark.parametrize("values", [{}, {"fees-0-quantity": "1e30"}, {"client": "x", "hours": "-"}])
def test_the_summary_of_nonsense_is_still_a_summary(member: Reader, values: dict[str, str]) -> None:
    answer = member.post("/orders/summary", **values)
    assert answer.status == 200
    assert "What happens next" in answer.words


def test_a_draft_is_saved_on_the_way_and_only_once(people: Cast, member: Reader) -> None:
    page = member.get("/orders/new").form()
    first = member.post("/orders/autosave", **{**page, "title": "Autumn"})
    order = Order.objects.get()
    assert first.answer["X-Draft-Url"] == f"/orders/{order.pk}/edit"
    assert "Draft saved at 09:00. Only you can see it." in first.html
    member.post("/orders/autosave", **{**page, "title": "Autumn catalogue"})
    again = {**page, "order": str(order.pk), "title": "Autumn catalogue 2027"}
    member.post("/orders/autosave", **again)
    assert Order.objects.get().title == "Autumn catalogue 2027"


def test_saving_on_the_way_never_writes_over_another_tab(people: Cast, member: Reader) -> None:
    order = orders.drafted(people.owner, people.client)
    path = f"/orders/{order.pk}/edit"
    old, new = member.get(path), member.get(path)
    member.send(new, path, act="draft", title="Second tab")
    answer = member.post("/orders/autosave", **{**old.form(), "title": "First tab"})
    assert "saved in another window" in answer.html
    assert "X-Draft-Url" not in answer.answer
    assert "version" not in answer.html
    assert Order.objects.get().title == "Second tab"


def test_saving_on_the_way_skips_what_cannot_be_read(people: Cast, member: Reader) -> None:
    page = member.get("/orders/new").form()
    answer = member.post("/orders/autosave", **{**page, "title": "Autumn", "hours": "many"})
    assert "Saved at 09:00, but for what needs a change." in answer.html
    assert Order.objects.get().hours is None


def test_an_order_of_somebody_else_is_not_saved_on_the_way(people: Cast) -> None:
    order = orders.drafted(people.owner, people.client)
    other = Reader(people.stranger)
    other.post("/orders/autosave", order=str(order.pk), title="Mine now", page="x", version="1")
    order.refresh_from_db()
    assert order.title == "Autumn catalogue"


def test_nothing_typed_makes_no_draft(member: Reader) -> None:
    page = member.get("/orders/new").form()
    answer = member.post("/orders/autosave", **{**page, "adding": "1", "new-name": "Neuland"})
    assert answer.html.strip() == ""
    assert not Order.objects.exists()
