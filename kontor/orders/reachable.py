"""Who can be written to at a client about one member's orders (R19, R20, R60)."""

from dataclasses import dataclass

from kontor.clients.models import Client
from kontor.clients.proposals import invoice_email
from kontor.foundation.address import normalise
from kontor.orders.access import HIDDEN_FROM_TEAM
from kontor.orders.models import Order
from kontor.people.models import Person


@dataclass(frozen=True)
class Reachable:
    """An address at the client. `name` is empty for the e-mail for invoices."""

    address: str
    name: str = ""


def reachable_at(client: Client, member: Person) -> list[Reachable]:
    """Contact persons of the member's submitted orders, the newest first; then for invoices.

    Equal mailboxes once. Two queries.
    """
    orders = Order.objects.filter(client=client, owner=member).exclude(contact_email="")
    contacts = orders.exclude(status__in=HIDDEN_FROM_TEAM).order_by("-pk")
    found = [Reachable(*row) for row in contacts.values_list("contact_email", "contact_name")]
    found.append(Reachable(invoice_email(client, member.pk)))
    once = {normalise(each.address): each for each in reversed(found) if each.address}
    return list(reversed(once.values()))


def contact_addresses(client: Client, member: Person) -> frozenset[str]:
    """Normalised addresses of the contact persons of all the member's orders with the client."""
    orders = Order.objects.filter(client=client, owner=member).exclude(contact_email="")
    return frozenset(normalise(each) for each in orders.values_list("contact_email", flat=True))
