"""Accounts by invitation, roles, and that an administrator always remains (spec § 3, issue 4)."""

from datetime import datetime, timedelta

import pytest

from kontor.actions import keep_people, open_account, reset_password
from kontor.foundation import secret_link
from kontor.foundation.models import HistoryEntry, OutboxMail
from kontor.foundation.refusal import Conflict, Forbidden, Invalid, NotFound
from kontor.people.models import AccountInvitation, Person
from kontor.people.roles import Role
from kontor.people.sessions import Session
from tests.builders import house, orders
from tests.builders.orders import MONDAY
from tests.cast import cast
from tests.pages.member.reading import Reader

pytestmark = pytest.mark.django_db

PASSWORD = "a sentence nobody guesses"
ADVISOR = [Role.ADVISOR]


@pytest.fixture
def admin() -> Person:
    house.cooperative()
    return house.person("Alma Quint", Role.ADMIN)


def invited(admin: Person | None, email: str = "new@people.example", **more: object) -> Person:
    given = {"name": "Nele Wendt", "roles": ADVISOR, "language": "en", "now": MONDAY, **more}
    return keep_people.invite(admin, email, **given)  # type: ignore[arg-type]


def mail_to(person: Person) -> OutboxMail:
    """The newest invitation."""
    mails = OutboxMail.objects.filter(purpose="account_invitation", to=person.email)
    return mails.order_by("-id")[0]


def token_of(person: Person) -> str:
    return secret_link.token_of(mail_to(person).link_seed)


def events(person: Person) -> list[str]:
    about = HistoryEntry.objects.filter(about=f"person:{person.pk}").order_by("id")
    return list(about.values_list("event", flat=True))


def test_the_link_of_the_mail_opens_the_account_once(admin: Person) -> None:
    person = invited(admin, " New@People.example")
    assert (person.email, person.has_usable_password()) == ("new@people.example", False)
    token = token_of(person)
    with pytest.raises(Invalid, match="needs a change"):
        open_account.open_account(token, "short", MONDAY)
    open_account.open_account(token, PASSWORD, MONDAY)
    person.refresh_from_db()
    assert person.check_password(PASSWORD)
    assert events(person) == ["invite", "open_account"]
    with pytest.raises(NotFound):
        open_account.open_account(token, PASSWORD, MONDAY)


def test_the_mail_speaks_the_language_of_the_invited_and_bears_no_token(admin: Person) -> None:
    person = invited(admin, language="de", roles=[Role.MEMBER])
    mail = mail_to(person)
    assert mail.language == "de"
    assert "Alma Quint" in mail.text
    assert "Smart Beispiel eG" in mail.subject
    assert token_of(person) not in mail.text + mail.html
    assert token_of(person) not in AccountInvitation.objects.get().token_hash


def test_whoever_joins_the_team_is_told_of_the_second_factor(admin: Person) -> None:
    assert "passkey" in mail_to(invited(admin)).text
    member = invited(admin, "member@people.example", roles=[Role.MEMBER])
    assert "passkey" not in mail_to(member).text


@pytest.mark.parametrize(("days", "works"), [(14, True), (15, False)])
def test_the_link_works_for_fourteen_days(admin: Person, days: int, *, works: bool) -> None:
    token = token_of(invited(admin))
    late = MONDAY + timedelta(days=days, minutes=-1)
    if works:
        assert open_account.owner_of(token, late).name == "Nele Wendt"
    else:
        with pytest.raises(NotFound):
            open_account.owner_of(token, late)


def test_a_new_link_kills_the_old_one(admin: Person) -> None:
    person = invited(admin)
    old = token_of(person)
    keep_people.invite_again(admin, person.pk, MONDAY)
    with pytest.raises(NotFound):
        open_account.owner_of(old, MONDAY)
    assert open_account.owner_of(token_of(person), MONDAY) == person


