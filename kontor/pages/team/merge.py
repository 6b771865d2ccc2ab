"""`/team/clients/<id>/merge`: two clients that are one become one (spec § 4)."""

import re
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from kontor.actions import merge_clients
from kontor.clients.blocks import LEVELS, Block
from kontor.clients.merging import pairs, stricter, why_not
from kontor.clients.models import Client
from kontor.clients.proposed import LABELS, value_words
from kontor.clients.record import facts_of
from kontor.clients.search import LEAST_LETTERS, search
from kontor.clients.similar import alike_of
from kontor.foundation.country_names import country_name
from kontor.foundation.refusal import Conflict, Forbidden, NotFound
from kontor.foundation.saying import spoken
from kontor.foundation.sentence import Datum, S, Sentence
from kontor.invoicing.client_moves import moves_from
from kontor.orders.models import STATUSES
from kontor.pages.shared.doors import reader
from kontor.pages.shared.house import house_of
from kontor.pages.shared.lists import typed
from kontor.pages.shared.now import now_of, today_of
from kontor.pages.shared.parts.status import order_words
from kontor.pages.team.door import door, keeps_clients


@dataclass(frozen=True)
class Both:
    """One field of both clients in words; `lost`: what the one that goes says will be lost."""

    label: Sentence
    kept: Datum
    gone: Datum
    lost: bool


@dataclass(frozen=True)
class Found:
    """A client that may be the other one, and why; its place tells namesakes apart."""

    client: Client
    why: Sentence | None
    place: str


@door
@require_safe
def choose(request: HttpRequest, client_id: int) -> HttpResponse:
    """Which client is the same: those that look like it, and a search."""
    _refuse_others(request)
    client = Client.objects.filter(pk=client_id).first()
    if client is None:
        raise NotFound
    if client.merged_into_id is not None:
        return redirect("team_merge_choose", client.merged_into_id)
    words = typed(request, "q")
    found = _found(request, client, words)
    context = {
        "client": client,
        "q": words,
        "found": found,
        "counted": _counted(words, len(found)),
    }
    return render(request, "team/merge_choose.html", context)


@door
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, client_id: int, other_id: int) -> HttpResponse:
    """The preview of everything that moves; `client_id` stays, `other_id` goes into it."""
    _refuse_others(request)
    kept, gone = _both(client_id, other_id)
    if gone.merged_into_id == kept.pk:
        return redirect("team_client", kept.pk)  # also the second click
    if request.method != "POST":
        if kept.merged_into_id or gone.merged_into_id or kept == gone:
            return redirect("team_merge_choose", kept.pk)
        return _show(request, kept, gone)
    versions = (_number(request, "kept_version"), _number(request, "gone_version"))
    try:
        merge_clients.merge(reader(request), kept.pk, gone.pk, *versions, now_of(request))
    except Conflict as conflict:
        return _show(request, *_both(client_id, other_id), conflict.sentence, status=409)
    messages.success(request, gettext("The two clients are one now."))
    return redirect("team_client", kept.pk)


def _refuse_others(request: HttpRequest) -> None:
    if not keeps_clients(request):
        raise Forbidden


def _both(kept_id: int, gone_id: int) -> tuple[Client, Client]:
    found = Client.objects.select_related("verified_by").in_bulk([kept_id, gone_id])
    if kept_id not in found or gone_id not in found:
        raise NotFound
    return found[kept_id], found[gone_id]


def _show(
    request: HttpRequest,
    kept: Client,
    gone: Client,
    refused: Sentence | None = None,
    status: int = 200,
) -> HttpResponse:
    first, second = facts_of(kept), facts_of(gone)
    moves = moves_from(gone)
    house = house_of(request).short_name
    never = why_not(first, second)
    strictest = stricter(first.block, second.block)
    context = {
        "kept": kept,
        "gone": gone,
        "rows": _rows(kept, gone),
        "moves": moves,
        "orders": [
            (order_words(status, house), moves.orders[status])
            for status in STATUSES
            if status in moves.orders
        ],
        "level": None if strictest is Block.NONE else LEVELS[strictest],
        "refused": refused or never,
        "possible": never is None,
    }
    return render(request, "team/merge.html", context, status=status)


def _rows(kept: Client, gone: Client) -> list[Both]:
    """The data of both, but for what neither says."""
    return [
        Both(
            label=LABELS[each.field],
            kept=value_words(each.field, each.kept, spoken()),
            gone=value_words(each.field, each.gone, spoken()),
            lost=each.is_lost,
        )
        for each in pairs(facts_of(kept), facts_of(gone))
        if each.kept or each.gone
    ]


def _found(request: HttpRequest, client: Client, words: str) -> list[Found]:
    """What was searched for; without a search the clients that look the same."""
    if words:
        return [_row(one) for one in search(reader(request), words) if one != client]
    alike = alike_of([client], today_of(request)).get(client.pk, ())
    rows = Client.objects.in_bulk([each.id for each in alike])
    return [_row(rows[each.id], each.sentence) for each in alike if each.id in rows]


def _row(client: Client, why: Sentence | None = None) -> Found:
    town = " ".join(part for part in (client.postcode, client.town) if part)
    place = (client.street, town, country_name(client.country, spoken()))
    return Found(client, why, ", ".join(part for part in place if part))


def _counted(words: str, found: int) -> Sentence | None:
    if not words:
        return None
    if len(words) < LEAST_LETTERS:
        return S("Type at least 3 letters of the name, town or VAT number.")
    return S.plural("{n} client found", "{n} clients found", found)


def _number(request: HttpRequest, name: str) -> int:
    sent = request.POST.get(name, "")
    return int(sent) if re.fullmatch(r"[0-9]{1,9}", sent) else 0
