"""`/clients`: the clients a member works with, and the search for others in the directory."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kontor.clients.blocks import Block
from kontor.clients.conversation import begun_about
from kontor.clients.models import Client
from kontor.clients.search import LEAST_LETTERS
from kontor.foundation.country_names import country_name
from kontor.foundation.saying import spoken
from kontor.foundation.sentence import S, Sentence
from kontor.orders.models import Order
from kontor.orders.with_client import search_known
from kontor.pages.member.door import door
from kontor.pages.shared.client_table import CLIENTS
from kontor.pages.shared.doors import reader
from kontor.pages.shared.lists import page_of, typed
from kontor.pages.shared.tables import table_file, wants_file
from kontor.people.models import Person


@dataclass(frozen=True)
class ClientRow:
    """A client as far as its members may know it; `talks`: worth a way to the conversation."""

    client: Client
    country: str
    talks: bool


@door
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    person, words = reader(request), typed(request, "q")
    if wants_file(request):
        return table_file("clients", CLIENTS, _own(person))
    page = None if words else page_of(request, _own(person))
    found = search_known(person, words) if words else (page.object_list if page else ())
    context = {
        "q": words,
        "page": page,
        "rows": _rows(person, found),
        "headline": _headline(page.paginator.count) if page else _found(words, len(found)),
        "too_short": bool(words) and len(words) < LEAST_LETTERS,
    }
    return render(request, "member/clients.html", context)


def _own(person: Person) -> QuerySet[Client]:
    """Clients of own orders, and those the member has added."""
    mine = Order.objects.filter(owner=person, client=OuterRef("pk"))
    known = Client.objects.filter(Exists(mine) | Q(created_by=person), merged_into=None)
    return known.order_by("sort_name", "pk")


def _rows(person: Person, found: Iterable[Client]) -> list[ClientRow]:
    clients = list(found)
    talked = begun_about(person, clients)
    return [
        ClientRow(
            client,
            country_name(client.country, spoken()),
            talks=client.block != Block.NONE or client.pk in talked,
        )
        for client in clients
    ]


def _headline(n: int) -> Sentence:
    return S.plural("{n} client", "{n} clients", n) if n else S("Clients")


def _found(words: str, n: int) -> Sentence:
    if len(words) < LEAST_LETTERS:
        return S("Clients")
    return S.plural("{n} client found", "{n} clients found", n)