def test_a_withdrawn_invitation_leaves_only_history(admin: Person) -> None:
    person = invited(admin)
    token, pk = token_of(person), person.pk
    keep_people.withdraw_invitation(admin, pk, MONDAY)
    assert not Person.objects.filter(pk=pk).exists()
    assert HistoryEntry.objects.filter(about=f"person:{pk}").count() == 2
    with pytest.raises(NotFound):
        open_account.owner_of(token, MONDAY)
    assert invited(admin).pk != pk


def test_an_open_account_has_no_invitation_to_repeat_or_withdraw(admin: Person) -> None:
    person = invited(admin)
    open_account.open_account(token_of(person), PASSWORD, MONDAY)
    for act in (keep_people.invite_again, keep_people.withdraw_invitation):
        with pytest.raises(Conflict, match="no open invitation"):
            act(admin, person.pk, MONDAY)


def test_an_address_has_one_account(admin: Person) -> None:
    invited(admin)
    with pytest.raises(Invalid) as wrong:
        invited(admin, "NEW@people.example")
    assert [fault.field for fault in wrong.value.faults] == ["email"]
    assert Person.objects.filter(email="new@people.example").count() == 1


def test_everything_that_is_wrong_is_named_at_once(admin: Person) -> None:
    with pytest.raises(Invalid) as wrong:
        invited(admin, "no address", name=" ", roles=[])
    assert [fault.field for fault in wrong.value.faults] == ["email", "name", "roles"]
    with pytest.raises(Invalid) as empty:
        invited(admin, "")
    assert empty.value.faults[0].missing


def test_a_closed_account_is_opened_again_and_its_old_password_is_gone() -> None:
    people = cast()
    boss = house.person("Alma Quint", Role.ADMIN)
    people.owner.set_password(PASSWORD)
    people.owner.save()
    orders.submitted(people.owner, people.client)
    keep_people.deactivate(people.owner.email, MONDAY)
    again = invited(boss, people.owner.email, name="Somebody Else", roles=[Role.ADVISOR])
    assert (again.pk, again.name, again.roles) == (people.owner.pk, "Ada Brandt", ["advisor"])
    assert not again.has_usable_password()
    keep_people.withdraw_invitation(boss, again.pk, MONDAY)
    again.refresh_from_db()
    assert not again.is_active


def test_the_forgotten_password_opens_an_invited_account_too(admin: Person) -> None:
    person = invited(admin)
    reset_password.ask(person.email, MONDAY)
    seed = OutboxMail.objects.get(purpose="password_reset").link_seed
    reset_password.choose(secret_link.token_of(seed), PASSWORD, MONDAY)
    assert not AccountInvitation.objects.exists()
    assert events(person)[-1] == "open_account"


@pytest.mark.parametrize("role", [Role.MEMBER, Role.ADVISOR, Role.ACCOUNTANT])
def test_only_administrators_keep_people(admin: Person, role: Role) -> None:
    other = house.person("Bo Carlsen", role)
    acts = (
        lambda: invited(other),
        lambda: keep_people.invite_again(other, admin.pk, MONDAY),
        lambda: keep_people.withdraw_invitation(other, admin.pk, MONDAY),
        lambda: keep_people.set_roles(other, other.pk, [Role.ADMIN], [role], MONDAY),
        lambda: keep_people.end_sessions(other, admin.pk, MONDAY),
        lambda: keep_people.deactivate(admin.email, MONDAY, other),
        lambda: keep_people.reactivate(admin.email, MONDAY, other),
        lambda: keep_people.forget_second_factors(admin.email, MONDAY, other),
    )
    for act in acts:
        with pytest.raises(Forbidden):
            act()


def test_somebody_who_is_administrator_no_longer_is_refused_at_once(admin: Person) -> None:
    second = house.person("Bo Carlsen", Role.ADMIN)
    keep_people.set_roles(admin, second.pk, ADVISOR, [Role.ADMIN], MONDAY)
    assert second.has(Role.ADMIN)  # as their page still believes
    with pytest.raises(Forbidden):
        invited(second)


def test_roles_of_nobody_are_not_found(admin: Person) -> None:
    with pytest.raises(NotFound):
        keep_people.set_roles(admin, admin.pk + 999, ADVISOR, [], MONDAY)


