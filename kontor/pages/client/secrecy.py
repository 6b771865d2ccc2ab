"""Pages behind a secret link: nobody else learns the address, and nobody keeps the page."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse

from kontor.foundation import tally
from kontor.foundation.refusal import TooOften
from kontor.foundation.tally import MINUTE
from kontor.pages.shared.answers import refusal_page
from kontor.pages.shared.asker import address_of

LINKS = ("/c/", "/i/")
PATHS = (*LINKS, "/sign-in/new-password/", "/sign-in/invitation/")
WRONG_LINKS = 30
HEADERS = {
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow",
}


class SecretPages:
    """Middleware, outside the CSRF check: headers on every answer, also on refusals.

    A page with `no-referrer` makes browsers send `Origin: null` with its own forms, which the CSRF
    check would refuse. Two things tell the same truth: `Sec-Fetch-Site: same-origin`, which no page
    can forge, and the secret address itself. The CSRF token is asked for as everywhere.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        secret = request.path.startswith(PATHS)
        own_form = secret or request.headers.get("Sec-Fetch-Site") == "same-origin"
        if own_form and request.headers.get("Origin") == "null":
            request.META["HTTP_ORIGIN"] = f"{request.scheme}://{request.get_host()}"
        response = self.get_response(request)
        if secret:
            for name, value in HEADERS.items():
                response[name] = value
        return response


class WrongLinks:
    """Middleware: who tries many wrong links gets no answer for a while, also to a right one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(LINKS):
            return self.get_response(request)
        asker = f"wrong link:{address_of(request)}"
        try:
            tally.refuse_more_than(WRONG_LINKS, asker, MINUTE)
        except TooOften as refusal:
            return refusal_page(request, refusal)
        response = self.get_response(request)
        if response.status_code == HTTPStatus.NOT_FOUND:
            tally.count(asker, MINUTE)
        return response
