"""Clients are added from within an order and kept by the team (R14, R15, spec § 4)."""

from dataclasses import replace
from datetime import datetime

from kontor.actions import act
from kontor.clients import record
from kontor.clients.facts import ClientFacts, client_faults, tidied
from kontor.clients.models import Client
from kontor.foundation import history
from kontor.foundation.days import day_of
from kontor.foundation.refusal import Invalid
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


def with_client(draft: Draft, client: Client) -> Draft:
    """The draft with this client chosen."""
    return replace(draft, client_id=client.pk)
