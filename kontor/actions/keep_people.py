"""People and their accounts: invited, with roles, closed and opened again; the own profile.

Administrators act as `Person`; None is the operator at the command line (account_case.py).
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import ProtectedError

from kontor.actions import account_case, act, post
from kontor.actions.account_case import Case, note, refuse_losing_admin
from kontor.cooperative.deadlines import deadline
from kontor.foundation import history, secret_link
from kontor.foundation.history import Actor
from kontor.foundation.outbox import PlainLink, SecretLink
from kontor.foundation.refusal import Conflict, Fault, Invalid, refuse_faults
from kontor.foundation.sentence import S, Sentence
from kontor.orders.claims import let_go_all
from kontor.people import letters
from kontor.people.erased import is_erased
from kontor.people.models import AccountInvitation, NotificationChoice, Person
from kontor.people.notices import KINDS, How
from kontor.people.roles import TEAM, Role, in_order
from kontor.people.rules import account_faults, name_faults, role_faults
from kontor.people.sessions import Session, others

INVITATION = "/sign-in/invitation/"


@act.one_transaction
def change_profile(person: Person, name: str, language: str, now: datetime) -> Person:
    """Name and language. Raises Invalid (`name`).

    The name stands on offers to come; what is frozen, revisions and invoices, keeps the old one.
    """
    refuse_faults(name_faults(name))
    kept = _locked(person.pk)
    before, kept.name = kept.name, name.strip()
    kept.language = "en" if language == "en" else "de"
    kept.save(update_fields=["name", "language"])
    if kept.name != before:
        actor = Actor("member", kept.pk, before)
        history.write(f"person:{kept.pk}", "rename", actor, now, before=before)
    return kept


@act.one_transaction
def choose_notifications(person: Person, wanted: Mapping[str, str]) -> None:
    """How to be told, by kind; kinds that the process requires and unknown words are left out."""
    _locked(person.pk)
    NotificationChoice.objects.filter(person=person).delete()
    NotificationChoice.objects.bulk_create(
        NotificationChoice(person=person, kind=kind.key, how=wanted[kind.key])
        for kind in KINDS
        if not kind.required and wanted.get(kind.key) in (How.DIGEST, How.DESK)
    )


@act.one_transaction
def end_other_sessions(person: Person, session_key: str | None) -> int:
    """Sign the person out everywhere but here; how many sessions that ended."""
    ended, _ = others(person, session_key).delete()
    return ended


@act.one_transaction
def tell_of_change(person: Person, what: Sentence, now: datetime, event: str = "") -> None:
    """Mail the owner of an account what has changed about its sign-in; `event` for the history."""
    if event:
        _note_own(person, event, now)
    post.to_account(
        person,
        letters.account_changed(what),
        purpose="account_changed",
        cause=f"account:{person.pk}:{now.isoformat()}",
        now=now,
        link=PlainLink(f"{settings.KONTOR_URL}/profile"),
    )


@act.one_transaction
def invite(  # noqa: PLR0913, PLR0917  # what an account is made of
    admin: Person | None,
    email: str,
    name: str,
    roles: Sequence[Role],
    language: str,
    now: datetime,
) -> Person:
    """An account without a password, and the mail with the link that opens it.

    A closed account is opened again with these roles, under its own name; its old password is gone.
    Raises Forbidden, or Invalid (`email`, `name`, `roles`).
    """
    case = account_case.by_email(admin, email)
    refuse_faults(account_faults(email, name, roles))
    wanted = [role.value for role in in_order(roles)]
    if case.found is None:
        chosen = "en" if language == "en" else "de"
        made = Person.objects.create_person(email, name.strip(), wanted, language=chosen)
        case = replace(case, found=made)
    elif case.found.is_active:
        taken = S("There is already an account for {email}.", email=case.found.email)
        raise Invalid([Fault("email", taken)])
    else:
        case.found.is_active, case.found.roles = True, wanted
        case.found.set_unusable_password()
        case.found.save(update_fields=["is_active", "roles", "password"])
    note(case, "invite", now, roles=wanted)
    _mail_invitation(case, now)
    return case.person


@act.one_transaction
def invite_again(admin: Person | None, person_id: int, now: datetime) -> Person:
    """A new link to somebody who has not opened their account; the old one is dead.

    Raises NotFound, Forbidden, or Conflict where the account is open by now.
    """
    case = account_case.by_id(admin, person_id)
    _refuse_without_invitation(case.person)
    note(case, "invite_again", now)
    _mail_invitation(case, now)
    return case.person


@act.one_transaction
def withdraw_invitation(admin: Person | None, person_id: int, now: datetime) -> None:
    """An account that nobody has opened is gone; one that left traces earlier is closed again.

    The history stays. Raises NotFound, Forbidden, or Conflict where the account is open by now.
    """
    case = account_case.by_id(admin, person_id)
    person = case.person
    _refuse_without_invitation(person)
    note(case, "withdraw_invitation", now)
    if person.last_login is None and _deleted(person):
        return
    AccountInvitation.objects.filter(person=person).delete()
    person.is_active = False
    person.save(update_fields=["is_active"])


@act.one_transaction
def set_roles(
    admin: Person | None,
    person_id: int,
    roles: Sequence[Role],
    shown_roles: Sequence[Role],
    now: datetime,
) -> Person:
    """Other roles for somebody; `shown_roles` are those on the page that the decision was made on.

    Who gains or loses a role of the team is signed out everywhere, and shows anew who they are.
    Raises NotFound, Forbidden, Invalid (`roles`), or Conflict: the page is stale, or the last
    administrator would go.
    """
    case = account_case.by_id(admin, person_id)
    person, wanted = case.person, in_order(roles)
    before = in_order(person.roles)
    if wanted == before:
        return person
    if set(before) != set(shown_roles):
        raise Conflict(S("The roles have changed in the meantime. Nothing was saved."))
    refuse_faults(role_faults(wanted))
    if Role.ADMIN in before and Role.ADMIN not in wanted:
        refuse_losing_admin(case)
    person.roles = [role.value for role in wanted]
    person.save(update_fields=["roles"])
    if TEAM.intersection(before) != TEAM.intersection(wanted):
        Session.objects.filter(person=person).delete()
    if Role.ADVISOR not in wanted:
        let_go_all(person)
    note(case, "set_roles", now, before=before, after=wanted)
    return person


@act.one_transaction
def deactivate(email: str, now: datetime, by: Person | None = None) -> Person:
    """Close an account: signed out everywhere at once, and signed in nowhere any more.

    Orders and invoices go on, clients' links keep working; the team finds what is open on its
    desk. Raises Forbidden, or Conflict: no such account, closed already, or the last administrator.
    """
    case = account_case.by_email(by, email)
    person = case.known(email)
    if not person.is_active:
        raise Conflict(S("The account of {email} is closed already.", email=person.email))
    if person.has(Role.ADMIN):
        refuse_losing_admin(case)
    AccountInvitation.objects.filter(person=person).delete()
    Session.objects.filter(person=person).delete()
    let_go_all(person)
    return _switched(case, "deactivate", now, is_active=False)


@act.one_transaction
def reactivate(email: str, now: datetime, by: Person | None = None) -> Person:
    """Open a closed account again, as it was. Raises Forbidden or Conflict: open, or erased."""
    case = account_case.by_email(by, email)
    if case.known(email).is_active:
        raise Conflict(S("The account of {email} is open.", email=case.person.email))
    if is_erased(case.person):
        raise Conflict(S("The data of this account were erased. Invite the person anew."))
    return _switched(case, "reactivate", now, is_active=True)


@act.one_transaction
def forget_second_factors(email: str, now: datetime, by: Person | None = None) -> Person:
    """Remove passkeys, app and recovery codes of somebody who has lost them; the password stays.

    Ends every session and mails the owner. Raises Forbidden, or Conflict without such an account.
    """
    case = account_case.by_email(by, email)
    person = case.known(email)
    Authenticator.objects.filter(user=person).delete()
    Session.objects.filter(person=person).delete()
    note(case, "forget_second_factors", now)
    tell_of_change(person, S("Passkeys, app and codes were removed from your account"), now)
    return person


@act.one_transaction
def end_sessions(admin: Person | None, person_id: int, now: datetime) -> int:
    """Sign somebody out everywhere; how many sessions that ended. Raises NotFound or Forbidden."""
    case = account_case.by_id(admin, person_id)
    ended, _ = Session.objects.filter(person=case.person).delete()
    if ended:
        note(case, "end_sessions", now)
    return ended


@act.one_transaction
def clear_expired_sessions(now: datetime) -> int:
    """Delete sessions that ended before `now`, in real time; how many there were."""
    ended, _ = Session.objects.filter(expire_date__lte=now).delete()
    return ended


def _mail_invitation(case: Case, now: datetime) -> None:
    """A new link; an earlier one dies, because an account has one invitation at most."""
    person, seed = case.person, secret_link.new_seed()
    AccountInvitation.objects.filter(person=person).delete()
    invitation = AccountInvitation.objects.create(
        person=person,
        token_hash=secret_link.digest(secret_link.token_of(seed)),
        invited_by_id=case.actor.id,
        created_at=now,
    )
    letter = letters.account_invitation(
        case.actor.name, post.house_name(), person.roles, deadline("invitation_days")
    )
    post.to_account(
        person,
        letter,
        purpose="account_invitation",
        cause=f"account_invitation:{invitation.pk}",
        now=now,
        link=SecretLink(INVITATION, seed),
    )


def _refuse_without_invitation(person: Person) -> None:
    if not AccountInvitation.objects.filter(person=person).exists():
        raise Conflict(S("{name} has no open invitation any more.", name=person.name))


def _deleted(person: Person) -> bool:
    """Whether the account could be deleted: nothing else in the house speaks of it."""
    try:
        with act.one_transaction():
            person.delete()
    except ProtectedError:
        return False
    return True


def _switched(case: Case, event: str, now: datetime, *, is_active: bool) -> Person:
    case.person.is_active = is_active
    case.person.save(update_fields=["is_active"])
    note(case, event, now)
    return case.person


def _locked(person_id: int) -> Person:
    return Person.objects.select_for_update(no_key=True).get(pk=person_id)


def _note_own(person: Person, event: str, now: datetime) -> None:
    actor = Actor("member", person.pk, person.name)
    history.write(f"person:{person.pk}", event, actor, now)
