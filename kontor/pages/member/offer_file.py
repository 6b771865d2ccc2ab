"""`/orders/<id>/offer.pdf`: the offer of an own order, as the client gets it."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from kontor.foundation.refusal import NotFound
from kontor.orders.queries import own
from kontor.pages.member.door import door
from kontor.pages.shared.doors import reader
from kontor.pages.shared.house import house_of
from kontor.pages.shared.offer_document import order_offer_download


@door
@require_safe
def show(request: HttpRequest, order_id: int) -> HttpResponse:
    """The PDF in the reader's language; 409 before the order was submitted."""
    order = own(reader(request)).select_related("revision").filter(pk=order_id).first()
    if order is None:
        raise NotFound
    return order_offer_download(order, house_of(request))
