"""Clients named like another, found by their words as quickly as in a search (spec § 4).

A client is looked at where it holds most of the name, each word as it is written or much like it;
how close its whole name is decides. Comparing the letters of a million names takes much longer.
"""

import re
from itertools import combinations

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Collate, Concat

from kontor.clients.models import Client
from kontor.clients.pieces import PIECES, WHOLE
from kontor.clients.search_models import KnownWord

LEAST_SIMILARITY = 0.45
LONGEST_WORDS = 3
MOST_OF_A_NAME = 0.6
MOST_SPELLINGS = 20


def named_alike(clients: QuerySet[Client], name: str) -> QuerySet[Client]:
    """Those named much like a folded name, the closest first."""
    words = sorted(set(name.split()), key=lambda word: (-len(word), word))[:LONGEST_WORDS]
    spelled = {word: _spellings(word) for word in words}
    holding = Q()
    for most in _most_of(words):
        every = Q()
        for word in most:
            every &= Q(pieces__overlap=spelled[word])
        holding |= every
    near = clients.alias(pieces=PIECES, closeness=TrigramSimilarity("sort_name", name))
    close = near.filter(holding, closeness__gte=LEAST_SIMILARITY)
    return close.order_by("-closeness", "pk")


def _most_of(words: list[str]) -> list[set[str]]:
    """The smallest sets of words that make up most of all their letters."""
    enough = MOST_OF_A_NAME * sum(map(len, words))
    found: list[set[str]] = []
    for size in range(1, len(words) + 1):
        for some in map(set, combinations(words, size)):
            if sum(map(len, some)) >= enough and not any(fewer <= some for fewer in found):
                found.append(some)
    return found


def _spellings(word: str) -> ArraySubquery | list[str]:
    """The word among the pieces and known words much like it; only itself where it is no word."""
    if not re.search("[a-z]{3}", word):
        return [WHOLE + word]
    near = KnownWord.objects.filter(word__trigram_similar=word)
    closest = near.order_by(TrigramSimilarity("word", word).desc(), "word")
    # Known words are sorted by bytes, the index of pieces is not: it would not be asked.
    piece = Concat(Value(WHOLE), Collate(F("word"), "default"))
    return ArraySubquery(closest.annotate(piece=piece).values("piece")[:MOST_SPELLINGS])
