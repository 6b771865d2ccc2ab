"""What the order form asks for while somebody types: the summary, a save, clients that fit."""

import re

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST, require_safe

from kontor.foundation.refusal import Conflict, Invalid
from kontor.foundation.sentence import S, Sentence
from kontor.invoicing.preview import preview
from kontor.orders.models import Order
from kontor.pages.member.door import door
from kontor.pages.member.form_page import FormPage, PageId
from kontor.pages.member.order_client import NewClient, found_clients
from kontor.pages.member.order_form import keep
from kontor.pages.member.order_summary import summary_of, vat_note
from kontor.pages.member.order_typing import blank_draft, from_post
from kontor.pages.member.part_nets import rest_of
from kontor.pages.member.proofs import keep_sent, proof_rows
from kontor.pages.shared.doors import reader
from kontor.pages.shared.now import now_of, today_of
from kontor.pages.shared.parts.words import clock, figure, in_words


@door
@require_POST
def summary(request: HttpRequest) -> HttpResponse:
    """The inside of the summary for the form as sent, and the net amount of each line."""
    page = FormPage(request, None, from_post(request.POST), PageId.sent(request))
    waiting = "proof_waiting" in request.POST
    seen = preview(page.form.draft, now_of(request), proof_waiting=waiting)
    rest = rest_of(page.form.draft.payment.parts, seen.totals.net)
    fills = [("vat-note", in_words(vat_note(seen))), ("parts-rest", in_words(rest))]
    fills.append(("client-block", in_words(page.blocked or "")))
    for prefix, at, net in page.form.nets(seen.totals):
        fills.append((f"{prefix}-{_number(page, prefix, at)}-net", figure(net)))
    context = {"summary": summary_of(page.form.draft, seen), "fills": fills}
    return HttpResponse(render_to_string("member/order_summary.html", context))


@door
@require_POST
def autosave(request: HttpRequest) -> HttpResponse:
    """Save the draft and say so in one sentence; a refusal is a sentence too."""
    page = FormPage(request, _order(request), from_post(request.POST), PageId.sent(request))
    if page.order is None and page.form.draft == blank_draft(today_of(request)):
        return HttpResponse()
    try:
        order = keep(page)
    except (Conflict, Invalid) as refusal:
        # Without the stored version: the next save is refused too, until somebody has compared.
        return HttpResponse(_said(refusal.sentence))
    response = HttpResponse(_said(_saved(page, clock(now_of(request))), order))
    response.headers["X-Draft-Url"] = f"/orders/{order.pk}/edit"
    return response


@door
@require_POST
def proofs(request: HttpRequest) -> HttpResponse:
    """Keep the draft and the files that were just chosen; the files it has, or what is wrong."""
    page = FormPage(request, _order(request), from_post(request.POST), PageId.sent(request))
    try:
        order = keep(page)
        fault = keep_sent(page.person, order.pk, request)
        refused = fault.sentence if fault else None
    except (Conflict, Invalid) as refusal:
        return HttpResponse(_sent(page.order, refusal.sentence))
    response = HttpResponse(_sent(order, refused, kept=True))
    response.headers["X-Draft-Url"] = f"/orders/{order.pk}/edit"
    return response


@door
@require_safe
def clients(request: HttpRequest) -> HttpResponse:
    """`/clients/search?q=lum`: the rows for the searchable choice."""
    typed = request.GET.get("q", "")
    found = found_clients(reader(request), typed)
    context = {"found": found, "query": typed.strip()}
    status = 429 if found.too_often else 200
    return HttpResponse(render_to_string("member/client_options.html", context), status=status)


@door
@require_POST
def similar(request: HttpRequest) -> HttpResponse:
    """Clients that look like the new one as typed."""
    added = NewClient.from_post(request.POST)
    added.look_for_similar(reader(request), today_of(request))
    return HttpResponse(render_to_string("member/similar_clients.html", {"added": added}))


def _order(request: HttpRequest) -> Order | None:
    number = request.POST.get("order", "")
    if not re.fullmatch(r"[0-9]{1,18}", number):
        return None
    own = Order.objects.filter(owner=reader(request)).select_related("client")
    return own.filter(pk=int(number)).first()


def _said(sentence: Sentence, saved: Order | None = None) -> str:
    context = {"order": saved, "sentence": sentence}
    return render_to_string("member/autosaved.html", context)


def _sent(order: Order | None, refused: Sentence | None, *, kept: bool = False) -> str:
    context = {
        "order": order if kept else None,
        "proofs": proof_rows(order) if order else (),
        "refused": refused,
    }
    return render_to_string("member/proofs_sent.html", context)


def _saved(page: FormPage, time: str) -> Sentence:
    if page.is_faulty:
        return S("Saved at {time}, but for what needs a change.", time=time)
    if page.order and page.order.submitted_at:
        return S("Saved at {time}.", time=time)
    return S("Draft saved at {time}. Only you can see it.", time=time)


def _number(page: FormPage, prefix: str, at: int) -> int:
    """The number of a row on the reader's page, where removed rows keep theirs."""
    return page.form.typed.numbers[prefix][at]
