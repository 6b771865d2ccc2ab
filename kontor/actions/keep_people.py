"""People and their accounts: the own profile, and members who leave."""

from collections.abc import Mapping
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.conf import settings

from kontor.actions import act, post
from kontor.foundation import history
from kontor.foundation.history import Actor
from kontor.foundation.outbox import PlainLink
from kontor.foundation.refusal import Conflict, refuse_faults
from kontor.foundation.sentence import S, Sentence
from kontor.people import letters
from kontor.people.models import NotificationChoice, Person
from kontor.people.notices import KINDS, How
from kontor.people.rules import name_faults
from kontor.people.sessions import Session, others

COMMAND_LINE = Actor("admin")


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
        _note(kept, "rename", Actor("member", kept.pk, before), now, before=before)
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
def tell_of_change(person: Person, what: Sentence, now: datetime) -> None:
    """Mail the owner of an account that something about its sign-in has changed."""
    post.to_account(
        person,
        letters.account_changed(what),
        purpose="account_changed",
        cause=f"account:{person.pk}:{now.isoformat()}",
        now=now,
        link=PlainLink(f"{settings.KONTOR_URL}/profile"),
    )


@act.one_transaction
def deactivate(email: str, now: datetime) -> Person:
    """Close an account: signed out everywhere at once, and signed in nowhere any more.

    Orders and invoices go on, clients' links keep working; the team finds what is open on its
    desk. Raises Conflict where there is no such account or it is closed.
    """
    person = _by_email(email)
    if not person.is_active:
        raise Conflict(S("The account of {email} is closed already.", email=person.email))
    _switch(person, "deactivate", now, is_active=False)
    Session.objects.filter(person=person).delete()
    return person


@act.one_transaction
def reactivate(email: str, now: datetime) -> Person:
    """Open a closed account again, as it was. Raises Conflict."""
    person = _by_email(email)
    if person.is_active:
        raise Conflict(S("The account of {email} is open.", email=person.email))
    _switch(person, "reactivate", now, is_active=True)
    return person


@act.one_transaction
def forget_second_factors(email: str, now: datetime) -> Person:
    """Remove passkeys, app and recovery codes of somebody who has lost them; the password stays.

    Ends every session and mails the owner. Raises Conflict where there is no such account.
    """
    person = _by_email(email)
    Authenticator.objects.filter(user=person).delete()
    Session.objects.filter(person=person).delete()
    _note(person, "forget_second_factors", COMMAND_LINE, now)
    tell_of_change(person, S("Passkeys, app and codes were removed from your account"), now)
    return person


def _switch(person: Person, event: str, now: datetime, *, is_active: bool) -> None:
    person.is_active = is_active
    person.save(update_fields=["is_active"])
    _note(person, event, COMMAND_LINE, now)


def _by_email(email: str) -> Person:
    found = Person.objects.select_for_update().filter(email__iexact=email.strip()).first()
    if found is None:
        raise Conflict(S("There is no account for {email}.", email=email.strip()))
    return found


def _locked(person_id: int) -> Person:
    return Person.objects.select_for_update(no_key=True).get(pk=person_id)


def _note(person: Person, event: str, actor: Actor, now: datetime, **data: str) -> None:
    history.write(f"person:{person.pk}", event, actor, now, **data)
