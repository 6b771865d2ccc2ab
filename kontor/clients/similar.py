"""Clients that look like one somebody is about to add (spec § 4, duplicates)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet, Value

from kontor.clients.access import visible_to
from kontor.clients.alike import Alike, Why
from kontor.clients.facts import ClientFacts, Kind
from kontor.clients.models import Client
from kontor.clients.record import facts_of
from kontor.clients.similar_names import named_alike
from kontor.clients.vat_number import parse_vat_number
from kontor.foundation.fold import fold
from kontor.foundation.refusal import Unreadable
from kontor.people.models import Person

MOST_SHOWN = 5
LEAST_LETTERS = 3


@dataclass(frozen=True)
class Similar:
    """A client that may be the same.

    `client` None: it is being checked by the team, and no more may be said to this person.
    """

    client: Client | None
    why: Why


def similar_to(person: Person, facts: ClientFacts, today: date) -> list[Similar]:
    """At most five, the most similar first; `today` judges how VAT numbers are written.

    Private persons of other members are never hinted at. Several that may not be named count as
    one, so that nobody can learn how many there are.
    """
    found = _alike(facts, today)
    seen = visible_to(person).filter(pk__in=[client.pk for client in found])
    known = set(seen.values_list("pk", flat=True))
    named, hidden = [], []
    for client in found:
        why = _why(client, facts, today)
        if client.pk in known:
            named.append(Similar(client, why))
        elif client.kind != Kind.PRIVATE:
            hidden.append(Similar(None, why))
    return (named + hidden[:1])[:MOST_SHOWN]


def alike_of(subjects: Iterable[Client], today: date) -> dict[int, tuple[Alike, ...]]:
    """By client, what the directory holds that may be the same; for the team only. One query.

    At most five each, the strongest first, and only for clients nobody has verified yet: a
    verified one was compared, and what comes to look like it later is found from the other side.
    """
    unverified = {client.pk: facts_of(client) for client in subjects if client.verified_at is None}
    found: dict[int, dict[int, Alike]] = {pk: {} for pk in unverified}
    searches = [
        search.annotate(subject=Value(pk), why=Value(why.value))
        for pk, facts in unverified.items()
        for why, search in _searches(facts, today, but=pk).items()
    ]
    none: QuerySet[Any] = Client.objects.none()
    for client in none.union(*searches, all=True):
        if client.why != Why.ADDRESS or same_address(client, unverified[client.subject]):
            alike = Alike(client.pk, client.name, Why(client.why))
            found[client.subject].setdefault(client.pk, alike)
    return {pk: tuple(alike.values())[:MOST_SHOWN] for pk, alike in found.items()}


def _alike(facts: ClientFacts, today: date) -> list[Client]:
    """Same number or address first, then similar names; every client once."""
    found = (
        client
        for why, search in _searches(facts, today).items()
        for client in search
        if why is not Why.ADDRESS or same_address(client, facts)
    )
    return list({client.pk: client for client in found}.values())


def _searches(facts: ClientFacts, today: date, but: int = 0) -> dict[Why, QuerySet[Client]]:
    """What finds clients alike, the strongest first; of those near by, some live elsewhere.

    `but`: the id of a client that is not compared with itself.
    """
    name, number = fold(facts.name), _written(facts, today)
    others = Client.objects.filter(merged_into=None).exclude(pk=but)
    searches: dict[Why, QuerySet[Client]] = {}
    if number:
        # Every VAT number stands in search_text, which has an index.
        held = others.filter(search_text__contains=number.lower(), vat_number__iexact=number)
        searches[Why.VAT_NUMBER] = held.order_by("pk")[:MOST_SHOWN]
    if facts.street.strip() and facts.postcode.strip():
        near = others.filter(postcode=facts.postcode.strip())
        searches[Why.ADDRESS] = near.order_by("pk")
    if len(name) >= LEAST_LETTERS:
        searches[Why.NAME] = named_alike(others, name)[: 2 * MOST_SHOWN]
    return searches


def _why(client: Client, facts: ClientFacts, today: date) -> Why:
    number = _written(facts, today)
    if number and client.vat_number.upper() == number.upper():
        return Why.VAT_NUMBER
    return Why.ADDRESS if same_address(client, facts) else Why.NAME


def same_address(client: Client, facts: ClientFacts) -> bool:
    """Whether postcode and street are the same, however they are spelled."""
    return (
        bool(facts.street.strip())
        and client.postcode.strip() == facts.postcode.strip()
        and _street(client.street) == _street(facts.street)
    )


def _street(text: str) -> str:
    return fold(text).replace("strasse", "str").replace(" ", "")


def _written(facts: ClientFacts, today: date) -> str:
    try:
        return parse_vat_number(facts.vat_number, facts.country, today)
    except Unreadable:
        return ""
