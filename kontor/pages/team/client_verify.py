"""Verifying a client, taking that back, and asking the VAT register (spec § 4)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from kontor.actions import verify_client
from kontor.clients import vies
from kontor.clients.vat_register import Verdict
from kontor.foundation.refusal import Conflict, Invalid
from kontor.foundation.saying import say
from kontor.foundation.sentence import S, Sentence
from kontor.pages.shared.doors import reader
from kontor.pages.shared.forms import add_fault
from kontor.pages.shared.now import now_of
from kontor.pages.team import client
from kontor.pages.team.client_forms import VerifyForm, WithdrawForm, version_of
from kontor.pages.team.door import door

PLACE = "#verify"
ANSWERS: dict[str, Sentence] = {
    Verdict.VALID: S("The VAT register says: the number is valid."),
    Verdict.INVALID: S("The VAT register says: the number is not valid."),
    Verdict.NOT_CHECKED: S("The number could not be checked. Nothing is known about it yet."),
}


@door
@require_POST
def verify(request: HttpRequest, client_id: int) -> HttpResponse:
    """The data as the page showed them were compared with something."""
    shown, form = client.one(client_id), VerifyForm(request.POST)
    try:
        verify_client.verify(
            reader(request), shown.pk, version_of(form), form.how(), now_of(request)
        )
    except Invalid as invalid:
        for fault in invalid.faults:
            form.show(fault)
        return client.page(request, shown, verifying=form, status=422)
    except Conflict as conflict:
        return client.page(request, shown, refusal=conflict.sentence, status=409)
    messages.success(request, say(S("The client is verified.")))
    return _back(client_id)


@door
@require_POST
def withdraw(request: HttpRequest, client_id: int) -> HttpResponse:
    """The client is unverified again."""
    shown, form = client.one(client_id), WithdrawForm(request.POST)
    reason = str(form["reason"].value() or "")
    try:
        verify_client.withdraw_verification(reader(request), shown.pk, reason, now_of(request))
    except Invalid as invalid:
        for fault in invalid.faults:
            add_fault(form, fault.field, fault)
        return client.page(request, shown, withdrawing=form, status=422)
    except Conflict as conflict:
        return client.page(request, shown, refusal=conflict.sentence, status=409)
    messages.success(request, say(S("The client is no longer verified.")))
    return _back(client_id)


@door
@require_POST
def ask_register(request: HttpRequest, client_id: int) -> HttpResponse:
    """Ask the register of VAT numbers about the present number."""
    shown = client.one(client_id)
    try:
        check = verify_client.check_vat_number(
            reader(request), shown.pk, vies.register(), now_of(request)
        )
    except Conflict as conflict:
        return client.page(request, shown, refusal=conflict.sentence, status=409)
    level = messages.SUCCESS if check.verdict == Verdict.VALID else messages.WARNING
    messages.add_message(request, level, say(ANSWERS[check.verdict]))
    return _back(client_id)


def _back(client_id: int) -> HttpResponse:
    return redirect(reverse("team_client", args=[client_id]) + PLACE)
