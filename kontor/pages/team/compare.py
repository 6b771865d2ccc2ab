"""`/team/orders/<id>/compare`: two revisions of a submitted order, or two orders, side by side."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kontor.foundation.refusal import NotFound
from kontor.orders.access import one_for_team
from kontor.orders.models import Order
from kontor.orders.offer import Offer
from kontor.orders.revising import offer_in
from kontor.pages.shared.comparison import comparison
from kontor.pages.shared.doors import reader
from kontor.pages.shared.revisions import compared
from kontor.pages.team.door import door


@door
@require_safe
def page(request: HttpRequest, order_id: int) -> HttpResponse:
    """`?from=1&to=2`: what differs between the two; the last two where the address names none."""
    order = one_for_team(reader(request), order_id)
    context = {"order": order, "compared": compared(request, order)}
    return render(request, "team/compare.html", context)


@door
@require_safe
def orders(request: HttpRequest, order_id: int, other_order_id: int) -> HttpResponse:
    """What the order offers otherwise than another one, as both stand now."""
    person = reader(request)
    other, order = one_for_team(person, other_order_id), one_for_team(person, order_id)
    context = {
        "order": order,
        "other": other,
        "differences": comparison(_offer(other), _offer(order)),
    }
    return render(request, "team/compare_orders.html", context)


def _offer(order: Order) -> Offer:
    if order.revision is None:
        raise NotFound
    return offer_in(order.revision)
