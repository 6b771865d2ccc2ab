"""`/sign-in/invitation/TOKEN`: somebody invited chooses a password, and their account is open."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from kontor.actions import open_account
from kontor.foundation.refusal import Invalid, NotFound
from kontor.pages.shared.forms import TypedField, add_fault
from kontor.pages.shared.house import house_of
from kontor.pages.shared.language import speak
from kontor.pages.shared.now import now_of
from kontor.people.models import Person

UNPROCESSABLE, GONE = 422, 404


class _Password(forms.Form):
    password = TypedField(widget=forms.PasswordInput)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, token: str) -> HttpResponse:
    """Opening the link changes nothing; a used, replaced or old one is answered like none."""
    try:
        person = open_account.owner_of(token, now_of(request))
        return _answer(request, token, person)
    except NotFound:
        return render(request, "account/invitation_gone.html", _house(request), status=GONE)


def _answer(request: HttpRequest, token: str, person: Person) -> HttpResponse:
    speak(request, person.language)
    sent = request.method == "POST"
    form = _Password(request.POST if sent else None)
    if sent and form.is_valid():
        try:
            open_account.open_account(token, form.cleaned_data["password"], now_of(request))
        except Invalid as invalid:
            for fault in invalid.faults:
                add_fault(form, fault.field, fault)
        else:
            messages.success(request, gettext("Your account is open. Sign in with your password."))
            return redirect("account_login")
    status = UNPROCESSABLE if form.errors else 200
    context = {"form": form, "person": person, **_house(request)}
    return render(request, "account/invitation.html", context, status=status)


def _house(request: HttpRequest) -> dict[str, object]:
    return {"house": house_of(request)}
