"""Pages behind a secret link: nobody else learns the address, and nobody keeps the page."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

PATHS = ("/c/", "/i/", "/sign-in/new-password/", "/sign-in/invitation/")
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
