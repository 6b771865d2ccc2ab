"""Choosing a client, or adding one without leaving the order, also without JavaScript (R13–R15)."""

import pytest

from kontor.clients.models import Client
from kontor.orders.models import Order
from tests.builders import clients
from tests.cast import Cast, cast
from tests.pages.member.filled import typed
from tests.pages.member.reading import Page, Reader

pytestmark = pytest.mark.django_db

NEW = {
    "new-kind": "company",
    "new-name": "Neuland Verlag GmbH",
    "new-street": "Am Markt 1",
    "new-postcode": "12345",
    "new-town": "Neustadt",
    "new-country": "DE",
    "new-language": "de",
}


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def member(people: Cast) -> Reader:
    return Reader(people.owner)


@pytest.fixture
def half(member: Reader) -> Page:
    """A half-filled order."""
    blank = member.get("/orders/new")
    return member.send(blank, "/orders/new", add_line="fees", **typed(None, billing_date="soon"))


def assert_nothing_is_lost(page: Page) -> None:
    form = page.form()
    assert form["billing_date"] == "soon"
    assert form["title"] == "Autumn catalogue"
    assert form["fees-0-unit_price"] == "420,00"
    assert form["comment"] == "They are in a hurry."


def test_three_letters_and_the_search_button_bring_radios(
    people: Cast, member: Reader, half: Page
) -> None:
    page = member.send(half, "/orders/new", find="client", client_query="lef")
    assert page.all("//input[@type='radio'][@name='client']/@value") == [str(people.client.pk)]
    assert "1 client found" in page.words
    assert_nothing_is_lost(page)
    chosen = member.send(page, "/orders/new", act="draft", client=str(people.client.pk))
    assert people.client.name in chosen.words
    assert Order.objects.get().client == people.client


def test_two_letters_ask_for_a_third(member: Reader, half: Page) -> None:
    page = member.send(half, "/orders/new", find="client", client_query="le")
    assert "Type at least 3 letters" in page.words


def test_enter_in_the_search_searches_and_elsewhere_saves(
    people: Cast, member: Reader, half: Page
) -> None:
    found = member.send(half, "/orders/new", act="enter", client_query="lef")
    assert "1 client found" in found.words
    assert not Order.objects.exists()
    member.send(half, "/orders/new", act="enter")
    assert Order.objects.exists()


def test_a_chosen_client_is_a_row_with_change(people: Cast, member: Reader, half: Page) -> None:
    page = member.send(half, "/orders/new", add_line="fees", client=str(people.client.pk))
    assert "12 rue des Écoles, 67000 Strasbourg, France" in page.words
    page = member.send(page, "/orders/new", change="client")
    assert page.form()["client"] == ""
    assert_nothing_is_lost(page)


def test_a_new_client_is_added_within_the_order(people: Cast, member: Reader, half: Page) -> None:
    page = member.send(half, "/orders/new", add="client", client_query="Neuland Verlag GmbH")
    assert page.form()["new-name"] == "Neuland Verlag GmbH"
    assert_nothing_is_lost(page)
    page = member.send(page, "/orders/new", act="add_client", **NEW)
    added = Client.objects.get(name="Neuland Verlag GmbH")
    assert added.created_by == people.owner
    assert added.verified_at is None
    assert page.form()["client"] == str(added.pk)
    assert "Neuland Verlag GmbH is added and chosen." in page.words
    assert_nothing_is_lost(page)
    assert not Order.objects.exists()


def test_adding_twice_adds_once(member: Reader, half: Page) -> None:
    page = member.send(half, "/orders/new", add="client")
    for _ in range(2):
        member.send(page, "/orders/new", act="add_client", **NEW)
    assert Client.objects.filter(name="Neuland Verlag GmbH").count() == 1


