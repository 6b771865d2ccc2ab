"""Finding a client in the directory by what somebody types (R13, spec § 4).

Quick whatever the size of the directory: one word that is typed is a range of words in order, read
until twenty are found; several words are looked up together by their beginnings; letters inside a
word are first looked for in the list of all words there are, which is short. Where so many clients
hold one of several words that looking it up helps little, those of another are read in order.
"""

from collections.abc import Iterator
from typing import Any

from django.db.models import F, QuerySet, Value
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan

from kontor.clients.access import visible_to
from kontor.clients.models import Client
from kontor.clients.pieces import LENGTHS, PIECES, WHOLE
from kontor.clients.search_models import KnownWord
from kontor.foundation.fold import fold_query
from kontor.people.models import Person

LEAST_LETTERS = 3
MOST_HITS = 20
# A client with two such words is found twice; a few more than wanted are read.
MOST_READ = 30
FIRST_WORDS = 40
MOST_WORDS = 200
# The database orders many words by reading all there are; fewer are found and sorted more quickly.
MOST_SORTED = 1000
# So many whole words are looked up at once; for more of them the index of letters is quicker.
FEW_WORDS = 20


def search(person: Person, typed: str, among: QuerySet[Client] | None = None) -> list[Client]:
    """At most 20 clients the person may see, for what they typed; none below 3 letters.

    First those in which every typed word begins a word of name, town or VAT number, then those
    that hold it anywhere. One word: in the order of the words found, so that `Berlin` stands
    before `Berliner`; several: in the order of names, or where one of them is a letter or very
    common in that of the words found for the longest. Folded: `Mueller` finds `Müller`. `among`:
    those they may see, where more is known of them (`orders.with_client`).
    """
    words = fold_query(typed).split()
    if len(typed.strip()) < LEAST_LETTERS or not words:
        return []
    seen = visible_to(person) if among is None else among
    begun = list(dict.fromkeys(_beginning(seen, words)))
    if len(begun) >= MOST_HITS or max(map(len, words)) < LEAST_LETTERS:
        return begun[:MOST_HITS]
    return list(dict.fromkeys([*begun, *_inside(seen, words)]))[:MOST_HITS]


def _beginning(seen: QuerySet[Client], words: list[str]) -> QuerySet[Client]:
    held = _holding(seen, " ", words) if len(words) > 1 else seen
    if len(words) == 1 or min(map(len, words)) < LENGTHS.start:
        return _by_word(held.filter(words__word__startswith=max(words, key=len)))
    pieces: Any = [word[: LENGTHS.stop - 1] for word in words]  # the types take them for text
    return _by_name(held.alias(pieces=PIECES).filter(pieces__contains=pieces))


def _inside(seen: QuerySet[Client], words: list[str]) -> Iterator[Client]:
    if len(words) > 1:
        yield from _all_inside(seen, words)
        return
    known = KnownWord.objects.filter(word__contains=words[0]).exclude(word__startswith=words[0])
    found = known.values_list("word", flat=True)
    all_if_fewer = list(found[:MOST_SORTED])
    ordered = sorted(all_if_fewer) if len(all_if_fewer) < MOST_SORTED else found.order_by("word")
    start, hits = 0, set[int]()
    for stop in (FIRST_WORDS, MOST_WORDS, None):
        some = list(ordered[start:stop])
        for client in _by_word(seen.filter(words__word__in=some)) if some else ():
            hits.add(client.pk)
            yield client
        if not some or len(hits) >= MOST_HITS:
            return
        start = stop or start


def _all_inside(seen: QuerySet[Client], words: list[str]) -> QuerySet[Client]:
    """Several words, at least one of them inside a word, if the list of words has any such."""
    known = {word: _known(word) for word in words if _is_listed(word)}
    rare = {word: some for word, some in known.items() if len(some) < MOST_WORDS}
    inside = any(not one.startswith(word) for word, some in rare.items() for one in some)
    if len(rare) == len(set(words)) and not inside:
        return seen.none()
    held = _holding(seen, "", words).alias(pieces=PIECES)
    if rare and (len(rare) < len(known) or min(map(len, words)) < LEAST_LETTERS):
        return _by_word(held.filter(words__word__in=rare[max(rare, key=len)]))
    for word in words:
        if word in rare and len(rare[word]) <= FEW_WORDS:
            held = held.filter(pieces__overlap=[WHOLE + one for one in rare[word]])
        elif len(word) >= LEAST_LETTERS:
            held = held.filter(search_text__contains=word)
    return _by_name(held)


def _is_listed(word: str) -> bool:
    """Whether all words that it may be inside of are known ones."""
    return word.isalpha() and len(word) >= LEAST_LETTERS


def _known(word: str) -> list[str]:
    known = KnownWord.objects.filter(word__contains=word)
    return list(known.values_list("word", flat=True)[:MOST_WORDS])


def _holding(clients: QuerySet[Client], before: str, words: list[str]) -> QuerySet[Client]:
    """Those with all words in their text. No index of letters is asked: others narrow better."""
    for word in words:
        place = StrIndex(F("search_text"), Value(before + word))
        clients = clients.filter(GreaterThan(place, Value(0)))
    return clients


def _by_word(clients: QuerySet[Client]) -> QuerySet[Client]:
    return clients.order_by("words__word", "words__sort_name", "pk")[:MOST_READ]


def _by_name(clients: QuerySet[Client]) -> QuerySet[Client]:
    return clients.order_by("sort_name", "pk")[:MOST_HITS]
