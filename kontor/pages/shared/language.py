"""Which language a page speaks: the reader's own choice, then the account's, then the browser's."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

COOKIE = "kontor-language"
KNOWN = [code for code, _ in settings.LANGUAGES]


class ReaderLanguageMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = chosen(request) or _of_account(request) or _of_browser(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language() or language)
        return response


def chosen(request: HttpRequest) -> str | None:
    """The language picked with the switch, or None."""
    language = request.COOKIES.get(COOKIE)
    return language if language in KNOWN else None


def speak(request: HttpRequest, preferred: str) -> None:
    """Speak `preferred` on a page without account, unless the reader chose otherwise."""
    if chosen(request) is None and preferred in KNOWN:
        translation.activate(preferred)


@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    """Keep the chosen language in a cookie for a year and go back to the page."""
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = "/"
    response = HttpResponseRedirect(back)
    language = request.POST.get("language")
    if language in KNOWN:
        keep(request, response, language)
    return response


def keep(request: HttpRequest, response: HttpResponse, language: str) -> None:
    """From now on this browser reads in `language`."""
    response.set_cookie(
        COOKIE,
        language,
        max_age=365 * 24 * 3600,
        samesite="Lax",
        httponly=True,
        secure=request.is_secure(),
    )


def _of_account(request: HttpRequest) -> str | None:
    return request.user.language if request.user.is_authenticated else None


def _of_browser(request: HttpRequest) -> str:
    language = translation.get_language_from_request(request)
    return language if language in KNOWN else settings.LANGUAGE_CODE
