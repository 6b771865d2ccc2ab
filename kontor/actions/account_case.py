"""Part of an act about an account: who acts, the account, and that an administrator remains.

Administrators act as `Person`; None is the operator at the command line.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from kontor.actions import act
from kontor.foundation import history
from kontor.foundation.history import Actor
from kontor.foundation.refusal import Conflict, Forbidden, NotFound
from kontor.foundation.sentence import S
from kontor.people.models import AccountInvitation, Person
from kontor.people.roles import Role

COMMAND_LINE = Actor("admin")


@dataclass(frozen=True)
class Case:
    """`found` is locked, and None where there is no such account.

    `admins`: who else is an administrator and has opened their account.
    """

    actor: Actor
    found: Person | None
    admins: frozenset[int]

    @property
    def person(self) -> Person:
        """Raises NotFound."""
        if self.found is None:
            raise NotFound
        return self.found

    def known(self, email: str) -> Person:
        """Raises Conflict with the address that has no account."""
        if self.found is None:
            raise Conflict(S("There is no account for {email}.", email=email.strip()))
        return self.found


def by_id(admin: Person | None, person_id: int) -> Case:
    """Raises Forbidden where `admin`, as they are now, is no administrator."""
    return _case(admin, Q(pk=person_id))


def by_email(admin: Person | None, email: str) -> Case:
    """As `by_id`."""
    return _case(admin, Q(email__iexact=email.strip()))


def _case(admin: Person | None, which: Q) -> Case:
    """All administrators are locked first, in one order, and then the account.

    So two acts wait for each other, and two administrators who remove each other leave one.
    """
    opened = ~Q(pk__in=AccountInvitation.objects.values("person"))
    acting = _locked(Q(roles__contains=[Role.ADMIN], is_active=True) & opened)
    admins = {row.pk: row for row in acting.order_by("pk")}
    actor = COMMAND_LINE if admin is None else _acting(admins.get(admin.pk))
    found = _locked(which).first()
    return Case(actor, found, frozenset(admins) - {found.pk if found else 0})


def _locked(which: Q) -> QuerySet[Person]:
    return Person.objects.select_for_update(no_key=True).filter(which)


def _acting(admin: Person | None) -> Actor:
    if admin is None:
        raise Forbidden
    return act.admin(admin)


def refuse_losing_admin(case: Case) -> None:
    """Raises Conflict where nobody would be left, or where somebody takes it from themselves."""
    if not case.admins:
        raise Conflict(
            S(
                "{name} is the only administrator. Make somebody else one first.",
                name=case.person.name,
            )
        )
    if case.actor.id == case.person.pk:
        raise Conflict(S("Another administrator has to do that for you."))


def note(case: Case, event: str, now: datetime, **data: Any) -> None:
    """The line in the history of the account."""
    history.write(f"person:{case.person.pk}", event, case.actor, now, **data)
