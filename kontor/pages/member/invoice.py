"""`/invoices/<id>`: one invoice of the member; a draft can be sent now or held (spec § 9)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from kontor.actions import hold_invoice, send_invoice
from kontor.foundation.refusal import Conflict, Invalid
from kontor.pages.member.door import door
from kontor.pages.member.invoice_page import HoldFields, show
from kontor.pages.shared.doors import reader
from kontor.pages.shared.forms import add_fault
from kontor.pages.shared.now import now_of

CONFLICT, UNPROCESSABLE = 409, 422


@door
@require_safe
def page(request: HttpRequest, invoice_id: int) -> HttpResponse:
    return show(request, invoice_id)


@door
@require_POST
def send_now(request: HttpRequest, invoice_id: int) -> HttpResponse:
    """Issue it at once, as it was shown."""
    try:
        invoice = send_invoice.send_now(
            reader(request), invoice_id, now_of(request), request.POST.get("shown", "")
        )
    except Conflict as conflict:
        return show(request, invoice_id, refused=conflict.sentence, status=CONFLICT)
    said = gettext("Invoice {number} is issued. Its documents are being made, then it goes out.")
    messages.success(request, said.replace("{number}", str(invoice.number)))
    return redirect(f"/invoices/{invoice_id}#headline")


@door
@require_POST
def hold(request: HttpRequest, invoice_id: int) -> HttpResponse:
    """Keep it from going out, with or without words to the team."""
    fields = HoldFields(request.POST)
    fields.is_valid()
    text, shown = fields.cleaned_data["text"], request.POST.get("shown", "")
    try:
        hold_invoice.hold(reader(request), invoice_id, text, now_of(request), shown)
    except Invalid as invalid:
        for fault in invalid.faults:
            add_fault(fields, "text", fault)
        return show(request, invoice_id, hold=fields, status=UNPROCESSABLE)
    except Conflict as conflict:
        refused = conflict.sentence
        return show(request, invoice_id, refused=refused, hold=fields, status=CONFLICT)
    messages.success(request, gettext("The invoice is held. It waits for you."))
    return redirect(f"/invoices/{invoice_id}#headline")
