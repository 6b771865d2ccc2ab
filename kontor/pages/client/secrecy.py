"""Pages behind a secret link: nobody else learns the address, and nobody keeps the page."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

PATHS = ("/c/", "/i/")
HEADERS = {
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow",
}


class SecretPages:
    """Middleware, outside the CSRF check: headers on every answer, also on refusals.

    A page with `no-referrer` makes browsers send `Origin: null` with its own forms, which the CSRF
    check would refuse. `Sec-Fetch-Site: same-origin`, which no page can forge, tells the same
    truth; the CSRF token itself is asked for as everywhere.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(PATHS):
            return self.get_response(request)
        _know_own_forms(request)
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response[name] = value
        return response


def _know_own_forms(request: HttpRequest) -> None:
    if request.headers.get("Origin") == "null" and (
        request.headers.get("Sec-Fetch-Site") == "same-origin"
    ):
        request.META["HTTP_ORIGIN"] = f"{request.scheme}://{request.get_host()}"
