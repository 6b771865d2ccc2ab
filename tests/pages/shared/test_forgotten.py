"""A forgotten password: one answer for every address, a link that works once (spec § 17)."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.cache import cache

from kontor.foundation.models import OutboxMail
from kontor.foundation.secret_link import token_of
from kontor.people.models import PasswordReset, Person
from tests.builders import house
from tests.builders.links import all_rows
from tests.builders.orders import MONDAY
from tests.pages.member.reading import Page, Reader

pytestmark = pytest.mark.django_db

PASSWORD = "long enough to be good"
NEW = "another sentence of mine"


@pytest.fixture(autouse=True)
def fresh_limits() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def person() -> Person:
    house.cooperative()
    return house.person("Ada Brandt", password=PASSWORD)


def ask(email: str) -> Page:
    return Reader(None).post("/sign-in/forgotten/", email=email)


def token() -> str:
    return token_of(OutboxMail.objects.filter(purpose="password_reset").latest("id").link_seed)


def link() -> str:
    return f"/sign-in/new-password/{token()}"


def signs_in(email: str, password: str) -> bool:
    return bool(Reader(None).post("/sign-in/", login=email, password=password).status == 302)


def test_a_link_sets_a_new_password_and_ends_every_session(person: Person) -> None:
    there = Reader(person)
    ask(" ADA.Brandt@people.example ")
    page = Reader(None).get(link())
    assert page.headline == "Choose a new password"
    assert person.email in page.words
    sent = Reader(None).post(link(), password=NEW)
    assert sent.url == "/sign-in/"
    assert signs_in(person.email, NEW)
    assert not signs_in(person.email, PASSWORD)
    assert there.get("/").url.startswith("/sign-in/")


def test_every_address_gets_the_same_answer_and_only_a_known_one_a_mail(person: Person) -> None:
    closed = house.person("Bo Carlsen", password=PASSWORD, is_active=False)
    answers = {ask(email).words.replace(email, "…") for email in (person.email, "a@b.example")}
    answers.add(ask(closed.email).words.replace(closed.email, "…"))
    assert len(answers) == 1
    assert [mail.to for mail in OutboxMail.objects.all()] == [person.email]


def test_a_link_works_once_and_for_a_day_and_the_newest_ends_none_before(person: Person) -> None:
    ask(person.email)
    first = link()
    ask(person.email)
    assert Reader(None, MONDAY + timedelta(hours=25)).get(first).status == 404
    assert Reader(None).post(first, password=NEW).status == 302
    for used in (first, link()):
        assert Reader(None).get(used).status == 404
        assert Reader(None).post(used, password="yet another sentence").status == 404
    assert signs_in(person.email, NEW)


def test_opening_the_link_changes_nothing(person: Person) -> None:
    ask(person.email)
    before = all_rows()
    page = Reader(None).get(link())
    assert page.answer["Referrer-Policy"] == "no-referrer"
    assert all_rows() == before


def test_the_token_stands_in_no_table(person: Person) -> None:
    ask(person.email)
    assert PasswordReset.objects.count() == 1
    assert token() not in str(all_rows())


def test_a_weak_password_is_refused_at_its_field(person: Person) -> None:
    ask(person.email)
    page = Reader(None).post(link(), password="short")
    assert page.status == 422
    assert page.fault_at("id_password")
    assert signs_in(person.email, PASSWORD)


def test_no_address_is_said_at_the_field(person: Person) -> None:
    page = ask("nobody")
    assert page.status == 422
    assert page.fault_at("id_email")


def test_nobody_is_flooded_with_links(person: Person) -> None:
    for _ in range(3):
        assert ask(person.email).status == 200
    page = ask(person.email)
    assert (page.status, page.answer["Retry-After"]) == (429, "900")
    assert "Wait a quarter of an hour" in page.fault_at("id_email")
    assert OutboxMail.objects.count() == 3
