"""Sign-in by password: no sign-up, no word about who has an account, limits (reliability § 5)."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import Client as Browser
from django.test import RequestFactory
from pytest_django import Settings

from kontor.pages.shared.signing_in import InvitedPeopleOnly
from kontor.people.models import Person
from tests.builders import house
from tests.pages.member.reading import Page, Reader

pytestmark = pytest.mark.django_db

PASSWORD = "long enough to be good"


@pytest.fixture(autouse=True)
def fresh_limits() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def person() -> Person:
    house.cooperative()
    return house.person("Ada Brandt", password=PASSWORD)


def sign_in(reader: Reader, email: str, password: str, path: str = "/sign-in/") -> Page:
    return reader.post(path, login=email, password=password)


def test_the_right_password_opens_the_door(person: Person) -> None:
    reader = Reader(None)
    sent = sign_in(reader, "ADA.Brandt@people.example ", PASSWORD)
    assert (sent.status, sent.url) == (302, "/")
    assert reader.get("/").status == 200
    assert reader.browser.session.get_expire_at_browser_close()


def test_one_is_led_on_to_where_one_wanted_to_go(person: Person) -> None:
    reader = Reader(None)
    asked = reader.get("/orders")
    assert asked.url == "/sign-in/?next=/orders"
    page = reader.get("/sign-in/", next="/orders")
    form = page.form("/sign-in/")
    assert form["next"] == "/orders"
    sent = reader.post("/sign-in/", **{**form, "login": person.email, "password": PASSWORD})
    assert sent.url == "/orders"


@pytest.mark.parametrize(
    "where",
    ["//evil.example", "/\\evil.example", "https://evil.example/", "https:evil.example", "///x.y"],
)
def test_one_is_never_led_out_of_the_portal(person: Person, where: str) -> None:
    sent = sign_in(Reader(None), person.email, PASSWORD, f"/sign-in/?next={where}")
    assert sent.url == "/"


def test_a_wrong_password_and_an_unknown_address_are_answered_alike(person: Person) -> None:
    known = sign_in(Reader(None), person.email, "wrong password")
    unknown = sign_in(Reader(None), "nobody@people.example", "wrong password")
    assert known.status == unknown.status == 200
    assert known.words == unknown.words
    assert "E-mail and password do not match." in known.words


def test_what_is_missing_is_named_at_its_place(person: Person) -> None:
    page = sign_in(Reader(None), "", "")
    assert page.fault_at("id_login")
    assert page.fault_at("id_password")


def test_a_closed_account_stays_outside(person: Person) -> None:
    person.is_active = False
    person.save()
    reader = Reader(None)
    sent = sign_in(reader, person.email, PASSWORD)
    assert sent.url == "/sign-in/closed/"
    assert reader.get(sent.url).headline == "This account is closed"
    assert reader.get("/").url == "/sign-in/"


def test_after_ten_wrong_passwords_even_the_right_one_waits(person: Person) -> None:
    for _ in range(10):
        sign_in(Reader(None), person.email, "wrong password")
    page = sign_in(Reader(None), person.email, PASSWORD)
    assert (page.status, page.answer["Retry-After"]) == (429, "900")
    assert "Too many attempts." in page.words


def test_an_unknown_address_is_limited_in_the_same_words(person: Person) -> None:
    answers = []
    for email in (person.email, "nobody@people.example"):
        for _ in range(10):
            sign_in(Reader(None), email, "wrong password")
        answers.append(sign_in(Reader(None), email, "wrong password"))
    assert [page.status for page in answers] == [429, 429]
    assert answers[0].words == answers[1].words


def test_others_sign_in_meanwhile_from_the_same_place(person: Person) -> None:
    for _ in range(10):
        sign_in(Reader(None), person.email, "wrong password")
    other = house.person("Bo Carlsen", password=PASSWORD)
    assert sign_in(Reader(None), other.email, PASSWORD).status == 302


def test_from_one_place_fifty_attempts_are_too_many_whatever_it_calls_itself(
    person: Person,
) -> None:
    browser = Browser()
    for n in range(50):
        typed = {"login": f"guess{n}@people.example", "password": "wrong password"}
        sent = browser.post("/sign-in/", typed, headers={"x-forwarded-for": f"192.0.2.{n}"})
        assert sent.status_code == 200
    page = sign_in(Reader(None), person.email, PASSWORD)
    assert page.status == 429
    assert page.answer["Retry-After"] == "900"


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "", "127.0.0.1"),
        (0, "6.6.6.6", "127.0.0.1"),
        (1, "198.51.100.7", "198.51.100.7"),
        (1, "6.6.6.6, 198.51.100.7", "198.51.100.7"),
        (2, "6.6.6.6,198.51.100.7, 10.0.0.1", "198.51.100.7"),
        (2, "198.51.100.7", "198.51.100.7"),
        (1, "", "127.0.0.1"),
    ],
)
def test_a_visitor_cannot_choose_their_address(
    settings: Settings, proxies: int, forwarded: str, address: str
) -> None:
    settings.KONTOR_PROXIES = proxies
    headers = {"x-forwarded-for": forwarded} if forwarded else {}
    request = RequestFactory().get("/sign-in/", headers=headers)
    assert InvitedPeopleOnly().get_client_ip(request) == address


def test_nobody_signs_up_by_themselves(person: Person) -> None:
    page = Reader(None).get("/sign-in/")
    assert page.all("//main//a/@href") == ["/sign-in/forgotten/"]
    for path in ("/sign-up/", "/accounts/signup/", "/signup/", "/password/reset/"):
        assert Reader(None).get(path).status == 404


def test_signing_out_takes_a_click_and_ends_the_session(person: Person) -> None:
    reader = Reader(person)
    assert reader.get("/sign-out/").status == 405
    assert reader.get("/").status == 200
    assert reader.post("/sign-out/").url == "/"
    assert reader.get("/").url == "/sign-in/"


def test_the_sign_in_form_asks_for_its_safety_code(person: Person) -> None:
    browser = Browser(enforce_csrf_checks=True)
    sent = browser.post("/sign-in/", {"login": person.email, "password": PASSWORD})
    assert sent.status_code == 403
