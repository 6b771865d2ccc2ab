"""`/team/orders/`: every submitted order, found again by status or words. No contact persons."""

import re

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kontor.clients.models import Client
from kontor.clients.record import kept
from kontor.foundation.fold import fold
from kontor.orders.access import HIDDEN_FROM_TEAM, for_team
from kontor.orders.models import STATUSES, Order
from kontor.orders.queries import with_gross
from kontor.pages.shared.doors import reader
from kontor.pages.shared.house import house_of
from kontor.pages.shared.lists import page_of, typed
from kontor.pages.shared.order_table import orders as order_columns
from kontor.pages.shared.parts.status import order_words
from kontor.pages.shared.tables import table_file, wants_file
from kontor.pages.team.door import door


@door
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    status, words = typed(request, "status"), typed(request, "q")
    client = _client(typed(request, "client"))
    found = _with_words(_with_status(for_team(reader(request)), status), words)
    if client is not None:
        found = found.filter(client=client)
    rows = with_gross(found).select_related("client", "owner").order_by("-changed_at", "-pk")
    short_name = house_of(request).short_name
    if wants_file(request):
        return table_file("orders", order_columns(short_name), rows)
    context = {
        "page": page_of(request, rows),
        "states": [
            (each, order_words(each, short_name))
            for each in STATUSES
            if each not in HIDDEN_FROM_TEAM
        ],
        "status": status,
        "q": words,
        "client": client,
        "filtered": bool(status or words or client),
    }
    return render(request, "team/orders.html", context)


def _client(value: str) -> Client | None:
    """The client whose orders alone are asked for; None for all, and for what is no client."""
    if not re.fullmatch(r"[0-9]{1,18}", value):
        return None
    return Client.objects.filter(pk__in=kept(int(value))).first()


def _with_status(orders: QuerySet[Order], status: str) -> QuerySet[Order]:
    return orders.filter(status=status) if status in STATUSES else orders


def _with_words(orders: QuerySet[Order], words: str) -> QuerySet[Order]:
    for word in words.split():
        orders = orders.filter(
            Q(number__icontains=word)
            | Q(title__icontains=word)
            | Q(owner__name__icontains=word)
            | Q(client__search_text__contains=fold(word))
        )
    return orders