def test_what_is_missing_of_a_new_client_is_named_at_its_place(member: Reader, half: Page) -> None:
    page = member.send(half, "/orders/new", add="client", client_query="Neuland")
    page = member.send(page, "/orders/new", act="add_client", **{"new-vat_number": "DE1"})
    assert page.status == 422
    assert "Enter the postcode." in page.fault_at("id_new-postcode")
    assert "VAT number" in page.fault_at("id_new-vat_number")
    assert "#id_new-postcode" in page.all("//*[@id='errors']//a/@href")
    assert page.form()["new-vat_number"] == "DE1"
    assert_nothing_is_lost(page)


def test_similar_clients_are_shown_before_one_is_added(
    people: Cast, member: Reader, half: Page
) -> None:
    page = member.send(half, "/orders/new", add="client")
    alike = {**NEW, "new-name": "Imprimerie Lefevre"}
    page = member.send(page, "/orders/new", act="add_client", **alike)
    assert not Client.objects.filter(name="Imprimerie Lefevre").exists()
    assert page.all("//button[@name='take']/@value") == [str(people.client.pk)]
    taken = member.send(page, "/orders/new", take=str(people.client.pk))
    assert taken.form()["client"] == str(people.client.pk)
    assert "new-name" not in taken.form()
    assert_nothing_is_lost(taken)
    member.send(page, "/orders/new", act="add_client")
    assert Client.objects.filter(name="Imprimerie Lefevre").exists()


def test_another_members_unverified_client_is_only_being_checked(
    people: Cast, member: Reader, half: Page
) -> None:
    clients.client(people.stranger, name="Geheimes Theater", town="Xanten", verified=False)
    page = member.send(half, "/orders/new", add="client")
    alike = {**NEW, "new-name": "Geheimes Theatre"}
    page = member.send(page, "/orders/new", act="add_client", **alike)
    assert "is being checked by the team" in page.words
    assert "Geheimes Theater" not in page.html
    assert "Xanten" not in page.html


def test_a_new_client_that_is_not_added_yet_holds_the_submission_back(
    member: Reader, half: Page
) -> None:
    page = member.send(half, "/orders/new", add="client")
    page = member.send(page, "/orders/new", act="draft", billing_date="", **NEW)
    assert page.status == 422
    assert "Add this client" in page.fault_at("id_new-name")
    assert page.form()["new-name"] == "Neuland Verlag GmbH"
    back = member.send(page, "/orders/new", drop_client="1")
    assert "new-name" not in back.form()


def test_a_client_one_may_not_see_cannot_be_ordered_from(people: Cast, member: Reader) -> None:
    hidden = clients.client(people.stranger, name="Geheimes Theater", verified=False)
    page = member.get("/orders/new", client=str(hidden.pk))
    assert "Geheimes Theater" not in page.html
    page = member.send(page, "/orders/new", act="draft", client=str(hidden.pk))
    assert "Choose a client from the list" in page.fault_at("id_client")
    assert "Geheimes Theater" not in page.html
    summary = member.post("/orders/summary", **typed(hidden)).html
    assert "Geheimes" not in summary


def test_the_options_for_typing_carry_the_count_and_the_way_to_add(
    people: Cast, member: Reader
) -> None:
    answer = member.get("/clients/search", q="lef")
    assert answer.all("//li[@role='option']/@data-value") == [str(people.client.pk)]
    assert answer.all("//ul/@data-counted") == ["1 client found"]
    assert "Add “lef” as a new client" in answer.html
    assert "chloe" not in answer.html.lower()


def test_who_searches_as_only_a_program_does_is_told_to_wait(member: Reader) -> None:
    for _ in range(60):
        assert member.get("/clients/search", q="lef").status == 200
    answer = member.get("/clients/search", q="lef")
    assert answer.status == 429
    assert answer.all("//li[@role='option']") == []
    assert "Wait 1 minute, then try again." in answer.all("//ul/@data-counted")[0]
    assert member.get("/clients", q="lef").status == 429


def test_similar_clients_follow_the_typing(people: Cast, member: Reader) -> None:
    answer = member.post("/clients/similar", **{**NEW, "new-name": "Imprimerie Lefevre"})
    assert "Imprimerie Lefèvre SARL" in answer.html
    assert member.post("/clients/similar", **NEW).html.strip() == ""