def test_a_role_of_the_team_ends_the_sessions_and_the_history_says_both(admin: Person) -> None:
    person = house.person("Ada Brandt")
    reader = Reader(person)
    both = [Role.MEMBER, Role.ADVISOR]
    keep_people.set_roles(admin, person.pk, both, [Role.MEMBER], MONDAY)
    assert reader.get("/").url.startswith("/sign-in/")
    entry = HistoryEntry.objects.get(event="set_roles")
    assert (entry.data["before"], entry.data["after"]) == (["member"], ["member", "advisor"])
    assert entry.actor_name == "Alma Quint"
    reader = Reader(Person.objects.get(pk=person.pk))
    keep_people.set_roles(admin, person.pk, ADVISOR, both, MONDAY)
    assert reader.get("/team/").url == "/profile/second-factor-needed"


def test_a_stale_page_changes_no_roles(admin: Person) -> None:
    person = house.person("Ada Brandt")
    keep_people.set_roles(admin, person.pk, [Role.ACCOUNTANT], [Role.MEMBER], MONDAY)
    with pytest.raises(Conflict, match="in the meantime"):
        keep_people.set_roles(admin, person.pk, ADVISOR, [Role.MEMBER], MONDAY)
    keep_people.set_roles(admin, person.pk, [Role.ACCOUNTANT], [Role.MEMBER], MONDAY)
    assert HistoryEntry.objects.filter(event="set_roles").count() == 1


def test_somebody_has_at_least_one_role(admin: Person) -> None:
    person = house.person("Ada Brandt")
    with pytest.raises(Invalid):
        keep_people.set_roles(admin, person.pk, [], [Role.MEMBER], MONDAY)


def test_the_last_administrator_stays(admin: Person) -> None:
    invited(admin, roles=[Role.ADMIN])  # who has opened nothing yet does not count
    with pytest.raises(Conflict, match="only administrator"):
        keep_people.set_roles(None, admin.pk, ADVISOR, [Role.ADMIN], MONDAY)
    with pytest.raises(Conflict, match="only administrator"):
        keep_people.deactivate(admin.email, MONDAY)


def test_another_administrator_has_to_take_the_role_away(admin: Person) -> None:
    second = house.person("Bo Carlsen", Role.ADMIN)
    with pytest.raises(Conflict, match="Another administrator"):
        keep_people.set_roles(second, second.pk, ADVISOR, [Role.ADMIN], MONDAY)
    with pytest.raises(Conflict, match="Another administrator"):
        keep_people.deactivate(second.email, MONDAY, second)
    keep_people.deactivate(second.email, MONDAY, admin)
    assert events(second) == ["deactivate"]


def test_a_closed_account_has_no_invitation_left(admin: Person) -> None:
    person = invited(admin)
    token = token_of(person)
    keep_people.deactivate(person.email, MONDAY, admin)
    keep_people.reactivate(person.email, MONDAY, admin)
    with pytest.raises(NotFound):
        open_account.owner_of(token, MONDAY)


def test_the_operator_invites_the_first_administrator() -> None:
    house.cooperative()
    person = invited(None, roles=[Role.ADMIN])
    assert "An account has been made for you." in mail_to(person).text
    open_account.open_account(token_of(person), PASSWORD, MONDAY)
    invited(person, "second@people.example")


def test_expired_sessions_are_cleared_and_no_others(admin: Person) -> None:
    reader = Reader(admin)
    now = datetime.now(tz=MONDAY.tzinfo)
    reader.get("/team/")
    Session.objects.create(session_key="old", session_data="", expire_date=now - timedelta(1))
    assert keep_people.clear_expired_sessions(now) == 1
    assert reader.get("/team/").status == 200


@pytest.mark.parametrize(("days", "mailed"), [(13, True), (15, False)])
def test_a_forgotten_password_opens_no_account_whose_invitation_is_too_old(
    admin: Person, days: int, *, mailed: bool
) -> None:
    person = invited(admin)
    reset_password.ask(person.email, MONDAY + timedelta(days=days))
    assert OutboxMail.objects.filter(purpose="password_reset").exists() is mailed
