"""What the team does on the page of an invoice: each POST is one act and leads back to the page."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from kontor.actions import (
    cancel_one,
    correct_invoice,
    deliver_invoice,
    note_bounce,
    resolve_dispute,
)
from kontor.foundation.models import OutboxMail
from kontor.foundation.refusal import Conflict, Forbidden, Invalid, NotFound
from kontor.foundation.saying import say
from kontor.foundation.sentence import S, Sentence
from kontor.invoicing.models import Dispute
from kontor.orders.naming import about
from kontor.pages.shared.doors import reader
from kontor.pages.shared.forms import add_fault
from kontor.pages.shared.now import now_of
from kontor.pages.team.door import door, is_advisor
from kontor.pages.team.invoice import invoice_shown, page, settles
from kontor.pages.team.invoice_forms import BounceForm, ResolveForm

CHANGED = S(
    "The invoice has changed since you opened this page. Here is the latest; nothing was done."
)


@door
@require_POST
def cancel(request: HttpRequest, invoice_id: int) -> HttpResponse:
    """Cancel it, if it still stands as the page showed it."""

    def act() -> Sentence:
        _refuse_changed(request, invoice_id)
        made = cancel_one.cancel_one(reader(request), invoice_id, now_of(request))
        return S(
            "The invoice is cancelled with {number}, which goes out by itself.",
            number=str(made.number),
        )

    return _done(request, invoice_id, act, may=is_advisor(request))


@door
@require_POST
def correct(request: HttpRequest, invoice_id: int) -> HttpResponse:
    """Cancel it and draft it anew; the page of the draft follows."""
    if not is_advisor(request):
        invoice_shown(request, invoice_id)
        raise Forbidden
    try:
        _refuse_changed(request, invoice_id)
        draft = correct_invoice.correct(reader(request), invoice_id, now_of(request))
    except Conflict as conflict:
        return page(request, invoice_id, refused=conflict.sentence, status=409)
    messages.success(
        request, say(S("Cancelled and drafted anew. Here is the draft; its member has been told."))
    )
    return redirect(_back(draft.pk))


@door
@require_POST
def send_new(request: HttpRequest, invoice_id: int) -> HttpResponse:
    """Send it to the present addresses that have not had it."""

    def act() -> Sentence:
        sent = deliver_invoice.to_new_addressees(reader(request), invoice_id, now_of(request))
        if not sent:
            return S("All present addresses have it already. Nothing was sent.")
        return S.plural("{n} e-mail is on its way.", "{n} e-mails are on their way.", sent)

    return _done(request, invoice_id, act, may=settles(request))


@door
@require_POST
def answer(request: HttpRequest, invoice_id: int) -> HttpResponse:
    """Answer the dispute that the page showed."""
    invoice_shown(request, invoice_id)
    if not settles(request):
        raise Forbidden
    form = ResolveForm(request.POST)
    form.is_valid()
    outcome, words = (str(form[name].value() or "") for name in ("outcome", "text"))
    words = str(form.cleaned_data.get("text", words))
    try:
        _refuse_other_dispute(request, invoice_id)
        resolve_dispute.resolve(reader(request), invoice_id, outcome, words, now_of(request))
    except Invalid as invalid:
        for fault in invalid.faults:
            add_fault(form, fault.field, fault)
        return page(request, invoice_id, answering=form, status=422)
    except Conflict as conflict:
        return page(request, invoice_id, answering=form, refused=conflict.sentence, status=409)
    messages.success(request, say(S("Answered. Client and member have been told.")))
    return redirect(_back(invoice_id))


@door
@require_POST
def bounced(request: HttpRequest, invoice_id: int, mail_id: int) -> HttpResponse:
    """Note that a mail about it came back."""
    invoice = invoice_shown(request, invoice_id)
    if not settles(request):
        raise Forbidden
    if not OutboxMail.objects.filter(pk=mail_id, about=about(invoice.order_id)).exists():
        raise NotFound
    form = BounceForm(request.POST, auto_id=f"id_{mail_id}_%s")
    form.is_valid()
    try:
        note_bounce.note_bounce(
            reader(request), mail_id, str(form.cleaned_data.get("words", "")), now_of(request)
        )
    except Invalid as invalid:
        for fault in invalid.faults:
            add_fault(form, fault.field, fault)
        return page(request, invoice_id, bounced={mail_id: form}, status=422)
    except Conflict as conflict:
        return page(request, invoice_id, refused=conflict.sentence, status=409)
    messages.success(request, say(S("Noted. The e-mail counts as failed, and the member is told.")))
    return redirect(_back(invoice_id))


def _done(
    request: HttpRequest, invoice_id: int, act: Callable[[], Sentence], *, may: bool
) -> HttpResponse:
    """The act and back to the page with its sentence; refused, the page as it is now."""
    invoice_shown(request, invoice_id)
    if not may:
        raise Forbidden
    try:
        messages.success(request, say(act()))
    except Conflict as conflict:
        return page(request, invoice_id, refused=conflict.sentence, status=409)
    return redirect(_back(invoice_id))


def _refuse_changed(request: HttpRequest, invoice_id: int) -> None:
    """Raise Conflict where the invoice no longer stands as the page showed it."""
    if request.POST.get("status") != invoice_shown(request, invoice_id).status:
        raise Conflict(CHANGED)


def _refuse_other_dispute(request: HttpRequest, invoice_id: int) -> None:
    """Raise Conflict where the client has disputed it anew since the page was opened."""
    waiting = Dispute.objects.filter(invoice=invoice_id, state="open").first()
    shown = request.POST.get("dispute", "")
    if waiting is not None and shown != str(waiting.pk):
        raise Conflict(CHANGED)


def _back(invoice_id: int) -> str:
    return reverse("team_invoice", args=[invoice_id]) + "#headline"
