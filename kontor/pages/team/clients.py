"""`/team/clients/`: the shared directory, found again by words or by what waits (spec § 4)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet, Value
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kontor.clients import queries
from kontor.clients.models import Client
from kontor.clients.search import LEAST_LETTERS, search
from kontor.foundation.country_names import country_name
from kontor.foundation.saying import spoken
from kontor.foundation.sentence import S, Sentence
from kontor.orders.access import for_team
from kontor.pages.shared.client_table import CLIENTS
from kontor.pages.shared.doors import reader
from kontor.pages.shared.lists import page_of, typed
from kontor.pages.shared.now import today_of
from kontor.pages.shared.tables import table_file, wants_file
from kontor.pages.team.client_words import KIND_WORDS
from kontor.pages.team.door import door, keeps_clients
from kontor.people.models import Person
from kontor.receivables.block_proposals import proposed_clients

ALL, UNVERIFIED, BLOCKED, BLOCK_REVIEW = "", "unverified", "blocked", "block_review"
BLOCK_PROPOSED = "block_proposed"
SHOWN: dict[str, tuple[Sentence, Callable[[date], QuerySet[Client]]]] = {
    ALL: (S("All"), lambda _today: queries.directory()),
    UNVERIFIED: (S("To verify"), lambda _today: queries.unverified()),
    BLOCKED: (S("Blocked"), lambda _today: queries.blocked()),
    BLOCK_REVIEW: (S("Block to look at"), queries.block_reviews),
    BLOCK_PROPOSED: (S("Block proposed"), lambda _today: proposed_clients()),
}
# Those that wait for somebody; an index counts them.
PILES = (UNVERIFIED, BLOCK_REVIEW, BLOCK_PROPOSED)


@dataclass(frozen=True)
class ClientRow:
    """A client in the list; `orders`: how many submitted ones, of all members."""

    client: Client
    kind: Sentence
    country: str
    orders: int


@dataclass(frozen=True)
class Pill:
    """One of the ways to look at the directory; `n` only where something waits."""

    key: str
    words: Sentence
    n: int
    current: bool


@door
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """`?q=` searches in everything; `?show=` names one of the piles instead."""
    person, words, today = reader(request), typed(request, "q"), today_of(request)
    show = typed(request, "show")
    show = show if show in SHOWN else ALL
    if wants_file(request):
        listed = search(person, words) if words else SHOWN[show][1](today)
        return table_file("clients", CLIENTS, listed)
    page = None if words else page_of(request, SHOWN[show][1](today))
    found = page.object_list if page is not None else search(person, words)
    context = {
        "q": words,
        "show": show,
        "page": page,
        "rows": _rows(person, found),
        "pills": _pills(today, None if words else show),
        "headline": _headline(show, page.paginator.count) if page else _found(words, len(found)),
        "too_short": bool(words) and len(words) < LEAST_LETTERS,
        "adds": keeps_clients(request),
    }
    return render(request, "team/clients.html", context)


def _rows(person: Person, found: Iterable[Client]) -> list[ClientRow]:
    clients = list(found)
    of_them = for_team(person).filter(client__in=[client.pk for client in clients])
    counted = of_them.order_by().values_list("client").annotate(n=Count("pk"))
    orders = dict(counted)
    return [
        ClientRow(
            client,
            KIND_WORDS[client.kind],
            country_name(client.country, spoken()),
            orders.get(client.pk, 0),
        )
        for client in clients
    ]


def _pills(today: date, shown: str | None) -> list[Pill]:
    first, *others = (
        rows(today).order_by().values(pile=Value(key)).annotate(n=Count("pk")).values_list()
        for key, (_words, rows) in SHOWN.items()
        if key in PILES
    )
    waiting = dict(first.union(*others, all=True).values_list("pile", "n"))
    return [
        Pill(key, words, waiting.get(key, 0), current=key == shown)
        for key, (words, _rows) in SHOWN.items()
    ]


def _headline(show: str, n: int) -> Sentence:
    match show:
        case "unverified":
            return S.plural("{n} client to verify", "{n} clients to verify", n)
        case "blocked":
            return S.plural("{n} blocked client", "{n} blocked clients", n)
        case "block_review":
            return S.plural("{n} block to look at again", "{n} blocks to look at again", n)
        case "block_proposed":
            return S.plural(
                "A block is proposed for {n} client", "A block is proposed for {n} clients", n
            )
    return S.plural("{n} client", "{n} clients", n)


def _found(words: str, n: int) -> Sentence:
    if len(words) < LEAST_LETTERS:
        return S("Clients")
    return S.plural("{n} client found", "{n} clients found", n)
