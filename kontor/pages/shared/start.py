"""`/`: where everybody begins. In the demo one click makes a visitor one of its people."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from kontor.foundation.refusal import Forbidden
from kontor.pages.shared.doors import View
from kontor.pages.shared.frame import initials_of
from kontor.pages.shared.house import house_of
from kontor.pages.shared.parts.shapes import Words
from kontor.people.demo import PEOPLE
from kontor.people.models import Person
from kontor.people.roles import TEAM, Role


def home(*, members: View, team: str) -> View:
    """The view of `/`: the start page, the `members` view, or on to the page named `team`."""

    @require_safe
    def view(request: HttpRequest) -> HttpResponseBase:
        person = request.user
        if not isinstance(person, Person):
            return start(request) if settings.KONTOR_DEMO else redirect("account_login")
        if person.has(Role.MEMBER):
            return members(request)
        if any(person.has(role) for role in TEAM):
            return redirect(team)
        raise Forbidden

    return view


@dataclass(frozen=True)
class Visitor:
    """Somebody the visitor can be, with one sentence about what to do there."""

    who: str
    role: Words
    sentence: Words

    @property
    def name(self) -> str:
        return PEOPLE[self.who].name

    @property
    def first_name(self) -> str:
        return self.name.split()[0]

    @property
    def initials(self) -> str:
        return initials_of(self.name)


VISITORS = (
    Visitor(
        "member",
        _("member"),
        _("Agrees work with clients and writes the orders. Start here: + New order."),
    ),
    Visitor(
        "advisor",
        _("advisor"),
        _("Reviews what was submitted, with the checks beside it, and approves it."),
    ),
    Visitor(
        "accountant",
        _("accountant"),
        _("Books what the bank tells, sees to reminders, and answers what clients dispute."),
    ),
    Visitor(
        "admin",
        _("administrator"),
        _("Invites people, gives them roles, and sets what holds for the whole house."),
    ),
    Visitor(
        "second_member",
        _("another member"),
        _("Works for clients too and finds nothing of Mira’s orders anywhere."),
    ),
)


def start(request: HttpRequest) -> HttpResponse:
    """The start page of the demo: whom to be, and a walk through the portal in five lines."""
    context = {"visitors": VISITORS, "mailbox_url": reverse("mailbox")}
    return render(request, "start.html", context)


@require_safe
def legal_notice(request: HttpRequest) -> HttpResponse:
    """Who runs this portal (§ 5 DDG, § 25a GenG)."""
    return render(request, "legal_notice.html", {"house": house_of(request)})
