"""Somebody invited opens their account: the link works until it is used, replaced or too old."""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from kontor.actions import act
from kontor.cooperative.deadlines import deadline
from kontor.foundation import history, secret_link
from kontor.foundation.history import Actor
from kontor.foundation.refusal import NotFound, refuse_faults
from kontor.people.models import AccountInvitation, PasswordReset, Person
from kontor.people.rules import password_faults
from kontor.people.sessions import Session


@act.one_transaction
def open_account(token: str, password: str, now: datetime) -> Person:
    """Set the first password. Raises NotFound where the link is dead, or Invalid (`password`)."""
    invited = owner_of(token, now)
    person = Person.objects.select_for_update(no_key=True).get(pk=invited.pk)
    owner_of(token, now)  # used by a second click while this one waited for the lock
    refuse_faults(password_faults(password, person))
    set_password(person, password, now)
    return person


def owner_of(token: str, now: datetime) -> Person:
    """Whose account the link opens. Raises NotFound where it is unknown, used or too old."""
    young = AccountInvitation.objects.exclude(pk__in=too_old(now)).filter(
        token_hash=secret_link.digest(token), person__is_active=True
    )
    found = young.select_related("person").first()
    if found is None:
        raise NotFound
    return found.person


def too_old(now: datetime) -> QuerySet[AccountInvitation]:
    """Invitations that open nothing any more; an administrator can repeat them."""
    begun = now - timedelta(days=deadline("invitation_days"))
    return AccountInvitation.objects.filter(created_at__lte=begun)


def set_password(person: Person, password: str, now: datetime) -> None:
    """Part of an act, `person` locked: ends every session and every link that was mailed."""
    person.set_password(password)
    person.save(update_fields=["password"])
    PasswordReset.objects.filter(person=person).delete()
    Session.objects.filter(person=person).delete()
    opened, _ = AccountInvitation.objects.filter(person=person).delete()
    actor = Actor("member", person.pk, person.name)
    event = "open_account" if opened else "choose_password"
    history.write(f"person:{person.pk}", event, actor, now)
