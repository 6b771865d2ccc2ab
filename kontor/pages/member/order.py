"""One order of the member: its page and what they can do there, one act per button (spec § 6)."""

import re
from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from kontor.actions import draft_order, submit_order
from kontor.foundation.refusal import Conflict, Fault, Invalid
from kontor.foundation.sentence import S
from kontor.pages.member.door import door
from kontor.pages.member.order_page import DeadlineFields, show
from kontor.pages.shared.doors import reader
from kontor.pages.shared.forms import add_fault
from kontor.pages.shared.now import now_of

CONFLICT, UNPROCESSABLE = 409, 422


@door
@require_safe
def page(request: HttpRequest, order_id: int) -> HttpResponse:
    return show(request, order_id)


@door
@require_POST
def take_back(request: HttpRequest, order_id: int) -> HttpResponse:
    """Back to Draft, and on to the form."""

    def act() -> HttpResponse:
        submit_order.take_back(reader(request), order_id, now_of(request))
        return redirect(f"/orders/{order_id}/edit#headline")

    return _done(request, order_id, act)


@door
@require_POST
def send_link_again(request: HttpRequest, order_id: int) -> HttpResponse:
    """A new link instead of the one that the page showed."""
    shown = request.POST.get("link", "")

    def act() -> HttpResponse:
        instead_of = int(shown) if re.fullmatch(r"[0-9]{1,18}", shown) else None
        submit_order.send_link_again(reader(request), order_id, now_of(request), instead_of)
        messages.success(request, gettext("A new link is on its way."))
        return redirect(f"/orders/{order_id}/#headline")

    return _done(request, order_id, act)


@door
@require_POST
def set_valid_until(request: HttpRequest, order_id: int) -> HttpResponse:
    """Move the deadline of an offer, or revive one that lapsed."""
    fields = DeadlineFields(request.POST)

    def act() -> HttpResponse:
        until = fields.cleaned_data["valid_until"] if fields.is_valid() else None
        if until is None:
            faults = [Fault("valid_until", S("Enter the new date."), missing=True)]
            raise Invalid([] if fields.errors else faults)
        submit_order.set_valid_until(reader(request), order_id, until, now_of(request))
        messages.success(request, gettext("The new deadline is set."))
        return redirect(f"/orders/{order_id}/#headline")

    try:
        return _done(request, order_id, act)
    except Invalid as invalid:
        for fault in invalid.faults:
            add_fault(fields, "valid_until", fault)
        return show(request, order_id, deadline=fields, status=UNPROCESSABLE)


@door
@require_POST
def delete(request: HttpRequest, order_id: int) -> HttpResponse:
    """Remove a draft that nobody else has seen."""

    def act() -> HttpResponse:
        draft_order.delete(reader(request), order_id)
        messages.success(request, gettext("The draft is deleted."))
        return redirect("orders")

    return _done(request, order_id, act)


@door
@require_POST
def put_away(request: HttpRequest, order_id: int) -> HttpResponse:
    """Hide a draft that was once submitted from the lists."""

    def act() -> HttpResponse:
        draft_order.put_away(reader(request), order_id, now_of(request))
        messages.success(
            request, gettext("The draft is put away. The list shows it under “Drafts put away”.")
        )
        return redirect("orders")

    return _done(request, order_id, act)


@door
@require_POST
def take_out(request: HttpRequest, order_id: int) -> HttpResponse:
    """Bring what was put away back into the lists."""

    def act() -> HttpResponse:
        draft_order.take_out(reader(request), order_id, now_of(request))
        messages.success(request, gettext("The draft stands in your lists again."))
        return redirect(f"/orders/{order_id}/#headline")

    return _done(request, order_id, act)


def _done(request: HttpRequest, order_id: int, act: Callable[[], HttpResponse]) -> HttpResponse:
    """The answer of the act; at the wrong moment the page as it is now, with the reason."""
    try:
        return act()
    except Conflict as conflict:
        return show(request, order_id, refused=conflict.sentence, status=CONFLICT)
