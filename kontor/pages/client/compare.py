"""`/c/<token>/compare`: what changed since this person was last asked. Nothing else is compared."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kontor.foundation.days import day_of
from kontor.foundation.refusal import NotFound
from kontor.foundation.sentence import S, Sentence
from kontor.orders.earlier_offer import EarlierOffer
from kontor.orders.invited import open_offer
from kontor.pages.client.offer import GONE
from kontor.pages.shared.comparison import comparison
from kontor.pages.shared.language import speak
from kontor.pages.shared.now import today_of


@require_safe
def page(request: HttpRequest, token: str) -> HttpResponse:
    """404 as well where nothing was shown before, or where the link shows no offer any more."""
    opened = open_offer(token, today_of(request))
    if opened.state in GONE or opened.earlier is None:
        raise NotFound
    speak(request, opened.language)
    context = {
        "opened": opened,
        "token": token,
        "since": _since(opened.earlier),
        "differences": comparison(opened.earlier.offer, opened.offer),
    }
    return render(request, "client/compare.html", context)


def _since(earlier: EarlierOffer) -> Sentence:
    on = day_of(earlier.at)
    match earlier.answer:
        case "request_changes":
            return S("Since you asked for changes on {day}", day=on)
        case "confirm":
            return S("Since you confirmed on {day}", day=on)
    return S("Since the offer of {day}", day=on)
