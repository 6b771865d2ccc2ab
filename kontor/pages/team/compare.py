"""`/team/orders/<id>/compare?from=1&to=2`: two revisions of a submitted order side by side."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kontor.orders.access import one_for_team
from kontor.pages.shared.doors import reader
from kontor.pages.shared.revisions import compared
from kontor.pages.team.door import door


@door
@require_safe
def page(request: HttpRequest, order_id: int) -> HttpResponse:
    """What differs between the two; the last two where the address names none."""
    order = one_for_team(reader(request), order_id)
    context = {"order": order, "compared": compared(request, order)}
    return render(request, "team/compare.html", context)
