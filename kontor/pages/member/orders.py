"""`/orders`: all own orders with their status, found again by status, client or words (R3, R7)."""

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kontor.clients.models import Client
from kontor.foundation.sentence import S, Sentence
from kontor.orders.models import STATUSES, Order
from kontor.orders.queries import own, with_gross
from kontor.pages.member.door import door
from kontor.pages.shared.doors import reader
from kontor.pages.shared.house import house_of
from kontor.pages.shared.lists import ordered, page_of, typed
from kontor.pages.shared.parts.status import order_words
from kontor.people.models import Person

SORTS = {
    "changed": ("-changed_at", "-pk"),
    "title": ("title", "pk"),
    "client": ("client__sort_name", "pk"),
    "number": ("-number",),
}
LAPSED = "lapsed"


@door
def index(request: HttpRequest) -> HttpResponse:
    person = reader(request)
    status, client, words = (typed(request, name) for name in ("status", "client", "q"))
    found = _with_words(_of_client(own(person), client), words)
    rows = ordered(request, with_gross(_with_status(found, status)), SORTS)
    short_name = house_of(request).short_name
    page, filtered = page_of(request, rows), bool(status or client or words)
    context = {
        "page": page,
        "headline": _headline(page.paginator.count, filtered=filtered),
        "states": [
            (key, order_words("rejected", short_name, lapsed=True))
            if key == LAPSED
            else (key, order_words(key, short_name))
            for key in (*STATUSES, LAPSED)
        ],
        "clients": _clients_of(person),
        "status": status,
        "client": client,
        "q": words,
        "sort": request.GET.get("sort", "changed"),
        "filtered": filtered,
    }
    return render(request, "member/orders.html", context)


def _headline(count: int, *, filtered: bool) -> Sentence:
    if filtered:
        return S.plural("{n} order fits", "{n} orders fit", count)
    return S.plural("You have {n} order", "You have {n} orders", count)


def _with_status(orders: QuerySet[Order], status: str) -> QuerySet[Order]:
    if status == LAPSED:
        return orders.filter(lapsed=True)
    return orders.filter(status=status) if status in STATUSES else orders


def _of_client(orders: QuerySet[Order], client: str) -> QuerySet[Order]:
    known = client.isascii() and client.isdigit()
    return orders.filter(client=int(client)) if known else orders


def _with_words(orders: QuerySet[Order], words: str) -> QuerySet[Order]:
    for word in words.split():
        orders = orders.filter(
            Q(title__icontains=word) | Q(number__icontains=word) | Q(client__name__icontains=word)
        )
    return orders


def _clients_of(person: Person) -> list[tuple[int, str]]:
    """The clients the member has orders with."""
    known = Client.objects.filter(pk__in=Order.objects.filter(owner=person).values("client"))
    return list(known.order_by("sort_name", "pk").values_list("pk", "name"))
