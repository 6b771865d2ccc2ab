"""`/team/people/PERSON/`: an account with its roles, sessions and history; administrators only."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST, require_safe

from kontor.actions import keep_people
from kontor.foundation import clock
from kontor.foundation.mails import mails_about
from kontor.foundation.refusal import Conflict, Invalid, NotFound
from kontor.foundation.sentence import Sentence
from kontor.pages.shared.browsers import browser_name
from kontor.pages.shared.doors import View, reader
from kontor.pages.shared.forms import add_fault
from kontor.pages.shared.mail_lines import mail_lines
from kontor.pages.shared.now import now_of
from kontor.pages.shared.second_factor import factors_of, shows_again
from kontor.pages.team.door import admins_door
from kontor.pages.team.people import STATES, UNPROCESSABLE, RolesField
from kontor.pages.team.person_history import person_history
from kontor.people.directory import everybody, state_of
from kontor.people.erased import is_erased
from kontor.people.models import Person
from kontor.people.roles import Role, in_order, in_words
from kontor.people.sessions import alive

CONFLICT = 409


class RolesForm(forms.Form):
    """`shown`: the roles that stood on the page when it was drawn."""

    roles = RolesField()
    shown = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_shown(self) -> list[Role]:
        return in_order(self.cleaned_data["shown"].split())


@dataclass(frozen=True)
class SignedIn:
    """One of somebody's sessions."""

    browser: str
    since: datetime | None


@admins_door
@require_safe
def show(request: HttpRequest, person_id: int) -> HttpResponse:
    return _page(request, _person(person_id))


@admins_door
@require_POST
@shows_again
def roles(request: HttpRequest, person_id: int) -> HttpResponse:
    person = _person(person_id)
    form = RolesForm(request.POST)
    form.is_valid()
    wanted, shown = form.cleaned_data["roles"], form.cleaned_data["shown"]
    try:
        keep_people.set_roles(reader(request), person.pk, wanted, shown, now_of(request))
    except Invalid as invalid:
        for fault in invalid.faults:
            add_fault(form, fault.field, fault)
        return _page(request, person, form, status=UNPROCESSABLE)
    except Conflict as conflict:
        return _page(request, _person(person_id), refusal=conflict.sentence, status=CONFLICT)
    messages.success(request, gettext("The roles are saved."))
    return _back(person)


@admins_door
@require_POST
@shows_again
def withdraw(request: HttpRequest, person_id: int) -> HttpResponse:
    person = _person(person_id)
    try:
        keep_people.withdraw_invitation(reader(request), person.pk, now_of(request))
    except Conflict as conflict:
        return _page(request, _person(person_id), refusal=conflict.sentence, status=CONFLICT)
    messages.success(request, gettext("The invitation is withdrawn; its link no longer works."))
    return redirect("team_people")


def _act(do: Callable[[HttpRequest, Person], str]) -> View:
    """The view of a button: do it, and say what was done; a conflict stands above the page."""

    @admins_door
    @require_POST
    @shows_again
    def view(request: HttpRequest, person_id: int) -> HttpResponse:
        person = _person(person_id)
        try:
            messages.success(request, do(request, person))
        except Conflict as conflict:
            return _page(request, _person(person_id), refusal=conflict.sentence, status=CONFLICT)
        return _back(person)

    return view


@_act
def invite_again(request: HttpRequest, person: Person) -> str:
    keep_people.invite_again(reader(request), person.pk, now_of(request))
    return gettext("A new link is on its way; the old one no longer works.")


@_act
def deactivate(request: HttpRequest, person: Person) -> str:
    keep_people.deactivate(person.email, now_of(request), reader(request))
    return gettext("The account is closed, and all its sessions are ended.")


@_act
def reactivate(request: HttpRequest, person: Person) -> str:
    keep_people.reactivate(person.email, now_of(request), reader(request))
    return gettext("The account is open again.")


@_act
def forget_second_factors(request: HttpRequest, person: Person) -> str:
    keep_people.forget_second_factors(person.email, now_of(request), reader(request))
    return gettext("Passkeys, app and codes are removed. The owner is told by e-mail.")


@_act
def end_sessions(request: HttpRequest, person: Person) -> str:
    n = keep_people.end_sessions(reader(request), person.pk, now_of(request))
    return ngettext("{n} session is ended.", "{n} sessions are ended.", n).replace("{n}", str(n))


def _person(person_id: int) -> Person:
    person = everybody().filter(pk=person_id).first()
    if person is None:
        raise NotFound
    return person


def _back(person: Person) -> HttpResponse:
    return redirect(f"{reverse('team_person', args=[person.pk])}#headline")


def _page(
    request: HttpRequest,
    person: Person,
    form: RolesForm | None = None,
    *,
    refusal: Sentence | None = None,
    status: int = 200,
) -> HttpResponse:
    initial = {"roles": person.roles, "shown": " ".join(in_order(person.roles))}
    state = state_of(person)
    context = {
        "person": person,
        "roles": in_words(person.roles),
        "state": state,
        "state_tag": STATES[state],
        "form": form or RolesForm(initial=initial),
        "refusal": refusal,
        "is_erased": is_erased(person),
        "is_reader": person.pk == reader(request).pk,
        **factors_of(person),
        "sessions": _sessions(person),
        "mails": mail_lines(mails_about(f"person:{person.pk}"), names_client=True)[-3:][::-1],
        "history": person_history(person.pk),
    }
    return render(request, "team/person.html", context, status=status)


def _sessions(person: Person) -> Sequence[SignedIn]:
    rows = alive(person, clock.real()).order_by("-signed_in_at")
    return [SignedIn(browser_name(row.browser), row.signed_in_at) for row in rows]
