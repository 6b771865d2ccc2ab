"""`/orders`: all own orders with their status, found again by status, client or words (R3, R7)."""

import secrets

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from kontor.clients.models import Client
from kontor.clients.record import kept
from kontor.foundation.sentence import S, Sentence
from kontor.orders.models import STATUSES, Order
from kontor.orders.queries import listed, own, with_words
from kontor.pages.member.door import door
from kontor.pages.member.order_rows import for_rows, rows_of
from kontor.pages.shared.doors import reader
from kontor.pages.shared.house import house_of
from kontor.pages.shared.lists import ordered, page_of, typed
from kontor.pages.shared.now import today_of
from kontor.pages.shared.order_table import own_orders
from kontor.pages.shared.parts.status import order_words
from kontor.pages.shared.tables import table_file, wants_file
from kontor.people.models import Person

SORTS = {
    "changed": ("-changed_at", "-pk"),
    "title": ("title", "pk"),
    "client": ("client__sort_name", "pk"),
    "number": ("-number",),
    "deadline": ("valid_until", "pk"),
}
LAPSED, PUT_AWAY = "lapsed", "put_away"


@door
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    person = reader(request)
    status, client, words = (typed(request, name) for name in ("status", "client", "q"))
    found = with_words(_of_client(_with_status(person, status), client), words)
    house = house_of(request).short_name
    rows = ordered(request, for_rows(found), SORTS)
    if wants_file(request):
        return table_file("orders", own_orders(house), rows.select_related("client"))
    page = page_of(request, rows)
    filtered = bool(status or client or words)
    context = {
        "page": page,
        "rows": rows_of(list(page.object_list), house, today_of(request)),
        "headline": _headline(page.paginator.count, filtered=filtered),
        "states": _states(house),
        "clients": _clients_of(person),
        "status": status,
        "client": client,
        "q": words,
        "sort": request.GET.get("sort", "changed"),
        "filtered": filtered,
        "copy_key": secrets.token_urlsafe(12),
    }
    return render(request, "member/orders.html", context)


def _headline(count: int, *, filtered: bool) -> Sentence:
    if filtered:
        return S.plural("{n} order matches", "{n} orders match", count)
    return S.plural("You have {n} order", "You have {n} orders", count)


def _states(house: str) -> list[tuple[str, str]]:
    return [
        *((key, order_words(key, house)) for key in STATUSES),
        (LAPSED, order_words("rejected", house, lapsed=True)),
        (PUT_AWAY, gettext("Drafts put away")),
    ]


def _with_status(person: Person, status: str) -> QuerySet[Order]:
    if status == PUT_AWAY:
        return own(person).filter(put_away_at__isnull=False)
    orders = listed(person)
    if status == LAPSED:
        return orders.filter(status="rejected", lapsed=True)
    return orders.filter(status=status) if status in STATUSES else orders


def _of_client(orders: QuerySet[Order], client: str) -> QuerySet[Order]:
    known = client.isascii() and client.isdigit()
    return orders.filter(client__in=kept(int(client))) if known else orders


def _clients_of(person: Person) -> list[tuple[int, str]]:
    """The clients the member has orders with."""
    known = Client.objects.filter(pk__in=Order.objects.filter(owner=person).values("client"))
    return list(known.order_by("sort_name", "pk").values_list("pk", "name"))
