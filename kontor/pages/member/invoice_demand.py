"""The member's answer about the formal demand, and the reminders as PDF (spec § 11)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from kontor.actions import answer_demand
from kontor.foundation.refusal import Conflict, Invalid
from kontor.invoicing.access import own
from kontor.pages.member.door import door
from kontor.pages.member.invoice_page import show
from kontor.pages.member.invoice_reminders import VetoFields
from kontor.pages.shared import reminder_document
from kontor.pages.shared.doors import reader
from kontor.pages.shared.forms import add_fault
from kontor.pages.shared.now import now_of

CONFLICT, UNPROCESSABLE = 409, 422


@door
@require_safe
def document(request: HttpRequest, invoice_id: int, level: int) -> HttpResponse:
    """A reminder as the client got it."""
    return reminder_document.download(own(reader(request)), invoice_id, level)


@door
@require_POST
def agree(request: HttpRequest, invoice_id: int) -> HttpResponse:
    """The formal demand need not wait for an answer."""
    try:
        answer_demand.agree(reader(request), invoice_id, now_of(request))
    except Conflict as conflict:
        return show(request, invoice_id, refused=conflict.sentence, status=CONFLICT)
    messages.success(request, gettext("You have agreed. The formal demand goes out on its day."))
    return redirect(f"/invoices/{invoice_id}#headline")


@door
@require_POST
def veto(request: HttpRequest, invoice_id: int) -> HttpResponse:
    """No formal demand, for the reason that was typed."""
    fields = VetoFields(request.POST)
    fields.is_valid()
    text = fields.cleaned_data["text"]
    try:
        answer_demand.veto(reader(request), invoice_id, text, now_of(request))
    except Invalid as invalid:
        for fault in invalid.faults:
            add_fault(fields, fault.field, fault)
        return show(request, invoice_id, veto=fields, status=UNPROCESSABLE)
    except Conflict as conflict:
        refused = conflict.sentence
        return show(request, invoice_id, refused=refused, veto=fields, status=CONFLICT)
    messages.success(request, gettext("Your veto stands. The formal demand does not go out."))
    return redirect(f"/invoices/{invoice_id}#headline")
