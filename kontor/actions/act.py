"""The frame of an act: one transaction, the right to do it, the row it locks.

Every public function in this package is one event. It is the only place where a
transaction begins (tests/test_floors.py), and it is told the time.
"""

from django.db.transaction import atomic

from kontor.foundation.history import Actor
from kontor.foundation.refusal import Forbidden
from kontor.people.models import Person
from kontor.people.roles import TEAM, Role

one_transaction = atomic


def member(person: Person) -> Actor:
    """The person as an acting member. Raises Forbidden without the role."""
    return _acting(person, Role.MEMBER)


def advisor(person: Person) -> Actor:
    """The person as an acting advisor. Raises Forbidden without the role."""
    return _acting(person, Role.ADVISOR)


def accountant(person: Person) -> Actor:
    """The person as an acting accountant, who keeps the money. Raises Forbidden."""
    return _acting(person, Role.ACCOUNTANT)


def settles(person: Person) -> Actor:
    """The person as advisor or accountant, who look after issued invoices. Raises Forbidden."""
    return _acting(person, Role.ADVISOR if person.has(Role.ADVISOR) else Role.ACCOUNTANT)


def keeps_clients(person: Person) -> Actor:
    """The person as advisor or administrator, who keep the directory. Raises Forbidden."""
    return _acting(person, Role.ADVISOR if person.has(Role.ADVISOR) else Role.ADMIN)


def exports(person: Person) -> Actor:
    """The person as accountant or administrator, who take the export for auditors.

    Raises Forbidden.
    """
    return _acting(person, Role.ACCOUNTANT if person.has(Role.ACCOUNTANT) else Role.ADMIN)


def admin(person: Person) -> Actor:
    """The person as an acting administrator. Raises Forbidden without the role."""
    return _acting(person, Role.ADMIN)


def in_team(person: Person) -> Actor:
    """The person as whichever of the team's roles they hold. Raises Forbidden without one."""
    role = next((role for role in Role if role in TEAM and person.has(role)), Role.ADVISOR)
    return _acting(person, role)


def _acting(person: Person, role: Role) -> Actor:
    if not person.is_active or not person.has(role):
        raise Forbidden
    return Actor(role.value, person.pk, person.name)
