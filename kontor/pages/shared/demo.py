"""The demo's clicks: be one of its people, move the date, look at all parts. Else all are 404."""

from collections.abc import Iterator
from functools import wraps

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST, require_safe

from kontor.actions import keep_house
from kontor.actions.run_night import Night
from kontor.foundation.refusal import NotFound
from kontor.foundation.saying import spoken
from kontor.pages.shared import start
from kontor.pages.shared.doors import View
from kontor.pages.shared.language import keep
from kontor.pages.shared.parts.samples import samples
from kontor.people.demo import account_of

MOST_DAYS = 31
LONGEST = 2
BACKEND = settings.AUTHENTICATION_BACKENDS[0]


def only_in_demo(view: View) -> View:
    """Outside the demo the page does not exist."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if not settings.KONTOR_DEMO:
            raise NotFound
        return view(request, *args, **kwargs)

    return guarded


@only_in_demo
@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """The start page, also for somebody who is signed in."""
    return start.start(request)


@only_in_demo
@require_POST
def be(request: HttpRequest, who: str) -> HttpResponse:
    """Sign in as one of the demo's people."""
    person = account_of(who)
    if person is None:
        raise NotFound
    login(request, person, backend=BACKEND)
    response = redirect("home")
    if person.language != spoken():
        keep(request, response, spoken())  # the visitor goes on reading what they read
    return response


@only_in_demo
@require_POST
def forward(request: HttpRequest) -> HttpResponse:
    """Move the date by some days, and say what the nights in between did."""
    typed = request.POST.get("days", "").strip()
    days = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) <= LONGEST else 0
    if not 1 <= days <= MOST_DAYS:
        messages.warning(request, gettext("Type a number of days from 1 to 31."))
        return redirect(_back(request))
    night = keep_house.move_date_forward(days)
    moved = ngettext("The date is {n} day later.", "The date is {n} days later.", days)
    happened = list(_happened(night)) or [gettext("Nothing was due.")]
    messages.success(request, " ".join([moved.replace("{n}", str(days)), *happened]))
    return redirect(_back(request))


@only_in_demo
@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """Every part in every state, for looking and for the accessibility test."""
    return render(request, "components.html", samples())


def _back(request: HttpRequest) -> str:
    back = request.POST.get("next", "/")
    ours = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    return back if ours else "/"


def _happened(night: Night) -> Iterator[str]:
    counted = (
        (night.lapsed, ngettext("{n} offer lapsed.", "{n} offers lapsed.", night.lapsed)),
        (
            night.drafted,
            ngettext("{n} invoice is a draft now.", "{n} invoices are drafts now.", night.drafted),
        ),
        (night.issued, ngettext("{n} invoice went out.", "{n} invoices went out.", night.issued)),
        (
            night.refused,
            ngettext(
                "{n} invoice could not go out; it stands on the team’s desk.",
                "{n} invoices could not go out; they stand on the team’s desk.",
                night.refused,
            ),
        ),
        (
            night.dunned,
            ngettext(
                "{n} reminder or question went out.",
                "{n} reminders or questions went out.",
                night.dunned,
            ),
        ),
        (
            night.guarantees,
            ngettext(
                "{n} payment guarantee is to be decided.",
                "{n} payment guarantees are to be decided.",
                night.guarantees,
            ),
        ),
    )
    for n, words in counted:
        if n:
            yield words.replace("{n}", str(n))
