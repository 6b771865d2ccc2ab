"""What everybody passes before any door: signed in, not away for long, and with a second factor.

Being away and the second factor count for the team, outside the demo (reliability § 5.6).
"""

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from kontor.foundation import clock
from kontor.pages.shared import kept_typing
from kontor.people.models import Person
from kontor.people.sessions import BEGAN, LAST_HERE

LONGEST_AWAY = timedelta(minutes=30)
LONGEST_SESSION = timedelta(hours=12)
# How exactly it is known when somebody was last here: one write a minute at most.
GRAIN = timedelta(minutes=1)
WANTED = "kontor.wanted"


def stop(request: HttpRequest, *, needs_second_factor: bool = True) -> HttpResponse | None:
    """Where the reader has to go first; None for who may go on to the door."""
    person = request.user
    if not isinstance(person, Person):
        return _to_sign_in(request)
    if not must_have_second_factor(person):
        return None
    if _is_over(request) or _was_away(request):
        logout(request)
        return _to_sign_in(request)
    if needs_second_factor and not person.has_second_factor:
        return _to_set_up(request)
    return None


def must_have_second_factor(person: Person) -> bool:
    """Whether the password alone is too little for what the person may do."""
    return person.in_team and not settings.KONTOR_DEMO


def take_wanted(request: HttpRequest) -> str:
    """The page from which somebody was led to set up a second factor, once; else the first."""
    wanted: str = request.session.pop(WANTED, "/")
    return wanted


def _is_over(request: HttpRequest) -> bool:
    """Whoever is never away signs in anew all the same, once a day."""
    began = request.session.get(BEGAN)
    return not began or clock.real() - datetime.fromisoformat(began) > LONGEST_SESSION


def _was_away(request: HttpRequest) -> bool:
    now, since = clock.real(), request.session.get(LAST_HERE)
    away = now - datetime.fromisoformat(since) if since else LONGEST_AWAY
    if away > GRAIN:
        request.session[LAST_HERE] = now.isoformat()
    return away > LONGEST_AWAY


def _to_set_up(request: HttpRequest) -> HttpResponse:
    if request.method == "GET":
        request.session[WANTED] = request.get_full_path()
    return redirect("second_factor_needed")


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """And back: to the page, or to the one from which something was sent that is kept."""
    if request.method in ("GET", "HEAD"):
        return redirect_to_login(request.get_full_path())
    kept_typing.keep(request)
    came_from = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(came_from, allowed_hosts={request.get_host()}):
        return redirect_to_login(request.get_full_path())
    return redirect_to_login(urlsplit(came_from).path)
