"""`/orders/<id>/compare?from=1&to=2`: two revisions of an own order beside each other."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kontor.orders import access
from kontor.pages.member.door import door
from kontor.pages.shared.doors import reader
from kontor.pages.shared.revisions import compared


@door
@require_safe
def page(request: HttpRequest, order_id: int) -> HttpResponse:
    """What differs between the two; the last two where the address names none."""
    order = access.own(reader(request), order_id)
    context = {"order": order, "compared": compared(request, order)}
    return render(request, "member/order_compare.html", context)
