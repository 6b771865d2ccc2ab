"""Finding a client in the directory by what somebody types (R13, spec § 4).

Quick whatever the size of the directory: one word that is typed is a range of words in order, read
until twenty are found; several words are looked up together by their beginnings; letters inside a
word are first looked for in the list of all words there are, which is short.
"""

from collections.abc import Iterator

from django.db.models import Q, QuerySet

from kontor.clients.access import visible_to
from kontor.clients.models import Client
from kontor.clients.search_models import PIECE, WHOLE, KnownWord
from kontor.foundation.fold import fold_query
from kontor.people.models import Person

LEAST_LETTERS = 3
MOST_HITS = 20
# A client with two such words is found twice; a few more than wanted are read.
MOST_READ = 30
FIRST_WORDS = 40
MOST_WORDS = 400


def search(person: Person, typed: str, among: QuerySet[Client] | None = None) -> list[Client]:
    """At most 20 clients the person may see, for what they typed; none below 3 letters.

    First those in which every typed word begins a word of name, town or VAT number, then those
    that hold it anywhere. One word: in the order of the words found, so that `Berlin` stands
    before `Berliner`; several: in the order of names. Folded: `Mueller` finds `Müller`. `among`:
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
    if len(words) == 1:
        return _by_word(seen.filter(words__word__startswith=words[0]))
    pieces = [word[: PIECE.stop - 1] for word in words if len(word) >= PIECE.start]
    found = seen.filter(_holding(" ", words))
    return _by_name(found.filter(search_pieces__pieces__contains=pieces) if pieces else found)


def _inside(seen: QuerySet[Client], words: list[str]) -> Iterator[Client]:
    if len(words) > 1:
        yield from _all_inside(seen, words)
        return
    known = KnownWord.objects.filter(word__contains=words[0]).exclude(word__startswith=words[0])
    listed = known.order_by("word").values_list("word", flat=True)
    start, hits = 0, set[int]()
    for stop in (FIRST_WORDS, MOST_WORDS, None):
        some = list(listed[start:stop])
        for client in _by_word(seen.filter(words__word__in=some)) if some else ():
            hits.add(client.pk)
            yield client
        if not some or len(hits) >= MOST_HITS:
            return
        start = stop or start


def _all_inside(seen: QuerySet[Client], words: list[str]) -> QuerySet[Client]:
    """Several words, at least one of them inside a word, if the list of words has any such."""
    known = [
        list(
            KnownWord.objects.filter(word__contains=word).values_list("word", flat=True)[
                :MOST_WORDS
            ]
        )
        for word in words
    ]
    pairs = list(zip(words, known, strict=True))
    all_known = all(len(some) < MOST_WORDS for some in known)
    if all_known and all(one.startswith(word) for word, some in pairs for one in some):
        return seen.none()
    for word, some in pairs:
        if word.isalpha() and len(some) < MOST_WORDS:
            whole = [WHOLE + one for one in some]
            seen = seen.filter(search_pieces__pieces__overlap=whole)
    return _by_name(seen.filter(_holding("", words)))


def _holding(before: str, words: list[str]) -> Q:
    condition = Q()
    for word in words:
        condition &= Q(search_text__contains=before + word)
    return condition


def _by_word(clients: QuerySet[Client]) -> QuerySet[Client]:
    return clients.order_by("words__word", "words__sort_name", "pk")[:MOST_READ]


def _by_name(clients: QuerySet[Client]) -> QuerySet[Client]:
    return clients.order_by("sort_name", "pk")[:MOST_HITS]
