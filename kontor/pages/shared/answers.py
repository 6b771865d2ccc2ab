"""A refusal becomes a page with a sentence; no traceback ever reaches a reader."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kontor.foundation.refusal import (
    Conflict,
    Forbidden,
    Invalid,
    NotFound,
    Refusal,
    TooOften,
    Unavailable,
)
from kontor.foundation.sentence import S

STATUS: dict[type[Refusal], int] = {
    Forbidden: 403,
    Conflict: 409,
    TooOften: 429,
    Invalid: 400,
    Unavailable: 503,
}


class RefusalMiddleware:
    """Turns refusals that a page did not handle itself into the page of their status."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Refusal):
            return refusal_page(request, exception)
        return None


def refusal_page(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The page of a refusal, with its HTTP status."""
    if isinstance(refusal, NotFound):
        return not_found(request)
    status = next(code for kind, code in STATUS.items() if isinstance(refusal, kind))
    page = render(request, f"{status}.html", {"sentence": refusal.sentence}, status=status)
    if isinstance(refusal, TooOften):
        page["Retry-After"] = str(int(refusal.span.total_seconds()))
    if isinstance(refusal, Unavailable):
        page["Retry-After"] = str(int(refusal.retry.total_seconds()))
    return page


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    sentence = None
    if isinstance(exception, TooManyFilesSent):
        most = settings.DATA_UPLOAD_MAX_NUMBER_FILES
        sentence = S("Send at most {n} files at once. Go back one page.", n=most)
    return render(request, "400.html", {"sentence": sentence}, status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """The same page for what is missing and for what the reader may not know of (spec § 3)."""
    return render(request, "404.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    return render(request, "500.html", status=500)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """The form's safety code is missing or old (CSRF)."""
    return render(request, "403.html", {"stale_form": True}, status=403)
