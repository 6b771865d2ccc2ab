"""The password forgotten: ask for a link, and choose a new one behind it."""

from allauth.core import ratelimit
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from kontor.actions import reset_password
from kontor.cooperative.deadlines import deadline
from kontor.foundation.address import address_fault, normalise
from kontor.foundation.refusal import Fault, Invalid
from kontor.foundation.sentence import S
from kontor.pages.shared import limits
from kontor.pages.shared.forms import TypedField, add_fault
from kontor.pages.shared.now import now_of

UNPROCESSABLE = 422


class _Address(forms.Form):
    email = TypedField()


class _NewPassword(forms.Form):
    password = TypedField(widget=forms.PasswordInput)


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """The same answer for every address, whether or not it has an account."""
    form = _Address(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "account/forgotten.html", {"form": form})
    email = form.cleaned_data["email"].strip()
    wrong = address_fault(email)
    if wrong is not None:
        return _refused(request, form, Fault("email", wrong))
    if not ratelimit.consume(request, action="reset_password", key=normalise(email)):
        later = S("Too many attempts. Wait a quarter of an hour, then try again.")
        return limits.wait(_refused(request, form, Fault("email", later)))
    reset_password.ask(email, now_of(request))
    hours = deadline("password_hours")
    works_for = S.plural("It works once, for {n} hour.", "It works once, for {n} hours.", hours)
    return render(request, "account/forgotten.html", {"sent_to": email, "works_for": works_for})


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest, token: str) -> HttpResponse:
    """`/sign-in/new-password/TOKEN`: opening it changes nothing."""
    person = reset_password.owner_of(token, now_of(request))
    form = _NewPassword(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            reset_password.choose(token, form.cleaned_data["password"], now_of(request))
        except Invalid as invalid:
            for fault in invalid.faults:
                add_fault(form, fault.field, fault)
        else:
            messages.success(request, gettext("Your new password is set. Sign in with it."))
            return redirect("account_login")
    status = UNPROCESSABLE if form.errors else 200
    context = {"form": form, "email": person.email}
    return render(request, "account/new_password.html", context, status=status)


def _refused(request: HttpRequest, form: _Address, fault: Fault) -> HttpResponse:
    add_fault(form, fault.field, fault)
    return render(request, "account/forgotten.html", {"form": form}, status=UNPROCESSABLE)
