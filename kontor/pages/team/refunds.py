"""`/team/refunds/`: money to give back to clients, and the files with which the bank does it."""

import re
from collections.abc import Callable
from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kontor.actions import refund
from kontor.foundation.refusal import Conflict, Forbidden, Invalid, NotFound
from kontor.foundation.saying import say
from kontor.foundation.sentence import S, Sentence
from kontor.pages.shared import stored
from kontor.pages.shared.doors import reader
from kontor.pages.shared.forms import add_fault
from kontor.pages.shared.lists import typed
from kontor.pages.shared.now import now_of
from kontor.pages.shared.tables import table_file, wants_file
from kontor.pages.team.bank_forms import numbers
from kontor.pages.team.door import door, keeps_money
from kontor.pages.team.refund_forms import FileForm, account_form, drop_form
from kontor.pages.team.refund_rows import Typed, page, rows_in
from kontor.pages.team.refund_table import REFUNDS
from kontor.receivables.models import CreditTransferFile, Refund

CONFLICT, UNPROCESSABLE = 409, 422


@door
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """The list; a POST makes a file of the refunds that were ticked."""
    if request.method == "POST":
        return _make_file(request)
    if wants_file(request):
        return table_file("refunds", REFUNDS, rows_in(typed(request, "state")))
    return page(request)


@door
@require_safe
def file(request: HttpRequest, transfer_id: int) -> HttpResponse:
    """The pain.001 file, to hand to the bank."""
    made = CreditTransferFile.objects.filter(pk=transfer_id).first()
    if made is None:
        raise NotFound
    if not keeps_money(request):
        raise Forbidden
    answer = HttpResponse(stored.bytes_of(made.sha256), content_type="application/xml")
    answer["Content-Disposition"] = f'attachment; filename="{made.message_id}.xml"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@door
@require_POST
def account(request: HttpRequest, refund_id: int) -> HttpResponse:
    """Where it goes."""
    form = account_form(_refund(request, refund_id), request.POST)
    form.is_valid()
    name, iban = (str(form.cleaned_data.get(each, "")) for each in ("name", "iban"))

    def act() -> Sentence:
        refund.set_account(reader(request), refund_id, name, iban, now_of(request))
        return S("The account is kept.")

    try:
        return _done(request, act, "to_do", refund_id)
    except Invalid as invalid:
        for fault in invalid.faults:
            add_fault(form, fault.field, fault)
        return page(request, Typed(accounts={refund_id: form}), status=UNPROCESSABLE)


@door
@require_POST
def drop(request: HttpRequest, refund_id: int) -> HttpResponse:
    """It is not paid back."""
    form = drop_form(_refund(request, refund_id), request.POST)
    form.is_valid()
    words = str(form.cleaned_data.get("words", ""))

    def act() -> Sentence:
        refund.drop(reader(request), refund_id, words, now_of(request))
        return S("Dropped; it is not paid back.")

    try:
        return _done(request, act, "to_do")
    except Invalid as invalid:
        for fault in invalid.faults:
            add_fault(form, fault.field, fault)
        return page(request, Typed(drops={refund_id: form}), status=UNPROCESSABLE)


@door
@require_POST
def reopen(request: HttpRequest, refund_id: int) -> HttpResponse:
    """To do again: the bank has refused it, or it was dropped by mistake."""
    _refund(request, refund_id)

    def act() -> Sentence:
        refund.reopen(reader(request), refund_id, now_of(request))
        return S("To do again.")

    return _done(request, act, "to_do", refund_id)


def _make_file(request: HttpRequest) -> HttpResponse:
    if not keeps_money(request):
        raise Forbidden
    ticked, form = frozenset(numbers(request.POST.getlist("refund"))), FileForm(request.POST)
    day = form.cleaned_data["execution_on"] if form.is_valid() else None
    if day is None and form.is_valid():
        form.add_error("execution_on", say(S("Enter the day on which the bank shall pay.")))
    sent = Typed(file=form, ticked=ticked)
    if day is None:
        return page(request, sent, status=UNPROCESSABLE)
    try:
        made = refund.make_file(reader(request), ticked, day, now_of(request))
    except Invalid as invalid:
        return page(request, _with_faults(sent, invalid), status=UNPROCESSABLE)
    except Conflict as conflict:
        return page(request, sent, refused=conflict.sentence, status=CONFLICT)
    count = made.refunds.count()
    messages.success(
        request, say(S.plural("A file with {n} refund.", "A file with {n} refunds.", count))
    )
    return redirect(f"{reverse('team_refunds')}?state=in_file#headline")


def _with_faults(sent: Typed, invalid: Invalid) -> Typed:
    """Each fault at its field: a refund without an account asks for it where it stands."""
    form, accounts = sent.file or FileForm(), {}
    for fault in invalid.faults:
        of_one = re.fullmatch(r"refunds\[(\d+)\]", fault.field)
        if of_one is None:
            place = fault.field if fault.field in form.fields else None
            form.add_error(place, say(fault.sentence))
            continue
        row = Refund.objects.get(pk=int(of_one[1]))
        accounts[row.pk] = account_form(row, {"name": row.name, "iban": row.iban})
        add_fault(accounts[row.pk], "iban", fault)
    return replace(sent, file=form, accounts=accounts)


def _refund(request: HttpRequest, refund_id: int) -> Refund:
    row = Refund.objects.filter(pk=refund_id).first()
    if row is None:
        raise NotFound
    if not keeps_money(request):
        raise Forbidden
    return row


def _done(
    request: HttpRequest, act: Callable[[], Sentence], state: str, refund_id: int = 0
) -> HttpResponse:
    """Do it, and go back to the list; a conflict shows the latest and why nothing was done."""
    try:
        done = act()
    except Conflict as conflict:
        return page(request, refused=conflict.sentence, status=CONFLICT)
    messages.success(request, say(done))
    place = f"refund-{refund_id}" if refund_id else "headline"
    return redirect(f"{reverse('team_refunds')}?state={state}#{place}")
