"""Clients are added from within an order and kept by the team (R14, R15, spec § 4)."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from kontor.actions import act
from kontor.actions.verify_client import note_verified
from kontor.clients import record
from kontor.clients.access import locked
from kontor.clients.evidence import how_faults
from kontor.clients.facts import ClientFacts, client_faults, faults_to_add, note_faults, tidied
from kontor.clients.models import Client
from kontor.clients.queries import about
from kontor.foundation import history
from kontor.foundation.days import day_of
from kontor.foundation.history import Actor
from kontor.foundation.refusal import Fault, Invalid, refuse_faults
from kontor.orders.draft import Draft
from kontor.people.models import Person
from kontor.people.roles import Role


@act.one_transaction
def add(person: Person, facts: ClientFacts, now: datetime) -> Client:
    """A new, unverified client that can be ordered from at once. Raises Invalid.

    Members, advisors and administrators may. The very same client added by the same person before
    (a second click) is that one.
    """
    actor = act.member(person) if person.has(Role.MEMBER) else act.keeps_clients(person)
    faults = client_faults(facts, day_of(now))
    if faults:
        raise Invalid(faults)
    facts = tidied(facts, day_of(now))
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)  # two clicks wait in line
    for known in Client.objects.filter(created_by=person, name=facts.name):
        if record.facts_of(known) == facts:
            return known.merged_into or known
    client = record.add(facts, person, now)
    history.write(about(client.pk), "add", actor, now)
    return client


@act.one_transaction
def change(  # noqa: PLR0913, PLR0917  # what the page sends, by whom and when
    person: Person,
    client_id: int,
    version: int,
    facts: ClientFacts,
    team_note: str,
    now: datetime,
    *,
    how: str = "",
) -> Client:
    """The client with these facts; block and verification in them are not looked at.

    What was verified and is now otherwise (`record.VERIFIED`) makes the client unverified, unless
    `how` (as in `verify`) says with what the new data were compared. Nothing happens where nothing
    differs. Raises NotFound, Forbidden, Invalid, or Conflict for a stale `version` and for a
    client that was merged into another.
    """
    actor = act.keeps_clients(person)
    client = locked(client_id)
    today = day_of(now)
    # Of two merged clients both notes stand; longer than one may be, they need not be cut at once.
    of_note = note_faults(team_note) if team_note.strip() != client.team_note else []
    refuse_faults([*faults_to_add(facts, today), *of_note, *_optional(how)])
    facts = tidied(facts, today)
    if not record.changes_to(client, facts, team_note.strip()):
        return client
    record.refuse_stale(client, version)
    write_change(client, facts, actor, now, team_note=team_note.strip())
    if how.strip() and client.verified_at is None:
        note_verified(client, person, actor, how, now)
    return client


def write_change(
    client: Client,
    facts: ClientFacts,
    actor: Actor,
    now: datetime,
    *,
    team_note: str | None = None,
    **more: Any,
) -> record.Changes:
    """Inside an act: the tidied facts go into the locked row, every difference into the history.

    `more` stands in the history line too. A change of what was verified ends the verification.
    Returns what changed; empty, and without a line, where nothing did.
    """
    verified = client.verified_at is not None
    changes = record.change(client, facts, team_note)
    if changes:
        if verified and client.verified_at is None:
            more["unverified"] = True
        history.write(about(client.pk), "change", actor, now, changes=changes, **more)
    return changes


def _optional(how: str) -> list[Fault]:
    return how_faults(how) if how.strip() else []


def with_client(draft: Draft, client: Client) -> Draft:
    """The draft with this client chosen."""
    return replace(draft, client_id=client.pk)
