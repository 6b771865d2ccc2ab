"""A copy on the page: made by one click, and its form asks to look again (R45–R47)."""

import pytest

from kontor.actions import copy_order
from kontor.orders.models import Order
from tests.builders import orders
from tests.builders.orders import MONDAY
from tests.cast import Cast, cast
from tests.pages.member.reading import Page, Reader

pytestmark = pytest.mark.django_db

BOXES = ("service_period", "payment", "billing_dates")


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def member(people: Cast) -> Reader:
    return Reader(people.owner)


@pytest.fixture
def original(people: Cast) -> Order:
    return orders.active(people.owner, people.advisor, people.client)


@pytest.fixture
def copy(people: Cast, original: Order) -> Order:
    return copy_order.duplicate(people.owner, original.pk, MONDAY)


def edit(copy: Order) -> str:
    return f"/orders/{copy.pk}/edit"


def ticks(*names: str) -> dict[str, str]:
    return {f"to_check-{name}": "on" for name in names}


def ticked(page: Page) -> list[str]:
    return [
        name.removeprefix("to_check-")
        for name in page.all("//input[starts-with(@name, 'to_check-')][@checked]/@name")
    ]


def test_the_button_leads_to_the_form_of_the_copy(member: Reader, original: Order) -> None:
    for path in (f"/orders/{original.pk}/", "/orders"):
        page = member.get(path)
        action = f"/orders/{original.pk}/duplicate"
        sent = [member.post(action, **page.form(action)) for _ in range(2)]
        copy = Order.objects.latest("pk")
        assert [one.url for one in sent] == [f"/orders/{copy.pk}/edit#headline"] * 2
    assert Order.objects.count() == 3


def test_the_form_says_what_it_is_a_copy_of_and_what_to_check(
    member: Reader, copy: Order, original: Order
) -> None:
    page = member.get(edit(copy))
    assert page.one("//h2[@id='copied-title']") == (
        f"Copy of {original.number}: check service period, payment type and billing dates"
    )
    assert ticked(page) == []
    form = page.form()
    assert form["contact_name"] == "Chloé Martin"
    assert form["comment"] == ""


def test_no_other_form_asks_that(member: Reader, people: Cast) -> None:
    draft = orders.drafted(people.owner, people.client)
    for path in ("/orders/new", edit(draft)):
        assert "to_check" not in member.get(path).html


def test_submitting_names_each_unchecked_box_at_its_place_and_loses_nothing(
    member: Reader, copy: Order
) -> None:
    page = member.send(member.get(edit(copy)), edit(copy), act="submit", title="Spring catalogue")
    assert page.status == 422
    for name, words in zip(BOXES, ("service period", "payment type", "billing dates"), strict=True):
        assert page.fault_at(f"id_to_check-{name}").startswith(f"Change the {words}, or tick that")
        assert page.all(f"//section[@id='errors']//a[@href='#id_to_check-{name}']")
    assert "3 things are missing" in page.words
    assert page.form()["title"] == "Spring catalogue"


def test_ticks_are_kept_by_saving_and_named_faults_are_those_left(
    member: Reader, copy: Order
) -> None:
    page = member.get(edit(copy))
    saved = member.send(page, edit(copy), act="draft", **ticks("payment"))
    assert saved.status == 302
    page = member.get(edit(copy))
    assert ticked(page) == ["payment"]
    page = member.send(page, edit(copy), act="submit", **ticks("service_period"))
    assert page.status == 422
    assert ticked(page) == ["service_period", "payment"]
    assert page.fault_at("id_to_check-billing_dates")
    assert not page.fault_at("id_to_check-payment")


def test_saving_on_the_way_keeps_the_ticks(member: Reader, copy: Order) -> None:
    form = member.get(edit(copy)).form()
    assert member.post("/orders/autosave", **{**form, **ticks("payment")}).status == 200
    copy.refresh_from_db()
    assert copy.to_check == ["service_period", "billing_dates"]


def test_a_changed_field_counts_as_checked(member: Reader, copy: Order) -> None:
    page = member.get(edit(copy))
    page = member.send(page, edit(copy), act="submit", service_to="16/01/2027")
    assert page.status == 422
    assert ticked(page) == ["service_period"]
    assert not page.fault_at("id_to_check-service_period")


def test_with_all_three_checked_it_goes_out_and_asks_no_more(member: Reader, copy: Order) -> None:
    page = member.get(edit(copy))
    sent = member.send(page, edit(copy), act="submit", **ticks(*BOXES))
    assert sent.url == f"/orders/{copy.pk}/#headline"
    member.post(f"/orders/{copy.pk}/take-back")
    assert "to_check" not in member.get(edit(copy)).html


def test_a_tick_can_be_taken_back(member: Reader, copy: Order) -> None:
    member.send(member.get(edit(copy)), edit(copy), act="draft", **ticks(*BOXES))
    form = member.get(edit(copy)).form()
    del form["to_check-payment"]
    member.post(edit(copy), **{**form, "act": "draft"})
    copy.refresh_from_db()
    assert copy.to_check == ["payment"]


def test_a_copy_from_a_deleted_draft_still_asks(member: Reader, people: Cast) -> None:
    draft = orders.drafted(people.owner, people.client)
    copy = copy_order.duplicate(people.owner, draft.pk, MONDAY)
    member.post(f"/orders/{draft.pk}/delete")
    assert member.get(edit(copy)).one("//h2[@id='copied-title']").startswith("This is a copy")


def test_what_cannot_be_put_away_says_so(member: Reader, people: Cast, original: Order) -> None:
    draft = orders.drafted(people.owner, people.client)
    for order in (draft, original):
        page = member.post(f"/orders/{order.pk}/put-away")
        assert page.status == 409
        assert order.title in page.words


def test_a_draft_is_put_away_and_brought_back_on_its_page(member: Reader, people: Cast) -> None:
    order = orders.submitted(people.owner, people.client)
    path = f"/orders/{order.pk}/"
    member.post(f"{path}take-back")
    put_away = member.post(f"{path}put-away", **member.get(path).form(f"{path}put-away"))
    assert put_away.url == "/orders"
    page = member.get(path)
    for words in ("Put away", "You put the draft away."):
        assert words in page.words
    assert page.form(f"{path}duplicate")
    member.post(f"{path}take-out", **page.form(f"{path}take-out"))
    order.refresh_from_db()
    assert order.put_away_at is None


def test_a_put_away_draft_is_found_only_where_it_is_looked_for(
    member: Reader, people: Cast
) -> None:
    order = orders.submitted(people.owner, people.client, title="Hidden away")
    member.post(f"/orders/{order.pk}/take-back")
    assert member.get(f"/orders/{order.pk}/").form(f"/orders/{order.pk}/put-away")
    assert member.post(f"/orders/{order.pk}/put-away").url == "/orders"
    for path in ("/orders", "/orders?status=draft", "/"):
        assert "Hidden away" not in member.get(path).words
    assert "Hidden away" in member.get("/orders", status="put_away").words
    page = member.get(f"/orders/{order.pk}/")
    assert "Put away" in page.words
    assert "You put the draft away." in page.words
    assert page.form(f"/orders/{order.pk}/duplicate")
    member.post(f"/orders/{order.pk}/take-out")
    assert "Hidden away" in member.get("/orders").words
