"""`/team/orders/<id>/offer.pdf`: the offer of a submitted order, as the client gets it."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from kontor.orders.access import one_for_team
from kontor.pages.shared.doors import reader
from kontor.pages.shared.house import house_of
from kontor.pages.shared.offer_document import order_offer_download
from kontor.pages.team.door import door, is_advisor


@door
@require_safe
def show(request: HttpRequest, order_id: int) -> HttpResponse:
    """The PDF in the reader's language."""
    order = one_for_team(reader(request), order_id)
    return order_offer_download(order, house_of(request), names_client=is_advisor(request))
