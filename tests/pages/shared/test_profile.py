"""The own profile: name, language, news, sessions; everybody has one (spec § 3, § 17)."""

import pytest

from kontor.people.held import choices_of
from kontor.people.models import Person
from kontor.people.roles import Role
from kontor.people.sessions import Session
from tests.builders import house, orders
from tests.cast import Cast, cast
from tests.pages.member.reading import Page, Reader

pytestmark = pytest.mark.django_db

PASSWORD = "long enough to be good"
POSTS = ("/profile/news", "/profile/sessions/end-others", "/profile/password-link")
PAGES = (
    "/profile",
    "/profile/password",
    "/profile/passkeys/add",
    "/profile/app/add",
    "/profile/codes/new",
)


@pytest.fixture
def people() -> Cast:
    return cast()


def browser(agent: str, person: Person) -> Reader:
    """Somebody signed in by password with a browser of that name."""
    reader = Reader(None)
    reader.browser.post(
        "/sign-in/",
        {"login": person.email, "password": PASSWORD},
        headers={"user-agent": agent},
    )
    return reader


@pytest.mark.parametrize("path", [*PAGES, "/profile/again", "/profile/codes"])
def test_without_an_account_there_is_no_profile(people: Cast, path: str) -> None:
    assert Reader(None).get(path).url.startswith("/sign-in/?next=/profile")


@pytest.mark.parametrize("path", POSTS)
def test_a_click_is_needed_to_change_anything(people: Cast, path: str) -> None:
    assert Reader(people.owner).get(path).status == 405
    assert Reader(None).post(path).url.startswith("/sign-in/?next=")


def test_everybody_has_a_profile_in_the_frame_of_their_room(people: Cast) -> None:
    for person in (people.owner, people.advisor, people.accountant, house.person("Ad", Role.ADMIN)):
        page = Reader(person).get("/profile")
        assert page.status == 200
        assert person.email in page.words
        assert page.all("//a[@href='/profile']")
        in_team = not person.has(Role.MEMBER)
        assert ("frame-team" in page.one("//body/@class")) == in_team
        assert ("What we write to you" in page.words) != in_team


def test_a_new_name_stands_on_offers_to_come_and_on_none_that_is_out(people: Cast) -> None:
    order = orders.submitted(people.owner, people.client)
    reader = Reader(people.owner)
    page = reader.get("/profile")
    sent = reader.post("/profile", **{**page.form("/profile"), "name": "Ada Brandt-Okafor"})
    assert sent.url == "/profile"
    people.owner.refresh_from_db()
    assert people.owner.name == "Ada Brandt-Okafor"
    order.refresh_from_db()
    assert order.revision is not None
    assert order.revision.content["member_name"] == "Ada Brandt"
    later = orders.submitted(Person.objects.get(pk=people.owner.pk), people.client, title="Later")
    assert later.revision is not None
    assert later.revision.content["member_name"] == "Ada Brandt-Okafor"


@pytest.mark.parametrize("name", ["", "  ", "Ada\nBrandt", "x" * 121, "Ada 🎨"])
def test_a_name_that_cannot_be_printed_is_refused_at_its_field(people: Cast, name: str) -> None:
    page = Reader(people.owner).post("/profile", name=name, language="en")
    assert page.status == 422
    assert page.fault_at("id_name")
    people.owner.refresh_from_db()
    assert people.owner.name == "Ada Brandt"


def test_the_language_holds_for_pages_at_once(people: Cast) -> None:
    reader = Reader(people.owner)
    reader.post("/profile", name="Ada Brandt", language="de")
    assert reader.get("/profile").headline == "Dein Profil"
    people.owner.refresh_from_db()
    assert people.owner.language == "de"


def test_news_are_chosen_by_kind_and_what_is_required_cannot_be(people: Cast) -> None:
    reader = Reader(people.owner)
    page = reader.get("/profile")
    assert not page.all("//select[@name='draft_invoice']")
    assert "Without a word from you the invoice goes out." in page.words
    form = page.form("/profile/news")
    reader.post(
        "/profile/news",
        **{**form, "client": "digest", "review": "desk", "draft_invoice": "desk", "deadline": "x"},
    )
    assert choices_of(people.owner) == {"client": "digest", "review": "desk"}
    chosen = reader.get("/profile").form("/profile/news")
    assert (chosen["client"], chosen["review"]) == ("digest", "desk")


def test_sessions_are_listed_and_the_others_ended(people: Cast) -> None:
    people.owner.set_password(PASSWORD)
    people.owner.save()
    here = browser("Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/140.0", people.owner)
    there = browser("Mozilla/5.0 (iPhone) AppleWebKit/605 Safari/604.1", people.owner)
    stranger = Reader(people.stranger)
    page = here.get("/profile")
    assert "Firefox, Windows" in page.words
    assert "Safari, iPhone" in page.words
    assert here.post("/profile/sessions/end-others").url == "/profile#sessions"
    assert there.get("/profile").url.startswith("/sign-in/")
    assert here.get("/profile").status == stranger.get("/profile").status == 200
    assert "Safari, iPhone" not in here.get("/profile").words


def test_a_new_password_ends_every_other_session(people: Cast) -> None:
    people.owner.set_password(PASSWORD)
    people.owner.save()
    here, there = browser("Firefox/1", people.owner), browser("Firefox/1", people.owner)
    page = here.get("/profile/password")
    form = page.form("/profile/password")
    wrong = here.post("/profile/password", **{**form, "oldpassword": "no", "password1": "x" * 14})
    assert wrong.fault_at("id_oldpassword") == "That is not your present password."
    short = here.post(
        "/profile/password",
        **{**form, "oldpassword": PASSWORD, "password1": "short", "password2": "short"},
    )
    assert short.fault_at("id_password1")
    new = "another sentence of mine"
    done = here.post(
        "/profile/password",
        **{**form, "oldpassword": PASSWORD, "password1": new, "password2": new},
    )
    assert done.url == "/profile#security"
    assert "All other sessions are ended." in here.get("/profile").words
    assert there.get("/profile").url.startswith("/sign-in/")
    assert Session.objects.filter(person=people.owner).count() == 1


def test_an_account_without_a_password_gets_a_link_to_choose_one(people: Cast) -> None:
    reader = Reader(people.owner)
    assert reader.get("/profile/password").url == "/profile#security"
    page: Page = reader.post("/profile/password-link")
    assert page.url == "/profile#security"
    assert "is on its way to you" in reader.get("/profile").words
