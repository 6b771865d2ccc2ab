"""Clients by who may see them (spec § 3, § 4)."""

from django.db.models import Q, QuerySet

from kontor.clients.models import Client
from kontor.foundation.refusal import Conflict, NotFound
from kontor.foundation.sentence import S
from kontor.people.models import Person
from kontor.people.roles import TEAM

SEARCHES = 60
"""So often in a minute a member may search: more than anybody types, less than a copy needs."""


def visible_to(person: Person) -> QuerySet[Client]:
    """For the team all; for a member verified ones, those ordered from by anyone, and their own.

    None that was merged into another. Private persons are seen only by the member who entered
    them; `orders.with_client` widens that to whoever has an order with them.
    """
    clients = Client.objects.filter(merged_into=None)
    if any(person.has(role) for role in TEAM):
        return clients
    shared = Q(verified_at__isnull=False) | Q(ordered_at__isnull=False)
    return clients.filter((shared & ~Q(kind="private")) | Q(created_by=person))


def locked(client_id: int) -> Client:
    """The client, locked for an act of the team. Raises NotFound, or Conflict for a merged one."""
    client = Client.objects.select_for_update(of=("self",)).filter(pk=client_id).first()
    if client is None:
        raise NotFound
    if client.merged_into_id is not None:
        raise Conflict(S("This client was merged into another; look at that one."))
    return client
