"""Clients by the orders that members have with them: who may change what about them (spec § 4)."""

from django.db.models import Exists, OuterRef, QuerySet

from kontor.clients import record
from kontor.clients.access import SEARCHES, visible_to
from kontor.clients.conversation import Conversation
from kontor.clients.models import Client, ClientMessage
from kontor.clients.search import search
from kontor.foundation import tally
from kontor.foundation.refusal import NotFound
from kontor.orders.models import Order
from kontor.people.models import Person
from kontor.people.roles import TEAM, Role


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


def search_known(member: Person, typed: str) -> list[Client]:
    """As `clients.search`, among the clients that the member may see or has an order with.

    Raises TooOften for who searches as only a program does: the directory is nobody's to copy.
    """
    tally.count_up_to(SEARCHES, f"search:{member.pk}", tally.MINUTE)
    return search(member, typed, known_to(member))


def conversation(person: Person, client_id: int, member_id: int) -> Conversation:
    """Between a member and the team about a client; empty where nobody has said anything yet.

    Members know only their own, about clients that they may see or have an order with; the team
    knows all, also one begun about a client that its member no longer sees. The client is the one
    that stays, where it was merged. Raises NotFound.
    """
    in_team = any(person.has(role) for role in TEAM)
    member = Person.objects.filter(pk=member_id).first()
    if member is None or (member.pk != person.pk and not in_team):
        raise NotFound
    kept = record.kept(client_id)
    client = known_to(member).filter(pk__in=kept).first() if member.has(Role.MEMBER) else None
    if client is None and in_team:
        begun = ClientMessage.objects.filter(client=OuterRef("pk"), member=member)
        client = Client.objects.filter(Exists(begun), pk__in=kept).first()
    if client is None:
        raise NotFound
    return Conversation(client, member)


def works_with(member: Person, client: Client) -> bool:
    """Whether the member's own work with the client shows them all of it, and lets them change it.

    An order counts once it has left Draft: a draft with any client is begun in a moment. Whoever
    has entered a client may mend it as long as nobody else has an order with it.
    """
    if Order.objects.filter(owner=member, client=client, submitted_at__isnull=False).exists():
        return True
    return client.created_by_id == member.pk and not others_have_orders(member, client)


def others_have_orders(member: Person, client: Client) -> bool:
    """Whether anybody else has an order with the client, be it a draft."""
    return Order.objects.filter(client=client).exclude(owner=member).exists()


def _one(clients: QuerySet[Client], client_id: int) -> Client:
    client = clients.filter(pk__in=record.kept(client_id)).first()
    if client is None:
        raise NotFound
    return client
