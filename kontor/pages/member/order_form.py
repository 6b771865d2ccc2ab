"""Writing an order: the form's page and its buttons (R12, R50, R51)."""

from collections.abc import Callable
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from kontor.actions import draft_order, keep_clients, order_facts, submit_order
from kontor.foundation.days import day_of
from kontor.foundation.refusal import Conflict, Fault, Invalid
from kontor.foundation.sentence import S
from kontor.orders import access
from kontor.orders.copying import faults_to_check
from kontor.orders.draft import First
from kontor.orders.limits import faults_to_save
from kontor.orders.models import Order
from kontor.orders.record import draft_of
from kontor.orders.submitting import faults_to_submit
from kontor.pages.member import proofs
from kontor.pages.member.door import door
from kontor.pages.member.form_kept import in_language, resumed, speak_chosen
from kontor.pages.member.form_page import FormPage, PageId
from kontor.pages.member.order_client import NewClient, found_clients
from kontor.pages.member.order_content import EDITABLE
from kontor.pages.member.order_copy import CopyChecks
from kontor.pages.member.order_partly import with_stored
from kontor.pages.member.order_typing import (
    NEW_ROW,
    Typed,
    blank,
    from_draft,
    from_post,
)
from kontor.pages.shared.doors import reader
from kontor.pages.shared.now import today_of

FOUND, UNPROCESSABLE, CONFLICT = 302, 422, 409


@door
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """`/orders/new`; `?client=5` begins it for a client."""
    if request.method == "POST":
        return _answer(request, None)
    if answered := resumed(request, None):
        return answered
    typed = blank(today_of(request))
    typed.texts["client"] = request.GET.get("client", "")
    return FormPage(request, None, typed, PageId.fresh()).render()


@door
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, order_id: int) -> HttpResponse:
    """`/orders/5/edit`: a draft, or an order that came back for changes."""
    order = access.own(reader(request), order_id)
    if request.method == "POST":
        return _answer(request, order)
    if order.status not in EDITABLE:
        return redirect("order", order_id=order.pk)
    if answered := resumed(request, order):
        return answered
    typed = from_draft(draft_of(order))
    return FormPage(request, order, typed, PageId.fresh(order.version)).render()


def _answer(request: HttpRequest, order: Order | None) -> HttpResponse:
    """What the pressed button asks for; without one, as after Enter, the draft is saved."""
    speak_chosen(request)
    typed = from_post(request.POST)
    act = request.POST.get("act", "")
    for name, change in CHANGES.items():
        if name in request.POST:
            typed = change(typed, request.POST[name])
    page = FormPage(request, order, typed, PageId.sent(request))
    if request.POST.get("adding") and not {"take", "drop_client"} & request.POST.keys():
        page.new_client = NewClient.from_post(request.POST)
    answered = _with_proofs(page)
    if answered is not None:
        return answered
    for name, button in SHOWING.items():
        if name in request.POST:
            return button(page)
    if any(name in request.POST for name in CHANGES):
        return page.render()
    return ACTS.get(act, _save_draft)(page)


def _with_proofs(page: FormPage) -> HttpResponse | None:
    """Files come with any button, and a browser sends them once: keep them before its own work.

    The answer where they could not be kept, or where a file was to be removed.
    """
    removed = page.request.POST.get("remove_proof", "")
    if not removed and not proofs.were_sent(page.request):
        return None
    try:
        order = keep(page)
        fault = proofs.keep_sent(page.person, order.pk, page.request)
        if removed:
            proofs.take_off(page.person, order.pk, removed, page.now)
    except Invalid as invalid:
        page.show(invalid.faults)
        return page.render(UNPROCESSABLE)
    except Conflict as conflict:
        return _stale(page, conflict)
    page.show([fault] if fault else [])
    return page.render() if removed else None


# --- Buttons that only change what the page shows -------------------------------------------


def _with_client(typed: Typed, value: str) -> Typed:
    return replace(typed, texts={**typed.texts, "client": value})


def _with_line(typed: Typed, prefix: str) -> Typed:
    if prefix not in NEW_ROW:
        return typed
    rows = [*typed.rows[prefix], dict(NEW_ROW[prefix])]
    return replace(typed, rows={**typed.rows, prefix: rows})


def _without_line(typed: Typed, name: str) -> Typed:
    prefix, _, number = name.partition("-")
    numbers = typed.numbers.get(prefix, [])
    rows = [
        row
        for at, row in zip(numbers, typed.rows.get(prefix, []), strict=True)
        if str(at) != number
    ]
    return replace(typed, rows={**typed.rows, prefix: rows}) if numbers else typed


CHANGES: dict[str, Callable[[Typed, str], Typed]] = {
    "change": lambda typed, _: _with_client(typed, ""),
    "drop_client": lambda typed, _: typed,
    "take": _with_client,
    "add_line": _with_line,
    "remove_line": _without_line,
}


def _find(page: FormPage) -> HttpResponse:
    """The search for a client, without JavaScript."""
    page.found = found_clients(page.person, page.request.POST.get("client_query", ""))
    return page.render()


