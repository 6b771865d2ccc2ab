"""Typing survives the end of a session, and a change of the language without JavaScript."""

import pytest

from kontor.orders.models import Order
from kontor.people.models import Person
from tests.builders import orders
from tests.cast import Cast, cast
from tests.pages.member.filled import typed
from tests.pages.member.reading import Page, Reader

pytestmark = pytest.mark.django_db

PASSWORD = "long enough to be good"


@pytest.fixture
def people() -> Cast:
    people = cast()
    for person in (people.owner, people.stranger):
        person.set_password(PASSWORD)
        person.save()
    return people


def signed_in_again(reader: Reader, sent: Page, person: Person) -> Page:
    """What the reader sees after a sign-in that began where `sent` led to."""
    form = reader.get(sent.url).form("/sign-in/")
    back = reader.post("/sign-in/", **{**form, "login": person.email, "password": PASSWORD})
    return reader.get(back.url)


def sent_without_session(people: Cast, path: str) -> tuple[Reader, Page]:
    """A filled-in form sent after the session had ended."""
    reader = Reader(people.owner)
    writer = reader.get(path).form()["writer"]
    reader.browser.logout()
    reader.browser.cookies["kontor-language"] = "en"
    values = typed(people.client, title="Typed for an hour", act="submit", writer=writer)
    return reader, reader.post(path, **values)


def test_a_submit_after_the_session_has_ended_loses_nothing(people: Cast) -> None:
    reader, sent = sent_without_session(people, "/orders/new")
    assert sent.url == "/sign-in/?next=/orders/new"
    assert "Sign in: what you typed is kept." in reader.get(sent.url).words
    page = signed_in_again(reader, sent, people.owner)
    assert "It is neither saved nor submitted yet." in page.words
    assert page.form()["title"] == "Typed for an hour"
    assert not Order.objects.exists()
    assert reader.get("/orders/new").form()["title"] == ""


def test_it_comes_back_in_the_order_it_was_typed_for(people: Cast) -> None:
    order = orders.drafted(people.owner, people.client)
    reader, sent = sent_without_session(people, f"/orders/{order.pk}/edit")
    page = signed_in_again(reader, sent, people.owner)
    assert page.form()["title"] == "Typed for an hour"
    order.refresh_from_db()
    assert order.title == "Autumn catalogue"


def test_somebody_else_at_the_same_browser_never_sees_it(people: Cast) -> None:
    reader, sent = sent_without_session(people, "/orders/new")
    page = signed_in_again(reader, sent, people.stranger)
    assert "Typed for an hour" not in page.html
    assert page.form()["title"] == ""


@pytest.mark.parametrize("writer", ["", "1", "1:forged"])
def test_nothing_is_kept_for_who_never_had_the_form(people: Cast, writer: str) -> None:
    reader = Reader(None)
    sent = reader.post("/orders/new", **typed(people.client, writer=writer))
    assert "nothing was done" in reader.get(sent.url).words
    page = signed_in_again(reader, sent, people.owner)
    assert page.form()["title"] == ""


def test_another_button_leads_back_to_the_page_it_stands_on(people: Cast) -> None:
    order = orders.submitted(people.owner, people.client)
    answer = Reader(None).browser.post(
        f"/orders/{order.pk}/take-back",
        headers={"referer": f"http://testserver/orders/{order.pk}/"},
    )
    assert Page(answer).url == f"/sign-in/?next=/orders/{order.pk}/"


def test_a_save_on_the_way_is_not_stored_as_typing(people: Cast) -> None:
    reader = Reader(people.owner)
    writer = reader.get("/orders/new").form()["writer"]
    reader.browser.logout()
    reader.browser.post("/orders/autosave", {"writer": writer}, headers={"sec-fetch-mode": "cors"})
    assert not reader.browser.session.keys()


def test_the_language_changes_around_what_is_typed(people: Cast) -> None:
    reader = Reader(people.owner)
    page = reader.get("/orders/new")
    assert set(page.all("//button[@name='language']/@form")) == {"order-form"}
    values = typed(people.client, title="Noch nicht gespeichert", language="de")
    german = reader.post("/orders/new", **values)
    assert german.headline == "Neuer Auftrag"
    assert german.form()["title"] == "Noch nicht gespeichert"
    assert not Order.objects.exists()
    assert reader.get("/").headline == "Gerade ist nichts zu tun."
