"""`/team/left/`: what is open of members who have left (spec § 3): the team takes care of it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kontor.invoicing.queries import open_of_closed_accounts
from kontor.pages.shared.lists import page_of
from kontor.pages.team.door import door
from kontor.pages.team.piles import piles_of


@door
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    rows = open_of_closed_accounts().select_related("client", "owner")
    page = page_of(request, rows.order_by("owner__name", "pk"))
    return render(
        request, "team/left.html", {"page": page, "piles": piles_of(request), "here": "left"}
    )
