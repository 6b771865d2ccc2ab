"""`/invoices/<id>/change`: another period, agreement, day or lower amount of one draft (§ 9)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from kontor.actions import change_invoice, own_draft
from kontor.foundation.refusal import Conflict, Invalid
from kontor.foundation.sentence import Sentence
from kontor.invoicing.content import confirmed_of, content_of, shown_state
from kontor.invoicing.models import Invoice
from kontor.invoicing.paper import paper_of
from kontor.invoicing.parts import is_part, part_names
from kontor.invoicing.states import InvoiceEvent
from kontor.orders.plan import InvoiceKind
from kontor.orders.revising import offer_in
from kontor.pages.member.door import door
from kontor.pages.member.invoice_change_form import ChangeForm
from kontor.pages.member.invoice_page import invoice_shown, is_open, show
from kontor.pages.shared.doors import reader
from kontor.pages.shared.forms import summary_title
from kontor.pages.shared.house import house_of
from kontor.pages.shared.invoice_sheet import sheet_of
from kontor.pages.shared.now import now_of, today_of
from kontor.pages.shared.parts.words import reader_language

CONFLICT, UNPROCESSABLE = 409, 422


@door
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, invoice_id: int) -> HttpResponse:
    """The form beside the invoice as it stands; what is out or only planned is shown instead."""
    invoice = invoice_shown(request, invoice_id)
    form = _form(invoice, request)
    try:
        if request.method != "POST":
            own_draft.refuse_closed(invoice, InvoiceEvent.CHANGE)
            return _show(request, invoice, form)
        return _change(request, invoice, form)
    except Conflict as conflict:
        return _refused(request, invoice_id, conflict.sentence)


def _change(request: HttpRequest, invoice: Invoice, form: ChangeForm) -> HttpResponse:
    before = shown_state(invoice)
    change, shown = form.change(), request.POST.get("shown", "")
    try:
        if change is None:
            own_draft.refuse_closed(invoice, InvoiceEvent.CHANGE)
            return _show(request, invoice, form, status=UNPROCESSABLE)
        changed = change_invoice.change(reader(request), invoice.pk, change, now_of(request), shown)
    except Invalid as invalid:
        for fault in invalid.faults:
            form.show_fault(fault)
        return _show(request, invoice, form, status=UNPROCESSABLE)
    if shown_state(changed) == before:
        messages.info(request, gettext("Nothing was different, so nothing was changed."))
    else:
        messages.success(request, gettext("The invoice is changed."))
    return redirect(f"/invoices/{invoice.pk}#headline")


def _refused(request: HttpRequest, invoice_id: int, sentence: Sentence) -> HttpResponse:
    """The form once more where the draft has only changed, with both; else the invoice's page."""
    invoice = invoice_shown(request, invoice_id)
    if request.method != "POST" or not is_open(invoice):
        return show(request, invoice_id, refused=sentence, status=CONFLICT)
    form = _form(invoice, request)
    return _show(request, invoice, form, refused=sentence, status=CONFLICT)


def _form(invoice: Invoice, request: HttpRequest) -> ChangeForm:
    offer = offer_in(invoice.revision)
    german, english = part_names(offer, invoice.position)
    in_parts = is_part(InvoiceKind(invoice.kind), offer, invoice.position)
    return ChangeForm(
        content_of(invoice),
        confirmed_of(invoice),
        request.POST if request.method == "POST" else None,
        part=(german if reader_language() == "de" else english) if in_parts else "",
    )


def _show(
    request: HttpRequest,
    invoice: Invoice,
    form: ChangeForm,
    *,
    refused: Sentence | None = None,
    status: int = 200,
) -> HttpResponse:
    codes = [error.code or "" for errors in form.errors.as_data().values() for error in errors]
    context = {
        "invoice": invoice,
        "form": form,
        "errors_title": summary_title(codes),
        "shown": shown_state(invoice),
        "sheet": sheet_of(paper_of(invoice, house_of(request), today_of(request))),
        "refused": refused,
    }
    return render(request, "member/invoice_change.html", context, status=status)
