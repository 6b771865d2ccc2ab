"""`/orders/<id>/contact`: the form of another contact person, and its refusals."""

import pytest

from kontor.orders.models import Order
from kontor.people.roles import Role
from tests.builders import house, orders
from tests.cast import Cast, cast
from tests.pages.member.reading import Page, Reader

pytestmark = pytest.mark.django_db

NORA = {
    "contact_name": "Nora Ellerbek",
    "contact_email": "nora@client.example",
    "contact_phone": "",
    "contact_language": "de",
}


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def member(people: Cast) -> Reader:
    return Reader(people.owner)


@pytest.fixture
def order(people: Cast) -> Order:
    return orders.approved(people.owner, people.advisor, people.client)


def path(order: Order) -> str:
    return f"/orders/{order.pk}/contact"


def values(page: Page) -> list[str]:
    return [
        *page.all("//input[@type='text'][starts-with(@name, 'contact_')]/@value"),
        *page.all("//select[@name='contact_language']/option[@selected]/@value"),
    ]


def test_the_order_leads_to_a_form_with_the_present_person(member: Reader, order: Order) -> None:
    assert member.get(f"/orders/{order.pk}/").all(f"//a[@href='{path(order)}']")
    page = member.get(path(order))
    assert "Chloé Martin" in values(page)
    assert "The link that Chloé Martin has stops working" in page.words


def test_saving_leads_back_to_the_order_and_its_history_tells(member: Reader, order: Order) -> None:
    assert member.post(path(order), **NORA).url == f"/orders/{order.pk}/#headline"
    page = member.get(f"/orders/{order.pk}/")
    for words in ("Nora Ellerbek", "You changed the contact person.", "somebody else is asked"):
        assert words in page.words


def test_faults_stand_at_their_fields_and_everything_typed_is_kept(
    member: Reader, order: Order, people: Cast
) -> None:
    page = member.post(path(order), **{**NORA, "contact_name": "", "contact_email": "nora"})
    assert page.status == 422
    assert page.fault_at("id_contact_name") == "Enter the name of the contact person."
    assert page.fault_at("id_contact_email").startswith("This address has no @")
    assert "2 entries need a change" in page.words
    assert "nora" in values(page)
    assert "de" in values(page)
    page = member.post(path(order), **{**NORA, "contact_email": people.advisor.email})
    assert page.fault_at("id_contact_email").startswith("Enter an address of the client")


def test_an_unknown_language_is_asked_back(member: Reader, order: Order) -> None:
    page = member.post(path(order), **{**NORA, "contact_language": "fr"})
    assert page.status == 422
    assert page.fault_at("id_contact_language") == "Choose an entry from the list."


def test_a_draft_has_it_in_its_form(member: Reader, people: Cast) -> None:
    draft = orders.drafted(people.owner, people.client)
    assert member.get(path(draft)).url == f"/orders/{draft.pk}/edit#contact-part"
    page = member.post(path(draft), **NORA)
    assert page.status == 409
    assert "This order is a draft. Nothing was changed." in page.words


def test_the_team_reads_that_it_happened_but_no_name(people: Cast, order: Order) -> None:
    Reader(people.owner).post(path(order), **NORA)
    admin = house.person("Some Admin", Role.ADMIN)
    page = Reader(admin).get(f"/team/orders/{order.pk}/")
    assert "Ada Brandt changed the contact person." in page.words
    for name in ("Nora", "nora@client.example", "Chloé", "chloe"):
        assert name not in page.html


def test_the_former_person_reads_that_somebody_else_answers(people: Cast, order: Order) -> None:
    old = f"/c/{orders.token(order)}"
    Reader(people.owner).post(path(order), **NORA)
    page = Reader(None).get(old)
    assert page.headline == "Somebody else answers this offer"
    assert "Nora" not in page.html
    assert "€2,100.00" not in page.words
