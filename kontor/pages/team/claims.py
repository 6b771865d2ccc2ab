"""`/team/orders/<id>/take`, `…/take-over`, `…/let-go` and `/team/next`: who reviews an order."""

import re

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from kontor.actions import claim_review
from kontor.foundation.refusal import Conflict
from kontor.pages.shared.doors import reader
from kontor.pages.shared.now import now_of
from kontor.pages.team import review
from kontor.pages.team.door import door
from kontor.pages.team.queue import back_to_queue, filter_of, review_url


@door
@require_POST
def take(request: HttpRequest, order_id: int) -> HttpResponse:
    """Take the order, and review it."""
    try:
        claim_review.take(reader(request), order_id, now_of(request))
    except Conflict as conflict:
        return review.refused(request, order_id, conflict)
    return redirect(review_url(request, order_id))


@door
@require_POST
def take_over(request: HttpRequest, order_id: int) -> HttpResponse:
    """Take the order from the advisor whom the page showed."""
    shown = request.POST.get("holder", "")
    holder = int(shown) if re.fullmatch(r"[0-9]{1,18}", shown) else 0
    try:
        claim_review.take_over(reader(request), order_id, holder, now_of(request))
    except Conflict as conflict:
        return review.refused(request, order_id, conflict)
    return redirect(review_url(request, order_id))


@door
@require_POST
def let_go(request: HttpRequest, order_id: int) -> HttpResponse:
    """Leave the order to the others, and go back to the queue."""
    try:
        claim_review.let_go(reader(request), order_id, now_of(request))
    except Conflict as conflict:
        return review.refused(request, order_id, conflict)
    return redirect(back_to_queue(request))


@door
@require_POST
def take_next(request: HttpRequest) -> HttpResponse:
    """Take the oldest order that is free, of the sector that the queue shows, and review it."""
    sector = filter_of(request).sector
    order = claim_review.take_next(reader(request), now_of(request), sector)
    if order is None:
        messages.info(request, gettext("No order is free at the moment."))
        return redirect(back_to_queue(request))
    return redirect(review_url(request, order.pk))
