"""`/c/<token>/offer.pdf`: the offer of the link on paper, also after the decision."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from kontor.foundation.days import day_of
from kontor.foundation.refusal import NotFound
from kontor.orders.invited import OfferState, open_offer
from kontor.pages.client.offer import GONE
from kontor.pages.shared.house import house_of
from kontor.pages.shared.language import speak
from kontor.pages.shared.now import today_of
from kontor.pages.shared.offer_document import OfferHead, offer_download


@require_safe
def show(request: HttpRequest, token: str) -> HttpResponse:
    """The PDF in the language of the page; 404 where the page shows no offer any more."""
    opened = open_offer(token, today_of(request))
    if opened.state in GONE:
        raise NotFound
    speak(request, opened.language)
    confirmed = opened.answer if opened.state is OfferState.CONFIRMED else None
    head = OfferHead(
        number=opened.number,
        revision=opened.revision,
        offered_on=opened.offered_on,
        valid_until=opened.valid_until,
        open=opened.state is OfferState.WAITING,
        confirmed_on=day_of(confirmed.at) if confirmed else None,
        confirmed_by=confirmed.name if confirmed else "",
    )
    return offer_download(opened.offer, head, house_of(request))
