"""The contact persons of one member's orders with a client (R19)."""

from kontor.clients.models import Client
from kontor.foundation.address import normalise
from kontor.orders.models import Order
from kontor.people.models import Person


def contact_addresses(client: Client, member: Person) -> frozenset[str]:
    """Normalised addresses of the contact persons of all the member's orders with the client."""
    orders = Order.objects.filter(client=client, owner=member).exclude(contact_email="")
    return frozenset(normalise(each) for each in orders.values_list("contact_email", flat=True))
