"""`/profile`: everybody's own name, language, sign-in and news (spec § 3, § 17)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext, gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from kontor.actions import keep_people, reset_password
from kontor.foundation.refusal import Invalid
from kontor.pages.shared import second_factor
from kontor.pages.shared.browsers import browser_name
from kontor.pages.shared.doors import AnyDoor, reader
from kontor.pages.shared.forms import PickField, TypedField, add_fault
from kontor.pages.shared.language import keep
from kontor.pages.shared.now import now_of
from kontor.pages.shared.parts.words import in_words
from kontor.pages.shared.personal_data import own_data
from kontor.people.held import choices_of
from kontor.people.models import Person
from kontor.people.notices import KINDS, How, Kind
from kontor.people.roles import Role
from kontor.people.rules import LONGEST_NAME
from kontor.people.sessions import Session

UNPROCESSABLE = 422
HOW = (
    (How.AT_ONCE, gettext_lazy("At once")),
    (How.DIGEST, gettext_lazy("Once a day, together")),
    (How.DESK, gettext_lazy("Only here on the pages")),
)


class ProfileForm(forms.Form):
    name = TypedField(max_length=LONGEST_NAME)
    language = PickField(choices=settings.LANGUAGES, widget=forms.RadioSelect)


class NewsForm(forms.Form):
    """One field per kind that can be chosen."""

    def __init__(self, chosen: dict[str, str]) -> None:
        super().__init__()
        for kind in KINDS:
            if not kind.required:
                self.fields[kind.key] = PickField(
                    choices=HOW,
                    label=in_words(kind.title),
                    initial=chosen.get(kind.key, How.AT_ONCE),
                )


@dataclass(frozen=True)
class SignedIn:
    """A session as its person knows it again."""

    browser: str
    since: datetime | None
    is_this: bool


@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    person = reader(request)
    form = ProfileForm(request.POST or {"name": person.name, "language": person.language})
    if request.method != "POST":
        return _page(request, form)
    if not form.is_valid():
        return _page(request, form, UNPROCESSABLE)
    language = form.cleaned_data["language"] or person.language
    try:
        keep_people.change_profile(person, form.cleaned_data["name"], language, now_of(request))
    except Invalid as invalid:
        for fault in invalid.faults:
            add_fault(form, fault.field, fault)
        return _page(request, form, UNPROCESSABLE)
    messages.success(request, gettext("Your profile is saved."))
    response = redirect("profile")
    keep(request, response, language)
    return response


@require_POST
def news(request: HttpRequest) -> HttpResponse:
    """How to be told of what."""
    keep_people.choose_notifications(reader(request), request.POST.dict())
    messages.success(request, gettext("Your choices are saved."))
    return redirect("/profile#news")


@require_POST
def end_others(request: HttpRequest) -> HttpResponse:
    """Sign out everywhere but here."""
    n = keep_people.end_other_sessions(reader(request), request.session.session_key)
    ended = ngettext("{n} other session is ended.", "{n} other sessions are ended.", n)
    words = ended.replace("{n}", str(n)) if n else gettext("There was no other session.")
    messages.success(request, words)
    return redirect("/profile#sessions")


@require_POST
def mail_password_link(request: HttpRequest) -> HttpResponse:
    """A first password, by the way of a forgotten one."""
    reset_password.ask(reader(request).email, now_of(request))
    messages.success(request, gettext("A link to choose a password is on its way to you."))
    return redirect("/profile#security")


def urls(door: AnyDoor) -> list[URLPattern]:
    """Below `/profile`, behind the door of everybody who is signed in."""
    return [
        path("profile", door(show), name="profile"),
        path("profile/news", door(news), name="profile_news"),
        path("profile/sessions/end-others", door(end_others), name="profile_end_others"),
        path("profile/data", door(own_data), name="profile_data"),
        path("profile/password-link", door(mail_password_link), name="profile_password_link"),
    ]


def _page(request: HttpRequest, form: ProfileForm, status: int = 200) -> HttpResponse:
    person = reader(request)
    is_member = person.has(Role.MEMBER)
    context = {
        "form": form,
        "email": person.email,
        "has_password": person.has_usable_password(),
        **second_factor.factors_of(person),
        "named_address": second_factor.named_address(request),
        "sessions": _sessions(person, request.session.session_key),
        "news": NewsForm(choices_of(person)) if is_member else None,
        "required": _required() if is_member else (),
    }
    return render(request, "profile.html", context, status=status)


def _sessions(person: Person, here: str | None) -> list[SignedIn]:
    """Sessions live in real time, also where the demo's date is moved."""
    rows = Session.objects.filter(person=person, expire_date__gt=datetime.now(UTC))
    found = [
        SignedIn(browser_name(row.browser), row.signed_in_at, row.session_key == here)
        for row in rows.order_by("-signed_in_at")
    ]
    return sorted(found, key=lambda one: not one.is_this)


def _required() -> Sequence[Kind]:
    return [kind for kind in KINDS if kind.required]
