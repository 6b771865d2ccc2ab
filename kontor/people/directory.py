"""The people who may sign in, as administrators see them: found by words, role and state."""

from enum import StrEnum

from django.db.models import OuterRef, Q, QuerySet, Subquery

from kontor.people.factors import knowing_factors
from kontor.people.models import AccountInvitation, Person
from kontor.people.roles import Role


class State(StrEnum):
    """Of an account: asked to open it, open, or closed."""

    INVITED = "invited"
    ACTIVE = "active"
    CLOSED = "closed"


def everybody() -> QuerySet[Person]:
    """All accounts in the order of their names, with `invited_at` and `has_second_factor`."""
    invitations = AccountInvitation.objects.filter(person=OuterRef("pk"))
    facts = {"invited_at": Subquery(invitations.values("created_at"))}
    return knowing_factors(Person.objects.annotate(**facts)).order_by("name", "pk")


def found(words: str, role: str, state: str) -> QuerySet[Person]:
    """Those whose name or address holds every word; an unknown role or state leaves nobody out."""
    people = everybody()
    for word in words.split():
        people = people.filter(Q(name__icontains=word) | Q(email__icontains=word))
    if role in list(Role):
        people = people.filter(roles__contains=[role])
    return people.filter(_IN[State(state)]) if state in list(State) else people


def state_of(person: Person) -> State:
    """Of somebody from this directory."""
    if not person.is_active:
        return State.CLOSED
    return State.INVITED if person.invited_at else State.ACTIVE


_IN = {
    State.INVITED: Q(is_active=True, invited_at__isnull=False),
    State.ACTIVE: Q(is_active=True, invited_at__isnull=True),
    State.CLOSED: Q(is_active=False),
}