def _begin_client(page: FormPage) -> HttpResponse:
    """The fieldset of a new client, named as it was searched for."""
    page.new_client = NewClient.named(page.request.POST.get("client_query", "").strip())
    return page.render()


SHOWING: dict[str, Callable[[FormPage], HttpResponse]] = {
    "find": _find,
    "add": _begin_client,
    "language": in_language,
}


# --- Buttons that do something ---------------------------------------------------------------


def _enter(page: FormPage) -> HttpResponse:
    """The Enter key: search if something was typed in the search, else save the draft."""
    searched = page.request.POST.get("client_query", "").strip()
    return _find(page) if searched and page.client is None else _save_draft(page)


def _save_draft(page: FormPage) -> HttpResponse:
    try:
        keep(page)
    except Invalid as invalid:
        page.show(invalid.faults)
    except Conflict as conflict:
        return _stale(page, conflict)
    _remind_of_new_client(page)
    if page.order is None or page.is_faulty:
        return page.render(UNPROCESSABLE)
    return redirect(f"/orders/{page.order.pk}/edit#headline")


def _talk(page: FormPage) -> HttpResponse:
    """Keep the draft, then on to the conversation with the team about its client (R59, R60)."""
    kept = _save_draft(page)
    if page.client is None or page.order is None or kept.status_code != FOUND:
        return kept
    return redirect(f"/clients/{page.client.pk}/conversation?order={page.order.pk}")


def _submit(page: FormPage, to: First) -> HttpResponse:
    """Keep what was typed, then put the order before its first gate; both or only the first."""
    around = order_facts.surroundings(page.person, page.form.draft, page.now)
    page.show(faults_to_submit(page.form.draft, around))
    _remind_of_new_client(page)
    try:
        order = keep(page)
        page.show(faults_to_check(order.to_check))
        if page.is_faulty:
            return page.render(UNPROCESSABLE)
        submit_order.submit(page.person, order.pk, to, order.version, page.now)
    except Invalid as invalid:
        page.show(invalid.faults)
        return page.render(UNPROCESSABLE)
    except Conflict as conflict:
        return _stale(page, conflict)
    return redirect(f"/orders/{order.pk}/#headline")


def _add_client(page: FormPage) -> HttpResponse:
    """Add the new client to the directory and choose it, once its look-alikes were seen."""
    added, today = page.new_client, day_of(page.now)
    if added is None:
        return page.render()
    added.show(added.faults(today))
    added.look_for_similar(page.person, today)
    if added.form.errors:
        return page.render(UNPROCESSABLE)
    if added.similar and page.request.POST.get("similar_seen") != added.similar_mark:
        return page.render()
    try:
        client = keep_clients.add(page.person, added.facts, page.now)
    except Invalid as invalid:
        added.show(invalid.faults)
        return page.render(UNPROCESSABLE)
    typed = _with_client(page.form.typed, str(client.pk))
    chosen = FormPage(page.request, page.order, typed, page.page_id)
    chosen.client_added = True
    return chosen.render()


ACTS: dict[str, Callable[[FormPage], HttpResponse]] = {
    "enter": _enter,
    "draft": _save_draft,
    "talk": _talk,
    "submit": lambda page: _submit(page, First.TEAM),
    "client": lambda page: _submit(page, First.CLIENT),
    "add_client": _add_client,
}


def keep(page: FormPage) -> Order:
    """Save the draft as far as it can be: what cannot stays as stored, its fault at its field.

    Raises Conflict where another page has saved, or the order is no longer the member's to write.
    """
    faults = faults_to_save(page.form.draft)
    page.show(faults)
    lost = page.form.unreadable | {fault.field for fault in faults}
    draft = with_stored(page.form.draft, page.stored, lost)
    key, version = page.page_id.key, page.page_id.version
    if page.order is None:
        page.order = draft_order.create(page.person, draft, page.now, key)
    else:
        page.order = draft_order.save(
            page.person, page.order.pk, draft, version, page.now, page=key, ticked=page.ticked
        )
        page.copy_checks = CopyChecks.stored(page.order)
    return page.order


def _remind_of_new_client(page: FormPage) -> None:
    """A new client that is typed but not added is part of no draft: say so, lose nothing."""
    if page.new_client and page.new_client.is_touched:
        sentence = S("Add this client with the button below, or go back to the search.")
        page.new_client.show([Fault("name", sentence)])


def _stale(page: FormPage, conflict: Conflict) -> HttpResponse:
    """The typing stays, and what is stored stands beside it; a double click just goes on."""
    order = _stored_order(page)
    if order is None:
        raise conflict
    page.order = order
    if draft_of(order) == page.form.draft and not page.is_editable:
        return redirect(f"/orders/{order.pk}/#headline")
    page.conflict = conflict.sentence
    page.page_id = PageId(page.page_id.key, order.version)
    return page.render(CONFLICT)


def _stored_order(page: FormPage) -> Order | None:
    own = Order.objects.filter(owner=page.person).select_related("client")
    if page.order is not None:
        return own.filter(pk=page.order.pk).first()
    return own.filter(created_in=page.page_id.key).first()
