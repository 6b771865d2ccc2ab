"""Where everybody begins, and the clicks that exist in the demo alone."""

from datetime import timedelta

import pytest
from django.test import Client as Browser
from pytest_django import Settings

from kontor.actions import keep_house
from kontor.foundation.clock import shift_days
from kontor.orders.models import Order
from kontor.people import demo
from kontor.people.roles import Role
from tests.builders import house, orders
from tests.builders.orders import MONDAY
from tests.cast import Cast, cast
from tests.pages.member.reading import Reader

pytestmark = pytest.mark.django_db

DEMO_PAGES = ["/demo/", "/components", "/demo/mailbox/"]
DEMO_CLICKS = ["/demo/be/member", "/demo/be/advisor", "/demo/forward"]


@pytest.fixture
def in_demo(settings: Settings) -> None:
    settings.KONTOR_DEMO = True
    house.cooperative()
    for person in demo.PEOPLE.values():
        keep_house.add_person(person.email, person.name, person.roles)


@pytest.mark.usefixtures("in_demo")
def test_the_start_page_offers_a_click_for_each_person_and_the_mailbox() -> None:
    page = Reader(None).get("/")
    assert page.status == 200
    assert page.all("//main//form/@action") == [
        "/demo/be/member",
        "/demo/be/advisor",
        "/demo/be/accountant",
        "/demo/be/admin",
        "/demo/be/second_member",
    ]
    assert "/demo/mailbox/" in page.all("//main//a/@href")
    assert len(page.all("//ol/li")) == 6


@pytest.mark.usefixtures("in_demo")
@pytest.mark.parametrize(
    ("who", "home"),
    [
        ("member", "/"),
        ("second_member", "/"),
        ("advisor", "/team/"),
        ("accountant", "/team/"),
        ("admin", "/team/"),
    ],
)
def test_one_click_makes_a_visitor_that_person(who: str, home: str) -> None:
    reader = Reader(None)
    assert reader.post(f"/demo/be/{who}").url == "/"
    page = reader.get("/")
    assert (page.url if page.status == 302 else "/") == home
    page = reader.get(home)
    assert page.status == 200
    assert demo.PEOPLE[who].name in page.html


@pytest.mark.usefixtures("in_demo")
def test_nobody_else_can_be_had_by_a_click_and_no_link_does_it() -> None:
    house.person("Ada Brandt")
    reader = Reader(None)
    for who in ("nobody", "ada", "alma"):
        assert reader.post(f"/demo/be/{who}").status == 404
    assert reader.get("/demo/be/member").status == 405
    assert reader.get("/").headline == "From order to invoice in five minutes"


@pytest.mark.usefixtures("in_demo")
def test_a_visitor_goes_on_reading_the_language_they_read() -> None:
    browser = Browser(headers={"accept-language": "en"})
    browser.post("/demo/be/advisor")
    assert b"No order waits for review" in browser.get("/team/").content


@pytest.mark.usefixtures("in_demo")
def test_the_date_moves_forward_and_the_page_says_what_happened() -> None:
    people = cast()
    order = orders.approved(people.owner, people.advisor, people.client)
    until = order.valid_until
    reader = Reader(people.advisor, MONDAY)
    days = (until - MONDAY.date()).days + 1 if until else 0
    for _ in range(days):
        reader.now += timedelta(days=1)
        sent = reader.post("/demo/forward", days="1", next="/team/")
        assert sent.url == "/team/"
    assert shift_days() == days
    assert "The date is 1 day later. 1 offer lapsed." in reader.get("/team/").words
    assert Order.objects.get().lapsed


@pytest.mark.usefixtures("in_demo")
@pytest.mark.parametrize("days", ["0", "-1", "32", "365", "x", "", "²", "٣"])
def test_at_most_a_month_can_be_moved_at_once(days: str) -> None:
    reader = Reader(None)
    assert reader.post("/demo/forward", days=days, next="/demo/").url == "/demo/"
    assert "Type a number of days from 1 to 31." in reader.get("/demo/").words
    assert shift_days() == 0


@pytest.mark.usefixtures("in_demo")
def test_several_days_are_moved_at_once_night_by_night() -> None:
    people = cast()
    orders.approved(people.owner, people.advisor, people.client)
    reader = Reader(people.advisor, MONDAY)
    reader.post("/demo/forward", days=" 5 ", next="/team/")
    assert shift_days() == 5
    assert "The date is 5 days later." in reader.get("/team/").words


@pytest.mark.usefixtures("in_demo")
@pytest.mark.parametrize("back", ["//evil.example", "https://evil.example", "/\\evil.example", ""])
def test_the_way_back_never_leaves_the_portal(back: str) -> None:
    assert Reader(None).post("/demo/forward", days="1", next=back).url == "/"


def test_outside_the_demo_none_of_it_exists() -> None:
    cast()
    reader = Reader(None)
    missing = reader.get("/nothing")
    for path in DEMO_PAGES:
        assert (reader.get(path).status, reader.get(path).words) == (404, missing.words)
    for path in DEMO_CLICKS:
        assert reader.post(path, days="1").status == 404
    assert shift_days() == 0
    assert reader.get("/").url == "/sign-in/"
    assert "demo-strip" not in reader.get("/sign-in/").html


def test_home_is_the_dashboard_for_members_and_the_desk_for_the_team() -> None:
    people: Cast = cast()
    assert Reader(people.owner).get("/").status == 200
    assert Reader(people.advisor).get("/").url == "/team/"
    both = house.person("Both Roles", Role.MEMBER, Role.ADVISOR)
    assert Reader(both).get("/").status == 200
    nobody = house.person("No Role")
    nobody.roles = []
    nobody.save()
    assert Reader(nobody).get("/").status == 403


def test_the_legal_notice_names_who_runs_the_portal() -> None:
    house.cooperative(name="Andere eG", board="Alma Quint")
    page = Reader(None).get("/legal-notice/")
    for words in ("Andere eG", "Alma Quint", "GnR 0000 B", "DE812345608", "+49 30 000000-0"):
        assert words in page.words
