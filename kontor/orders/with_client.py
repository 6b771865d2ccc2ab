"""Clients by the orders that members have with them: who may change what about them (spec § 4)."""

from django.db.models import QuerySet

from kontor.clients import record
from kontor.clients.access import visible_to
from kontor.clients.models import Client
from kontor.foundation.refusal import NotFound
from kontor.orders.models import Order
from kontor.people.models import Person


def known_to(member: Person) -> QuerySet[Client]:
    """The clients that the member may see, and those of their own orders."""
    own = Order.objects.filter(owner=member).values("client")
    return visible_to(member) | Client.objects.filter(merged_into=None, pk__in=own)


def one_known(member: Person, client_id: int) -> Client:
    """The client, or the one that it was merged into. Raises NotFound."""
    return _one(known_to(member), client_id)


def locked_known(member: Person, client_id: int) -> Client:
    """As `one_known`, locked for an act."""
    return _one(known_to(member).select_for_update(of=("self",)), client_id)


def has_order(member: Person, client: Client) -> bool:
    """Whether the member has an order with the client, be it a draft."""
    return Order.objects.filter(owner=member, client=client).exists()


def others_have_orders(member: Person, client: Client) -> bool:
    """Whether anybody else has an order with the client, be it a draft."""
    return Order.objects.filter(client=client).exclude(owner=member).exists()


def _one(clients: QuerySet[Client], client_id: int) -> Client:
    client = clients.filter(pk__in=record.kept(client_id)).first()
    if client is None:
        raise NotFound
    return client
