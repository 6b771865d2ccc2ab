"""The people of the demo. Every name is invented; outside the demo none of them exists."""

from dataclasses import dataclass

from kontor.people.models import Person
from kontor.people.roles import Role


@dataclass(frozen=True)
class DemoPerson:
    email: str
    name: str
    roles: tuple[Role, ...]


PEOPLE = {
    "member": DemoPerson("mira.falkenau@members.example", "Mira Falkenau", (Role.MEMBER,)),
    "second_member": DemoPerson("tomke.reinsdal@members.example", "Tomke Reinsdal", (Role.MEMBER,)),
    "advisor": DemoPerson("jonas.wiebold@smart.example", "Jonas Wiebold", (Role.ADVISOR,)),
    "accountant": DemoPerson("henrike.sollig@smart.example", "Henrike Sollig", (Role.ACCOUNTANT,)),
    "admin": DemoPerson("alma.quint@smart.example", "Alma Quint", (Role.ADMIN,)),
}


def account_of(who: str) -> Person | None:
    """The account of a key of PEOPLE, or None."""
    known = PEOPLE.get(who)
    return Person.objects.filter(email=known.email, is_active=True).first() if known else None
