"""Signing in, where too many attempts are answered as such: 429 and when to come back."""

from typing import Any

from allauth.account.views import LoginView
from allauth.mfa.base.views import AuthenticateView
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

TOO_MANY = 429
WAIT_SECONDS = 15 * 60
CODES = {"too_many_login_attempts", "rate_limited"}


def too_many(request: HttpRequest) -> HttpResponse:
    """The page for a browser that asks too often, whatever it asks for."""
    return wait(render(request, "429.html"))


class SignIn(LoginView):  # type: ignore[misc]  # allauth ships no types
    """With the password; the form stays, and says what is wrong."""

    def form_invalid(self, form: Any) -> HttpResponse:
        return _as_limited(form, super().form_invalid(form))


class SecondStep(AuthenticateView):  # type: ignore[misc]  # allauth ships no types
    """With the app's code or a recovery code."""

    def form_invalid(self, form: Any) -> HttpResponse:
        return _as_limited(form, super().form_invalid(form))


def _as_limited(form: Any, answer: HttpResponse) -> HttpResponse:
    errors: list[ValidationError] = [one for each in form.errors.as_data().values() for one in each]
    return wait(answer) if any(error.code in CODES for error in errors) else answer


def wait(answer: HttpResponse) -> HttpResponse:
    """The answer as one to too many attempts."""
    answer.status_code = TOO_MANY
    answer["Retry-After"] = str(WAIT_SECONDS)
    return answer
