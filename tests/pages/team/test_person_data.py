"""What is kept of somebody is handed out on their profile, and erased by administrators."""

import io
from datetime import timedelta
from zipfile import ZipFile

import pytest

from kontor.actions import keep_people
from kontor.people.models import Person
from kontor.people.roles import Role
from tests.builders import house, orders
from tests.builders.orders import MONDAY
from tests.cast import Cast, cast
from tests.pages.member.reading import Reader

pytestmark = pytest.mark.django_db

LATER = MONDAY + timedelta(days=400)


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def admin(people: Cast) -> Reader:
    return Reader(house.person("Rosa Ohlsen", Role.ADMIN), LATER).shown_again()


def url(person: Person, what: str = "erase") -> str:
    return f"/team/people/{person.pk}/{what}"


def archive(answer: object) -> ZipFile:
    return ZipFile(io.BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]


def test_everybody_takes_their_data_from_their_profile(people: Cast) -> None:
    reader = Reader(people.owner).shown_again()
    assert "Your data" in reader.get("/profile").words
    answer = reader.browser.post("/profile/data")
    assert answer["Content-Type"] == "application/zip"
    assert "personal-data.json" in archive(answer).namelist()


def test_the_preview_says_what_goes_and_what_stays_and_why(people: Cast, admin: Reader) -> None:
    orders.drafted(people.owner, people.client)
    orders.rejected(people.owner, people.advisor, people.client)
    assert "The account is open. Close it first." in admin.get(url(people.owner)).words
    keep_people.deactivate(people.owner.email, LATER, None)
    page = admin.get(url(people.owner))
    assert "Drafts never submitted 1" in page.words
    assert "Submitted orders 1" in page.words
    assert "§ 147 AO" in page.words
    done = admin.post(url(people.owner), **page.form(url(people.owner)))
    assert (done.status, done.url) == (302, f"/team/people/{people.owner.pk}/")
    person = admin.get(f"/team/people/{people.owner.pk}/")
    assert person.headline == f"Person {people.owner.pk}"
    assert "Rosa Ohlsen erased what no duty keeps." in person.words
    assert "Open the account again" not in person.words
    assert "The data of this account were erased." in admin.get(url(people.owner)).words


def test_a_stale_preview_is_shown_anew(people: Cast, admin: Reader) -> None:
    keep_people.deactivate(people.owner.email, LATER, None)
    page = admin.post(url(people.owner), shown="drafts.7")
    assert page.status == 409
    assert "Nothing was erased; look again." in page.words


def test_administrators_hand_out_anybodys_data(people: Cast, admin: Reader) -> None:
    answer = admin.browser.post(url(people.owner, "data"))
    assert "personal-data.json" in archive(answer).namelist()
    for person in (people.advisor, people.accountant):
        assert Reader(person).post(url(people.owner, "data")).status == 404
        assert Reader(person).get(url(people.owner)).status == 404


def test_the_preview_takes_at_most_twelve_queries(
    people: Cast, admin: Reader, django_assert_max_num_queries: object
) -> None:
    orders.active(people.owner, people.advisor, people.client)
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        assert admin.browser.get(url(people.owner)).status_code == 200
