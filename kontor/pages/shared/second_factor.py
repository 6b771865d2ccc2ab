"""Passkeys, authenticator app and recovery codes: allauth's views behind our doors."""

from functools import wraps
from ipaddress import ip_address
from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.account.views import PasswordChangeView, ReauthenticateView
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.views import ReauthenticateView as CodeReauthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from allauth.mfa.webauthn.views import (
    AddWebAuthnView,
    ReauthenticateWebAuthnView,
    RemoveWebAuthnView,
)
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.views.decorators.http import require_safe
from django.views.generic import RedirectView

from kontor.actions import keep_people
from kontor.foundation.refusal import Conflict
from kontor.foundation.sentence import S
from kontor.pages.shared.doors import AnyDoor, View, reader
from kontor.pages.shared.entrance import WANTED, must_have_second_factor, take_wanted
from kontor.pages.shared.signing_in import LOCALHOST
from kontor.people import factors
from kontor.people.models import Person

HERE = "/profile#security"


class _EndsOtherSessions:
    """Nobody stays signed in elsewhere by what was enough before the change.

    Else a session opened with the password alone would pass for one with a second factor.
    """

    request: HttpRequest

    def form_valid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)  # type: ignore[misc]  # allauth's view
        keep_people.end_other_sessions(reader(self.request), self.request.session.session_key)
        return answer


class ChangePassword(_EndsOtherSessions, PasswordChangeView):  # type: ignore[misc]  # no types
    success_url = HERE

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not reader(request).has_usable_password():
            return redirect(HERE)
        answer: HttpResponse = super().dispatch(request, *args, **kwargs)
        return answer


class PasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    def clean(self) -> dict[str, Any]:
        try:
            kept: dict[str, Any] = super().clean()
        except (KeyError, ValueError) as garbled:
            # allauth lets through what no browser sends.
            raise get_adapter().validation_error("incorrect_code") from garbled
        return kept


class AddPasskey(_EndsOtherSessions, AddWebAuthnView):  # type: ignore[misc]
    form_class = PasskeyForm


class AddApp(_EndsOtherSessions, ActivateTOTPView):  # type: ignore[misc]
    pass


class RemovePasskey(RemoveWebAuthnView):  # type: ignore[misc]
    success_url = HERE

    def get_object(self, *args: Any) -> Authenticator:
        passkey: Authenticator = super().get_object(*args)
        _refuse_last(reader(self.request))
        return passkey


class RemoveApp(DeactivateTOTPView):  # type: ignore[misc]
    def _dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        _refuse_last(reader(request))
        answer: HttpResponse = super()._dispatch(request, *args, **kwargs)
        return answer


class Codes(ViewRecoveryCodesView):  # type: ignore[misc]
    """New codes end the set-up; from there one goes on to where one wanted."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "goes_on": WANTED in self.request.session}


@require_safe
def needed(request: HttpRequest) -> HttpResponse:
    """Why the team signs in with more than a password, and which way to choose."""
    person = reader(request)
    if person.has_second_factor or not must_have_second_factor(person):
        return redirect(take_wanted(request))
    context = {"named_address": named_address(request)}
    return render(request, "profile/second_factor_needed.html", context)


def shows_again(view: View) -> View:
    """Outside the demo, whoever sends this shows first that it is them, unless they just did.

    What was sent is kept meanwhile, and done afterwards (allauth).
    """
    asking: View = reauthentication_required(view)

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        asks = request.method == "POST" and not settings.KONTOR_DEMO
        return (asking if asks else view)(request, *args, **kwargs)

    return guarded


def _refuse_last(person: Person) -> None:
    if must_have_second_factor(person) and factors.factors_of(person).count() == 1:
        raise Conflict(
            S(
                "The team signs in with more than a password: set up another passkey or the app"
                " first, then remove this one."
            )
        )


def urls(door: AnyDoor, *, setting_up: AnyDoor) -> list[URLPattern]:
    """Below `/profile/`, behind the doors; `setting_up` asks for no second factor."""
    back = RedirectView.as_view(url=HERE)
    return [
        path("password", door(ChangePassword.as_view()), name="account_change_password"),
        path("second-factor-needed", setting_up(needed), name="second_factor_needed"),
        path("passkeys/add", setting_up(AddPasskey.as_view()), name="mfa_add_webauthn"),
        path("passkeys/<int:pk>/remove", door(RemovePasskey.as_view()), name="mfa_remove_webauthn"),
        path("app/add", setting_up(AddApp.as_view()), name="mfa_activate_totp"),
        path("app/remove", door(RemoveApp.as_view()), name="mfa_deactivate_totp"),
        path("codes", setting_up(Codes.as_view()), name="mfa_view_recovery_codes"),
        path(
            "codes/new",
            door(GenerateRecoveryCodesView.as_view()),
            name="mfa_generate_recovery_codes",
        ),
        path("again", setting_up(ReauthenticateView.as_view()), name="account_reauthenticate"),
        path("again/code", setting_up(CodeReauthenticateView.as_view()), name="mfa_reauthenticate"),
        path(
            "again/passkey",
            setting_up(ReauthenticateWebAuthnView.as_view()),
            name="mfa_reauthenticate_webauthn",
        ),
        # Where allauth leads to when something is done; both are one section of the profile.
        path("security", back, name="mfa_index"),
        path("security", back, name="mfa_list_webauthn"),
    ]


def factors_of(person: Person) -> dict[str, Any]:
    """What the profile shows: passkeys, the app, how many recovery codes are left; one query.

    `last_stays`: the only one there is cannot be removed.
    """
    rows = list(Authenticator.objects.filter(user=person).order_by("pk"))
    codes = next((row for row in rows if row.type == Authenticator.Type.RECOVERY_CODES), None)
    found = [row for row in rows if row is not codes]
    return {
        "passkeys": [row for row in found if row.type == Authenticator.Type.WEBAUTHN],
        "app": next((row for row in found if row.type == Authenticator.Type.TOTP), None),
        "codes_left": len(codes.wrap().get_unused_codes()) if codes else None,
        "last_stays": must_have_second_factor(person) and len(found) == 1,
    }


def named_address(request: HttpRequest) -> str:
    """Where passkeys work instead, if the reader came by a bare number; else nothing.

    A passkey belongs to a name. On the own machine that name is localhost.
    """
    try:
        number = ip_address(request.get_host().rpartition(":")[0] or request.get_host())
    except ValueError:
        return ""
    return f"http://{LOCALHOST}:{settings.KONTOR_PORT}" if number.is_loopback else ""
