"""Proofs on the member's pages: uploaded, shown, removed. The form's own stand in form_proofs."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from functools import reduce

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kontor.actions import keep_proofs
from kontor.foundation.refusal import Conflict, Fault, Invalid, NotFound
from kontor.foundation.sentence import S, Sentence
from kontor.foundation.uploads import TOO_LARGE
from kontor.invoicing.guaranteed import is_guaranteed
from kontor.invoicing.models import Invoice
from kontor.orders import access
from kontor.orders.kept_proofs import proofs_of
from kontor.orders.models import Order
from kontor.orders.proofs import one_own
from kontor.pages.member.door import door
from kontor.pages.member.proof_field import ProofField
from kontor.pages.shared.bounded_uploads import too_large
from kontor.pages.shared.doors import reader
from kontor.pages.shared.forms import add_fault
from kontor.pages.shared.now import now_of
from kontor.pages.shared.proof_rows import ProofRow, download, rows_of
from kontor.people.models import Person

NAME = keep_proofs.FIELD
ENDED = ("rejected", "cancelled", "completed")
CONFLICT, UNPROCESSABLE = 409, 422


class ProofFields(forms.Form):
    """The file on the order's own pages."""

    use_required_attribute = False

    proof = ProofField()


@door
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, order_id: int) -> HttpResponse:
    """`/orders/5/proofs`: the files, and what was wrong with those that were sent."""
    person = reader(request)
    order = access.own(person, order_id)
    fields = ProofFields(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _show(request, order, fields)
    try:
        fault = keep_sent(person, order_id, request)
    except Conflict as conflict:
        return _show(request, order, fields, refused=conflict.sentence, status=CONFLICT)
    if fault is None and not request.FILES:
        fault = Fault(NAME, S("Choose a file."), missing=True)
    if fault is not None:
        add_fault(fields, NAME, fault)
        return _show(request, order, fields, status=UNPROCESSABLE)
    messages.success(request, gettext("The proof is uploaded."))
    return redirect(f"/orders/{order_id}/#proofs")


@door
@require_POST
def remove(request: HttpRequest, order_id: int, key: str) -> HttpResponse:
    """Take a file back that nobody has judged; a second click finds it gone."""
    person = reader(request)
    order = access.own(person, order_id)
    try:
        take_off(person, order_id, key, now_of(request))
    except Conflict as conflict:
        return _show(request, order, ProofFields(), refused=conflict.sentence, status=CONFLICT)
    messages.success(request, gettext("The proof is removed."))
    return redirect(f"/orders/{order_id}/#proofs")


@door
@require_safe
def file(request: HttpRequest, order_id: int, key: str) -> HttpResponse:
    """The file, for the owner of the order."""
    return download(one_own(reader(request), order_id, key))


def shown(order: Order, invoices: Iterable[Invoice]) -> dict[str, object]:
    """What the order's page shows of them; no query where they were read with it.

    `upload`: the form, while the order lives or can be revived; a draft has it in its own form.
    `guaranteed` and `unguaranteed`: ids of issued invoices.
    """
    lives = order.lapsed or order.status not in ENDED
    verdicts = {invoice.pk: is_guaranteed(invoice, proofs_of(order)) for invoice in invoices}
    return {
        "guaranteed": [pk for pk, verdict in verdicts.items() if verdict],
        "unguaranteed": [pk for pk, verdict in verdicts.items() if verdict is False],
        "proofs": proof_rows(order),
        "upload": ProofFields() if lives and order.status != "draft" else None,
    }


def proof_rows(order: Order) -> list[ProofRow]:
    """The proofs of the reader's own order, the oldest first."""
    return rows_of(order, f"/orders/{order.pk}/proofs")


def were_sent(request: HttpRequest) -> bool:
    """Whether files came with the form, those that were too large among them."""
    return bool(request.FILES) or bool(too_large(request))


def keep_sent(person: Person, order_id: int, request: HttpRequest) -> Fault | None:
    """Upload every file that came with the form; what is wrong with some of them, as one fault.

    Raises NotFound or Conflict.
    """
    wrong = [_about(name, TOO_LARGE) for name in too_large(request)]
    for sent in request.FILES.getlist(NAME):
        try:
            keep_proofs.upload(person, order_id, sent.name or "", sent.read(), now_of(request))
        except Invalid as invalid:
            wrong += [_about(sent.name or "", fault.sentence) for fault in invalid.faults]
    if not wrong:
        return None
    return Fault(NAME, reduce(lambda said, more: S("{one} {more}", one=said, more=more), wrong))


def take_off(person: Person, order_id: int, key: str, now: datetime) -> None:
    """Remove a proof that waits; a second click finds it gone. Raises Conflict once judged."""
    with suppress(NotFound):
        keep_proofs.remove(person, order_id, key, now)


def _about(name: str, sentence: Sentence) -> Sentence:
    return S("“{name}”: {wrong}", name=name, wrong=sentence)


def _show(
    request: HttpRequest,
    order: Order,
    fields: ProofFields,
    *,
    refused: Sentence | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "order": order,
        "proofs": proof_rows(order),
        "upload": fields,
        "refused": refused,
    }
    return render(request, "member/proofs.html", context, status=status)
