"""Clients are added from within an order and kept by the team (R14, R15, spec § 4)."""

from dataclasses import replace
from datetime import datetime

from kontor.actions import act
from kontor.clients import record
from kontor.clients.blocks import Block
from kontor.clients.facts import ClientFacts, client_faults, tidied
from kontor.clients.models import Client
from kontor.foundation import history
from kontor.foundation.days import day_of
from kontor.foundation.refusal import Invalid, NotFound
from kontor.orders.draft import Draft
from kontor.people.models import Person


@act.one_transaction
def add(person: Person, facts: ClientFacts, now: datetime) -> Client:
    """A new, unverified client that can be ordered from at once. Raises Invalid.

    The very same client added by the same person before (a second click) is that one.
    """
    actor = act.member(person)
    faults = client_faults(facts, day_of(now))
    if faults:
        raise Invalid(faults)
    facts = tidied(facts, day_of(now))
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)  # two clicks wait in line
    for known in Client.objects.filter(created_by=person, name=facts.name):
        if record.facts_of(known) == facts:
            return known
    client = record.add(facts, person, now)
    history.write(f"client:{client.pk}", "add", actor, now)
    return client


@act.one_transaction
def block(person: Person, client_id: int, level: Block, now: datetime) -> Client:
    """Set how far the client is blocked (R57, R58); nothing happens where it is so already.

    Raises NotFound, or Forbidden for whoever is neither advisor, accountant nor administrator.
    """
    actor = act.in_team(person)
    client = Client.objects.select_for_update().filter(pk=client_id).first()
    if client is None:
        raise NotFound
    if client.block != level:
        before, client.block = client.block, level
        client.save(update_fields=["block"])
        history.write(f"client:{client.pk}", "block_client", actor, now, before=before, level=level)
    return client


def with_client(draft: Draft, client: Client) -> Draft:
    """The draft with this client chosen."""
    return replace(draft, client_id=client.pk)
