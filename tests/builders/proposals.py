"""What members propose about clients, by the real acts."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from kontor.actions import change_client
from kontor.clients.change_models import ClientProposal
from kontor.clients.models import Client
from kontor.clients.record import facts_of
from kontor.people.models import Person
from tests.builders.orders import MONDAY


def changed(
    member: Person, client: Client, now: datetime = MONDAY, note: str = "", **facts: Any
) -> ClientProposal | None:
    """The client, or a proposal for it, as the member's own page would send it."""
    client = Client.objects.get(pk=client.pk)
    typed = replace(facts_of(client), **facts)
    return change_client.change(member, client.pk, client.version, typed, note, now)


def proposed(
    member: Person, client: Client, now: datetime = MONDAY, note: str = "", **facts: Any
) -> ClientProposal:
    """A proposal; others have orders with the client."""
    made = changed(member, client, now, note, **facts)
    assert made is not None
    return made
