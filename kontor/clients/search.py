"""Finding a client in the directory by what somebody types (R13, spec § 4)."""

from django.db.models import Q, QuerySet

from kontor.clients.access import visible_to
from kontor.clients.models import Client
from kontor.foundation.fold import fold_query
from kontor.people.models import Person

LEAST_LETTERS = 3
MOST_HITS = 20


def search(person: Person, typed: str, among: QuerySet[Client] | None = None) -> list[Client]:
    """At most 20 clients the person may see, for what they typed; none below 3 letters.

    First those in which every typed word begins a word of name, town or VAT number, then those
    that hold it anywhere; each group in the order of names. Folded: `Mueller` finds `Müller`.
    `among`: those they may see, where more is known of them (`orders.with_client`).
    """
    words = fold_query(typed).split()
    if len(typed.strip()) < LEAST_LETTERS or not words:
        return []
    seen = visible_to(person) if among is None else among
    first = list(_in_order(_holding(seen, [f" {word}" for word in words])))
    if len(first) == MOST_HITS or not _indexable(words):
        return first
    inside = _holding(seen, words).exclude(pk__in=[client.pk for client in first])
    return first + list(_in_order(inside))[: MOST_HITS - len(first)]


def _holding(clients: QuerySet[Client], pieces: list[str]) -> QuerySet[Client]:
    condition = Q()
    for piece in pieces:
        condition &= Q(search_text__contains=piece)
    return clients.filter(condition)


def _in_order(clients: QuerySet[Client]) -> QuerySet[Client]:
    return clients.order_by("sort_name", "pk")[:MOST_HITS]


def _indexable(words: list[str]) -> bool:
    # Fewer than three letters inside a word have no trigram: the index could not help.
    return any(len(word) >= LEAST_LETTERS for word in words)
