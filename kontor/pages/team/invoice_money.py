"""What accountants do with the money of an invoice; each POST is one act and leads back to it."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from kontor.actions import decide_entry
from kontor.foundation.money import ZERO
from kontor.foundation.refusal import Conflict, Forbidden, Invalid, NotFound
from kontor.foundation.saying import say
from kontor.foundation.sentence import S, Sentence
from kontor.foundation.written import Money
from kontor.pages.shared.doors import reader
from kontor.pages.shared.forms import add_fault
from kontor.pages.shared.now import now_of
from kontor.pages.team.bank_forms import WriteOffForm, numbers
from kontor.pages.team.door import door, keeps_money
from kontor.pages.team.invoice import invoice_shown, page
from kontor.pages.team.shown_amount import shown_amount
from kontor.receivables.models import Allocation


@door
@require_POST
def write_off(request: HttpRequest, invoice_id: int) -> HttpResponse:
    """Nobody claims this part of it any more."""
    _refuse_others(request, invoice_id)
    form = WriteOffForm(request.POST)
    if not form.is_valid():
        return page(request, invoice_id, writing_off=form, status=422)
    amount, words = form.cleaned_data["amount"] or ZERO, form.cleaned_data["words"]

    def act() -> Sentence:
        shown = shown_amount(request, "open")
        person, now = reader(request), now_of(request)
        decide_entry.write_off(person, invoice_id, amount, words, now, shown_open=shown)
        return S("Written off.")

    return _answer(request, invoice_id, act, form)


@door
@require_POST
def use_credit(request: HttpRequest, invoice_id: int) -> HttpResponse:
    """Give it money that is kept for its client."""
    _refuse_others(request, invoice_id)
    kept = next(iter(numbers(request.POST.getlist("kept"))), 0)

    def act() -> Sentence:
        given = decide_entry.use_credit(reader(request), kept, invoice_id, now_of(request))
        return S("{amount} that were kept are booked to it.", amount=Money(given.amount))

    return _answer(request, invoice_id, act)


@door
@require_POST
def undo(request: HttpRequest, invoice_id: int) -> HttpResponse:
    """Take back what was booked to it, or written off."""
    _refuse_others(request, invoice_id)
    sent = numbers(request.POST.getlist("allocation"))
    if not sent or Allocation.objects.filter(pk__in=sent, invoice=invoice_id).count() < len(sent):
        raise NotFound

    def act() -> Sentence:
        decide_entry.undo_all(reader(request), sent, now_of(request))
        return S("Undone.")

    return _answer(request, invoice_id, act)


def _refuse_others(request: HttpRequest, invoice_id: int) -> None:
    invoice_shown(request, invoice_id)
    if not keeps_money(request):
        raise Forbidden


def _answer(
    request: HttpRequest,
    invoice_id: int,
    act: Callable[[], Sentence],
    form: WriteOffForm | None = None,
) -> HttpResponse:
    """Do it and go back to the page, which says what was done, or why not."""
    try:
        done = act()
    except Invalid as invalid:
        if form is None:
            raise
        for fault in invalid.faults:
            add_fault(form, fault.field, fault)
        return page(request, invoice_id, writing_off=form, status=422)
    except Conflict as conflict:
        sentence = conflict.sentence
        return page(request, invoice_id, writing_off=form, refused=sentence, status=409)
    messages.success(request, say(done))
    return redirect(reverse("team_invoice", args=[invoice_id]) + "#headline")
