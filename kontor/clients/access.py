"""Clients by who may see them (spec § 3, § 4)."""

from django.db.models import Q, QuerySet

from kontor.clients.models import Client
from kontor.people.models import Person
from kontor.people.roles import TEAM


def visible_to(person: Person) -> QuerySet[Client]:
    """For the team all; for a member verified ones, those ordered from by anyone, and their own.

    Private persons are seen only by the member who entered them; `orders.access` widens that
    to whoever has an order with them.
    """
    clients = Client.objects.all()
    if any(person.has(role) for role in TEAM):
        return clients
    shared = Q(verified_at__isnull=False) | Q(ordered_at__isnull=False)
    return clients.filter((shared & ~Q(kind="private")) | Q(created_by=person))
