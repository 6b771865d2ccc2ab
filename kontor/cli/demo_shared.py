"""What two members of the demo have in common: a changed client, and twins. All invented."""

from dataclasses import replace
from datetime import datetime

from kontor.actions import change_client, draft_order, keep_clients
from kontor.clients.facts import ClientFacts
from kontor.clients.models import Client
from kontor.clients.record import facts_of
from kontor.orders.draft import Draft
from kontor.people.models import Person

SHARED, TWIN = "Ortenwall B.V.", "Lummersiep-Akustik oHG"


def seed(member: Person, other: Person, now: datetime) -> None:
    """The other one writes to a client of the member's, and enters one that is there already."""
    shared = Client.objects.get(name=SHARED)
    draft_order.create(other, Draft(client_id=shared.pk, title="Lektorat Herbstprogramm"), now)
    facts = replace(
        facts_of(shared), street="Keizersgracht 1001", invoice_email="facturen@ortenwall.example"
    )
    note = "Steht so im neuen Impressum."
    change_client.change(member, shared.pk, shared.version, facts, note, now)
    twin = ClientFacts(
        name=TWIN, country="DE", street="Industrieweg 2", postcode="50667", town="Wesselau"
    )
    added = keep_clients.add(other, twin, now)
    draft_order.create(other, Draft(client_id=added.pk, title="Texte für den Messestand"), now)
