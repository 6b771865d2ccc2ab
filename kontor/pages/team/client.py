"""`/team/clients/<id>/`: one client, with all that the team knows of it (spec § 4)."""

from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from kontor.clients.change_models import ClientProposal
from kontor.clients.conversation import latest
from kontor.clients.evidence import how_words
from kontor.clients.models import Client
from kontor.clients.similar import alike_of
from kontor.clients.vat_register import split
from kontor.foundation.country_names import country_name
from kontor.foundation.refusal import NotFound
from kontor.foundation.saying import spoken
from kontor.foundation.sentence import Sentence
from kontor.orders.access import for_team
from kontor.pages.shared.client_history import client_history
from kontor.pages.shared.doors import reader
from kontor.pages.shared.now import today_of
from kontor.pages.team.client_forms import VerifyForm, WithdrawForm
from kontor.pages.team.client_words import KIND_WORDS, LANGUAGE_WORDS, habit_words
from kontor.pages.team.door import door, keeps_clients
from kontor.pages.team.vat_shown import vat_shown
from kontor.people.models import Person
from kontor.receivables.block_proposals import waiting
from kontor.receivables.standing import standing_of

NEWEST = 5


@door
@require_safe
def show(request: HttpRequest, client_id: int) -> HttpResponse:
    """The page; of a client that was merged away, the way to the one that stays."""
    client = one(client_id)
    if client.merged_into_id is not None:
        return redirect("team_client", client.merged_into_id)
    return page(request, client)


def one(client_id: int) -> Client:
    """The client with those who made, verified and blocked it. Raises NotFound.

    `block_proposed_on`: the day of an open proposal to block it.
    """
    people = Client.objects.select_related("created_by", "verified_by", "blocked_by")
    proposed = waiting().filter(client=OuterRef("pk")).values("opened_on")[:1]
    rows = people.annotate(block_proposed_on=Subquery(proposed))
    client = rows.filter(pk=client_id).first()
    if client is None:
        raise NotFound
    return client


def page(  # noqa: PLR0913  # the two forms on it, and what became of them
    request: HttpRequest,
    client: Client,
    *,
    verifying: VerifyForm | None = None,
    withdrawing: WithdrawForm | None = None,
    refusal: Sentence | None = None,
    status: int = 200,
) -> HttpResponse:
    """The client's page, also with a form that could not be taken."""
    keeps = keeps_clients(request)
    today = today_of(request)
    context = {
        "client": client,
        **_in_words(client),
        "keeps": keeps,
        "verifying": verifying or VerifyForm(),
        "withdrawing": withdrawing or WithdrawForm(),
        "refusal": refusal,
        "vat": vat_shown(client),
        "asks": keeps and split(client.vat_number) is not None,
        **_standing(client, today),
        **_work(reader(request), client),
        "similar": alike_of([client], today).get(client.pk, ()),
        "proposals": _proposals(client),
        "conversations": list(latest().filter(client=client)),
        "history": client_history(client.pk),
    }
    return render(request, "team/client.html", context, status=status)


def _standing(client: Client, today: date) -> dict[str, object]:
    standing = standing_of([client.pk], today).get(client.pk)
    habit = standing.habit if standing else None
    return {"standing": standing, "habit": habit_words(habit) if habit else None}


def _in_words(client: Client) -> dict[str, object]:
    return {
        "kind": KIND_WORDS[client.kind],
        "country": country_name(client.country, spoken()),
        "language": LANGUAGE_WORDS[client.language],
        "how": how_words(client.verified_how),
    }


def _work(person: Person, client: Client) -> dict[str, Any]:
    """The newest orders, the members they belong to with how many, and how many there are.

    One query.
    """
    orders = for_team(person).filter(client=client)
    by_member = orders.order_by("owner__name").values("owner__name").annotate(n=Count("pk"))
    counted = ArraySubquery(by_member.values_list(JSONObject(name="owner__name", n="n")))
    rows = orders.select_related("owner").annotate(members=counted)
    newest = list(rows.order_by("-changed_at", "-pk")[:NEWEST])
    members = newest[0].members if newest else []
    return {
        "orders": newest,
        "members": [(member["name"], member["n"]) for member in members],
        "orders_count": sum(member["n"] for member in members),
    }


def _proposals(client: Client) -> list[ClientProposal]:
    waiting = ClientProposal.objects.filter(client=client, state="open")
    return list(waiting.select_related("member").order_by("at", "pk"))
