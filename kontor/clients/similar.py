"""Clients that look like one somebody is about to add (spec § 4, duplicates)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.contrib.postgres.search import TrigramSimilarity

from kontor.clients.access import visible_to
from kontor.clients.facts import ClientFacts, Kind
from kontor.clients.models import Client
from kontor.clients.vat_number import parse_vat_number
from kontor.foundation.fold import fold
from kontor.foundation.refusal import Unreadable
from kontor.people.models import Person

MOST_SHOWN = 5
LEAST_LETTERS = 3
LEAST_SIMILARITY = 0.45


class Why(StrEnum):
    """What two clients have in common, the strongest first."""

    VAT_NUMBER = "vat_number"
    ADDRESS = "address"
    NAME = "name"


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


def _alike(facts: ClientFacts, today: date) -> list[Client]:
    """Same number or address first, then similar names; every client once."""
    name, number = fold(facts.name), _written(facts, today)
    found: list[Client] = []
    if number:
        # Every VAT number stands in search_text, which has an index.
        held = Client.objects.filter(search_text__contains=number.lower())
        found += held.filter(vat_number__iexact=number).order_by("pk")[:MOST_SHOWN]
    if facts.street.strip() and facts.postcode.strip():
        near = Client.objects.filter(postcode=facts.postcode.strip()).order_by("pk")
        found += [client for client in near if same_address(client, facts)]
    if len(name) >= LEAST_LETTERS:
        found += (
            Client.objects.filter(search_text__trigram_word_similar=name)
            .annotate(closeness=TrigramSimilarity("sort_name", name))
            .filter(closeness__gte=LEAST_SIMILARITY)
            .order_by("-closeness", "pk")[: 2 * MOST_SHOWN]
        )
    return list({client.pk: client for client in found}.values())


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
