"""`/team/people/`: the list, inviting, roles, closing; with the second factor that is asked for."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from pytest_django import DjangoAssertNumQueries, Settings

from kontor.actions import keep_people
from kontor.foundation import clock, secret_link
from kontor.foundation.models import HistoryEntry, OutboxMail
from kontor.people.models import Person
from kontor.people.roles import Role
from kontor.people.sessions import LAST_HERE
from tests.builders import house
from tests.builders.orders import MONDAY
from tests.cast import Cast, cast
from tests.pages.member.reading import Reader
from tests.pages.shared.test_second_factor import code_of

pytestmark = pytest.mark.django_db

PASSWORD = "a sentence nobody guesses"
MOST_QUERIES = 12
NEW = {"name": "Nele Wendt", "email": "nele@people.example", "roles": ["advisor"], "language": "en"}


@pytest.fixture(autouse=True)
def fresh_limits() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def admin(people: Cast) -> Person:
    return house.person("Alma Quint", Role.ADMIN, password=PASSWORD)


@pytest.fixture
def office(admin: Person) -> Reader:
    """The administrator, who has just shown once more who they are."""
    return Reader(admin).shown_again()


def at(person: Person, way: str = "") -> str:
    return f"/team/people/{person.pk}/{way}"


def token_of(email: str) -> str:
    mails = OutboxMail.objects.filter(purpose="account_invitation", to=email)
    return secret_link.token_of(mails.order_by("-id")[0].link_seed)


def test_everybody_is_listed_with_roles_state_and_second_factor(
    people: Cast, office: Reader
) -> None:
    keep_people.deactivate(people.stranger.email, MONDAY)
    office.post("/team/people/invite", **NEW)
    page = office.get("/team/people/")
    rows = page.all("//tbody/tr")
    assert page.headline == "6 people"
    assert "Nele Wendtnele@people.example Advisor Invited since 4 January 2027 – no" in rows
    assert any(row.startswith("Bo Carlsen") and "Member Closed" in row for row in rows)
    assert any(row.startswith("Jonas Wiebold") and row.endswith("yes") for row in rows)
    assert page.one("//nav[@class='pills']/a[@aria-current='page']") == "People"


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"q": "wiebold"}, ["Jonas Wiebold"]),
        ({"q": "ALMA.quint@"}, ["Alma Quint"]),
        ({"role": "member"}, ["Ada Brandt", "Bo Carlsen"]),
        ({"state": "closed"}, ["Bo Carlsen"]),
        ({"state": "active", "role": "member"}, ["Ada Brandt"]),
        ({"q": "nobody"}, []),
        ({"q": "'; --", "page": "1e9"}, []),
        ({"role": "x", "state": "x", "q": "ada"}, ["Ada Brandt"]),
    ],
)
def test_people_are_found_by_words_role_and_state(
    people: Cast, office: Reader, query: dict[str, str], names: list[str]
) -> None:
    keep_people.deactivate(people.stranger.email, MONDAY)
    page = office.get("/team/people/", **query)
    assert page.all("//tbody//a[@class='row-title']") == names


def test_the_list_needs_few_queries(
    office: Reader, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(25):
        house.person(f"Somebody {n}", Role.ADVISOR)
    with django_assert_max_num_queries(MOST_QUERIES):
        assert "1–20 of 30" in office.get("/team/people/").words


def test_a_person_needs_few_queries(
    people: Cast, office: Reader, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(MOST_QUERIES):
        assert office.get(at(people.advisor)).status == 200


def test_from_the_invitation_to_the_first_page(office: Reader) -> None:
    sent = office.post("/team/people/invite", **NEW)
    person = Person.objects.get(email="nele@people.example")
    assert sent.url == f"{at(person)}#headline"
    assert "Invited by Alma Quint." in office.get(at(person)).words
    link = f"/sign-in/invitation/{token_of(person.email)}"
    visitor = Reader(None)
    page = visitor.get(link)
    assert (page.status, page.headline) == (200, "Welcome, Nele Wendt")
    assert page.answer["Referrer-Policy"] == "no-referrer"
    assert "_auth_user_id" not in visitor.browser.session
    short = visitor.post(link, password="short")
    assert (short.status, bool(short.fault_at("id_password"))) == (422, True)
    assert visitor.post(link, password=PASSWORD).url == "/sign-in/"
    assert "Your account is open." in visitor.get("/sign-in/").words
    gone = visitor.get(link)
    assert (gone.status, gone.headline) == (404, "This link does not work any more")
    assert gone.words == visitor.get("/sign-in/invitation/unknown").words
    signed_in = visitor.post("/sign-in/", login=person.email, password=PASSWORD)
    assert signed_in.url == "/"
    assert visitor.get("/team/orders/").url == "/profile/second-factor-needed"


def test_the_page_behind_the_link_speaks_the_language_of_the_invited(office: Reader) -> None:
    office.post("/team/people/invite", **{**NEW, "language": "de"})
    visitor = Reader(None)
    del visitor.browser.cookies["kontor-language"]
    page = visitor.get(f"/sign-in/invitation/{token_of('nele@people.example')}")
    assert page.headline == "Willkommen, Nele Wendt"


def test_what_is_wrong_stands_at_its_field_and_what_was_typed_stays(
    people: Cast, office: Reader
) -> None:
    page = office.post("/team/people/invite", name="", email=people.owner.email, language="de")
    assert page.status == 422
    assert page.fault_at("id_name") == "Enter a name."
    assert page.fault_at("id_roles") == "Choose at least one role."
    page = office.post("/team/people/invite", **{**NEW, "email": people.owner.email})
    assert page.fault_at("id_email") == "There is already an account for ada.brandt@people.example."
    assert page.form("/team/people/invite")["name"] == "Nele Wendt"
    assert not OutboxMail.objects.filter(purpose="account_invitation").exists()


def test_an_invitation_is_repeated_and_withdrawn(office: Reader) -> None:
    office.post("/team/people/invite", **NEW)
    person = Person.objects.get(email="nele@people.example")
    old = token_of(person.email)
    assert office.post(at(person, "invitation")).url == f"{at(person)}#headline"
    assert Reader(None).get(f"/sign-in/invitation/{old}").status == 404
    assert office.post(at(person, "invitation/withdraw")).url == "/team/people/"
    assert office.get(at(person)).status == 404


def test_roles_are_changed_and_told(people: Cast, office: Reader) -> None:
    page = office.get(at(people.owner))
    form = page.form(at(people.owner, "roles"))
    assert form["shown"] == "member"
    sent = office.post(at(people.owner, "roles"), **{**form, "roles": ["member", "accountant"]})
    assert sent.url == f"{at(people.owner)}#headline"
    page = office.get(at(people.owner))
    assert "Alma Quint changed the roles." in page.words
    assert "Before: Member. Now: Member, Accountant." in page.words
    stale = office.post(at(people.owner, "roles"), roles=["admin"], shown="member")
    assert stale.status == 409
    assert "The roles have changed in the meantime. Nothing was saved." in stale.words
    assert stale.form(at(people.owner, "roles"))["shown"] == "member accountant"
    none = office.post(at(people.owner, "roles"), shown="member accountant")
    assert (none.status, none.fault_at("id_roles")) == (422, "Choose at least one role.")


def test_an_account_is_closed_and_opened_again(people: Cast, office: Reader) -> None:
    theirs = Reader(people.owner)
    assert "Close the account" in office.get(at(people.owner)).words
    office.post(at(people.owner, "close"))
    assert theirs.get("/").url.startswith("/sign-in/")
    page = office.get(at(people.owner))
    assert "Alma Quint closed the account." in page.words
    again = office.post(at(people.owner, "close"))
    assert (again.status, "closed already" in again.words) == (409, True)
    office.post(at(people.owner, "open"))
    assert Reader(people.owner).get("/").status == 200


def test_the_last_administrator_reads_why_the_role_stays(admin: Person, office: Reader) -> None:
    page = office.post(at(admin, "roles"), roles=["advisor"], shown="admin")
    assert page.status == 409
    assert "Alma Quint is the only administrator. Make somebody else one first." in page.words
    assert office.post(at(admin, "close")).status == 409
    assert "This is your own account." in office.get(at(admin)).words


def test_sessions_are_seen_and_ended(people: Cast, office: Reader) -> None:
    theirs = Reader(people.owner)
    assert "End all sessions" in office.get(at(people.owner)).words
    office.post(at(people.owner, "sessions/end"))
    assert theirs.get("/").url.startswith("/sign-in/")
    assert "Nowhere at the moment." in office.get(at(people.owner)).words


def test_lost_second_factors_are_removed(people: Cast, office: Reader) -> None:
    office.post(at(people.advisor, "second-factors/forget"))
    assert not Authenticator.objects.filter(user=people.advisor).exists()
    assert OutboxMail.objects.get(purpose="account_changed").to == people.advisor.email


POSTS = (
    "roles",
    "invitation",
    "invitation/withdraw",
    "close",
    "open",
    "second-factors/forget",
    "sessions/end",
)


@pytest.mark.parametrize("way", POSTS)
def test_every_change_asks_first_who_makes_it(people: Cast, admin: Person, way: str) -> None:
    before = HistoryEntry.objects.count()
    page = Reader(admin).post(at(people.advisor, way))
    assert page.url.startswith("/profile/again")
    assert HistoryEntry.objects.count() == before


def test_what_was_sent_is_done_after_showing_who_one_is(people: Cast, admin: Person) -> None:
    reader = Reader(admin)
    asked = reader.post(at(people.owner, "close"))
    done = reader.post(asked.url, password=PASSWORD)
    assert done.url == f"{at(people.owner)}#headline"
    people.owner.refresh_from_db()
    assert not people.owner.is_active


@pytest.mark.parametrize("way", POSTS)
def test_in_the_demo_nobody_is_asked_again(
    people: Cast, admin: Person, settings: Settings, way: str
) -> None:
    settings.KONTOR_DEMO = True
    assert not Reader(admin).post(at(people.advisor, way)).url.startswith("/profile/again")


@pytest.mark.parametrize("who", ["advisor", "accountant", "owner"])
def test_nobody_else_knows_of_it(people: Cast, office: Reader, who: str) -> None:
    reader = Reader(getattr(people, who))
    assert reader.get("/team/people/").status == 403
    assert reader.post("/team/people/invite", **NEW).status == 403
    known, missing = reader.get(at(people.advisor)), reader.get("/team/people/999999/")
    assert known.status == missing.status == 404
    assert known.words == missing.words
    for way in POSTS:
        assert reader.post(at(people.advisor, way)).status == 404
        assert office.get(at(people.advisor, way)).status == 405
        assert office.post(f"/team/people/999999/{way}").status == 404


def without_factor(person: Person) -> Reader:
    Authenticator.objects.filter(user=person).delete()
    return Reader(person)


def test_without_a_second_factor_every_page_of_the_team_leads_to_setting_one_up(
    people: Cast,
) -> None:
    reader = without_factor(people.advisor)
    for path in ("/team/", "/team/orders/", "/team/orders/1/", "/profile", "/profile/password"):
        assert reader.get(path).url == "/profile/second-factor-needed"
    assert reader.post("/team/orders/1/approve").url == "/profile/second-factor-needed"
    page = reader.get("/profile/second-factor-needed")
    assert page.headline == "One more lock for your account"
    assert {"/profile/passkeys/add", "/profile/app/add"} <= set(page.all("//main//a/@href"))
    assert reader.get("/legal-notice/").status == 200
    assert reader.post("/language/", language="de", next="/").url == "/"
    assert reader.post("/sign-out/").url == "/"


def test_recovery_codes_are_no_second_factor(people: Cast) -> None:
    reader = without_factor(people.advisor)
    Authenticator.objects.create(
        user=people.advisor, type=Authenticator.Type.RECOVERY_CODES, data={}
    )
    assert reader.get("/team/").url == "/profile/second-factor-needed"


def test_after_setting_it_up_one_goes_on_to_where_one_wanted(people: Cast) -> None:
    reader = without_factor(people.advisor).shown_again()
    reader.get("/team/orders/", q="x")
    secret = reader.get("/profile/app/add").one("//p[@class='as-typed code']")
    assert reader.post("/profile/app/add", code=code_of(secret)).url == "/profile/codes"
    page = reader.get("/profile/codes")
    assert page.all("//main//a[contains(., 'Go on')]/@href") == ["/profile/second-factor-needed"]
    assert reader.get("/profile/second-factor-needed").url == "/team/orders/?q=x"
    assert reader.get("/team/").status == 200


def test_members_and_the_demo_are_not_asked(people: Cast, settings: Settings) -> None:
    assert Reader(people.owner).get("/").status == 200
    assert Reader(people.owner).get("/profile/second-factor-needed").url == "/"
    settings.KONTOR_DEMO = True
    assert without_factor(people.advisor).get("/team/").status == 200


def test_the_last_second_factor_of_the_team_stays(people: Cast) -> None:
    app = Authenticator.objects.get(user=people.advisor)
    reader = Reader(people.advisor).shown_again()
    for page in (reader.get("/profile/app/remove"), reader.post("/profile/app/remove")):
        assert page.status == 409
        assert "then remove this one" in page.words
    assert "Remove" not in reader.get("/profile").words
    key = Authenticator.objects.create(
        user=people.advisor, type=Authenticator.Type.WEBAUTHN, data={"name": "Key"}
    )
    assert reader.post(f"/profile/passkeys/{key.pk}/remove").status == 302
    assert reader.post(f"/profile/passkeys/{key.pk}/remove").status == 404
    assert Authenticator.objects.filter(pk=app.pk).exists()


def away(reader: Reader, since: timedelta) -> Reader:
    session = reader.browser.session
    session[LAST_HERE] = (clock.real() - since).isoformat()
    session.save()
    return reader


def test_the_team_is_signed_out_after_half_an_hour_away(people: Cast) -> None:
    here, gone = timedelta(minutes=29), timedelta(minutes=31)
    assert away(Reader(people.advisor), here).get("/team/").status == 200
    reader = away(Reader(people.advisor), gone)
    assert reader.get("/team/").url == "/sign-in/?next=/team/"
    assert reader.get("/team/").url == "/sign-in/?next=/team/"
    assert away(Reader(people.owner), gone).get("/").status == 200


def test_being_here_keeps_the_session(people: Cast) -> None:
    reader = away(Reader(people.advisor), timedelta(minutes=29))
    reader.get("/team/")
    last = clock.real().fromisoformat(reader.browser.session[LAST_HERE])
    assert clock.real() - last < timedelta(minutes=1)
