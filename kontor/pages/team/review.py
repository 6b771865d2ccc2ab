"""`/team/orders/<id>/`: the order as the client will see it, the checks, and the decision."""

from collections.abc import Sequence
from datetime import date

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from kontor.actions import review_order
from kontor.actions.order_facts import checks_of
from kontor.clients.models import Client
from kontor.foundation.country_names import country_name
from kontor.foundation.mails import mails_about
from kontor.foundation.refusal import Conflict, Invalid, NotFound
from kontor.foundation.saying import say
from kontor.foundation.sentence import S, Sentence
from kontor.foundation.written import Weekday
from kontor.invoicing.access import visible_to as invoices_visible_to
from kontor.invoicing.models import Invoice
from kontor.invoicing.states import UNISSUED
from kontor.invoicing.undecided import undecided
from kontor.orders.access import one_for_team
from kontor.orders.checks import Level, worst
from kontor.orders.draft import SkipReason
from kontor.orders.models import Order
from kontor.orders.naming import about
from kontor.orders.newest_said import newest_of
from kontor.orders.revising import offer_in
from kontor.orders.sector_list import sectors
from kontor.orders.skip_reasons import SKIP_REASONS
from kontor.orders.states import Status
from kontor.pages.shared.cancellation import open_request
from kontor.pages.shared.counterparts import with_counterparts
from kontor.pages.shared.doors import reader
from kontor.pages.shared.forms import TypedField, add_fault
from kontor.pages.shared.history_lines import order_history
from kontor.pages.shared.house import house_of
from kontor.pages.shared.mail_lines import mail_lines
from kontor.pages.shared.now import now_of, today_of
from kontor.pages.shared.offer_sheet import sheet_of
from kontor.pages.shared.parts.words import reader_language
from kontor.pages.team import proofs
from kontor.pages.team.check_rows import checks_shown, reject_query, wage_in_order
from kontor.pages.team.door import door, is_advisor
from kontor.pages.team.order_talk import thread_shown
from kontor.pages.team.queue import back_to_queue, filter_of
from kontor.pages.team.review_frame import frame_of

# Where an advisor may still refuse (spec § 6); in the review itself they reject.
REFUSABLE = ("client_confirmation", "changes_requested", "active")


class ApproveForm(forms.Form):
    """The only thing an advisor can type here: why, in spite of a stop."""

    reason = TypedField(max_length=500)


@door
@require_safe
def show(request: HttpRequest, order_id: int) -> HttpResponse:
    return _page(request, one_for_team(reader(request), order_id), ApproveForm())


@door
@require_POST
def approve(request: HttpRequest, order_id: int) -> HttpResponse:
    """Approve the revision whose hash the page carried."""
    form = ApproveForm(request.POST)
    shown_hash = request.POST.get("hash", "")
    person, now = reader(request), now_of(request)
    reason = form["reason"].value() or ""
    try:
        order = review_order.approve(person, order_id, shown_hash, now, reason)
    except Invalid as invalid:
        for fault in invalid.faults:
            add_fault(form, fault.field, fault)
        return _page(request, one_for_team(person, order_id), form, status=422)
    except Conflict as conflict:
        return refused(request, order_id, conflict, form)
    messages.success(request, say(_approved(order, today_of(request))))
    return redirect(back_to_queue(request))


def refused(
    request: HttpRequest, order_id: int, conflict: Conflict, form: ApproveForm | None = None
) -> HttpResponse:
    """The page as it is now, and why what was wanted was not done (409)."""
    latest = one_for_team(reader(request), order_id)
    shown = form or ApproveForm()
    return _page(request, latest, shown, refusal=conflict.sentence, status=409)


def _approved(order: Order, today: date) -> Sentence:
    if order.status != Status.CLIENT_CONFIRMATION or order.valid_until is None:
        return S("“{title}” is approved and active.", title=order.title)
    if order.valid_until < today:
        return S("“{title}” is approved. {then}", title=order.title, then=_then(order, today))
    return S(
        "“{title}” is approved. {contact} gets the link and can confirm until {day}.",
        title=order.title,
        contact=order.contact_name,
        day=Weekday(order.valid_until),
    )


def _page(
    request: HttpRequest,
    order: Order,
    form: ApproveForm,
    *,
    refusal: Sentence | None = None,
    status: int = 200,
) -> HttpResponse:
    if order.revision is None or order.client is None:
        raise NotFound  # submitted orders have both; the database sees to it
    advises = is_advisor(request)
    reviewed = order.status == Status.TEAM_REVIEW
    own = order.owner_id == reader(request).pk
    invoices = [] if reviewed else _invoices(request, order)
    context = {
        "order": order,
        "sheet": sheet_of(offer_in(order.revision)),
        "house": house_of(request),
        **_in_words(order, order.client),
        **_checked(request, order),
        "invoices": invoices,
        "undecided": order.status == Status.REJECTED and undecided().filter(pk=order.pk).exists(),
        "cancellation": open_request(order),
        "cancels": advises and not own,
        "proofs": proofs.shown(order),
        "shows_contact": advises,
        "talk": thread_shown(request, order, newest_of(order)),
        "history": order_history(order.pk, reader(request), names_client=advises),
        "mails": mail_lines(mails_about(about(order.pk)), names_client=advises),
        **frame_of(request, order, decides=advises and reviewed and not own),
        "own": advises and reviewed and own,
        "refusable": advises and not own and not reviewed and _refusable(order, invoices),
        "sends_again": advises,
        "form": form,
        "then": _then(order, today_of(request)),
        "refusal": refusal,
    }
    return render(request, "team/review.html", context, status=status)


def _checked(request: HttpRequest, order: Order) -> dict[str, object]:
    """What the checks found in the review, and what that means for the decision."""
    reviewed = order.status == Status.TEAM_REVIEW
    found = checks_of([order], now_of(request))[order.pk] if reviewed else ()
    return {
        "checks": checks_shown(order, found),
        "wage": wage_in_order(found),
        "stopped": worst(found) is Level.STOP,
        "reject_query": reject_query(found, filter_of(request).query),
    }


def _in_words(order: Order, client: Client) -> dict[str, object]:
    return {
        "client": client,
        "client_country": country_name(client.country, reader_language()),
        "sector": sectors()[order.sector].name(reader_language()),
        "skip_reason": SKIP_REASONS[SkipReason(order.skip_reason)] if order.skip_reason else "",
    }


def _refusable(order: Order, invoices: Sequence[Invoice]) -> bool:
    """Also a cancelled order as long as something of it is still to go out (spec § 6)."""
    if order.status == Status.CANCELLED:
        return any(invoice.status in UNISSUED for invoice in invoices)
    return order.status in REFUSABLE


def _invoices(request: HttpRequest, order: Order) -> list[Invoice]:
    rows = with_counterparts(invoices_visible_to(reader(request)).filter(order=order))
    return list(rows.order_by("position", "pk"))


def _then(order: Order, today: date) -> Sentence:
    """What approving sets going."""
    confirmed = order.confirmed_revision_id == order.revision_id
    if order.ask_client and not confirmed and order.valid_until:
        if order.valid_until < today:
            return S(
                "The offer was valid until {day} only: it lapses, and the member can set a new"
                " date.",
                day=Weekday(order.valid_until),
            )
        return S(
            "Then {contact} gets the link and can confirm until {day}.",
            contact=order.contact_name,
            day=Weekday(order.valid_until),
        )
    return S("Then the order is active, and the invoice goes out on the planned date.")
