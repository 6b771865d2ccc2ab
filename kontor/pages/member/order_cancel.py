"""`/orders/<id>/cancel`: ask the team to cancel, invoice by invoice (spec § 10, R53–R56)."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from kontor.actions import cancel_order
from kontor.foundation.refusal import Conflict, Invalid
from kontor.foundation.sentence import Sentence
from kontor.orders import access
from kontor.orders.models import Order
from kontor.orders.standing import standing
from kontor.orders.states import Event, Status, next_status
from kontor.pages.member import order_page
from kontor.pages.member.door import door
from kontor.pages.shared.cancellation import ChoicesForm, open_request, plan_of
from kontor.pages.shared.doors import reader
from kontor.pages.shared.forms import TypedField
from kontor.pages.shared.now import now_of

CONFLICT, UNPROCESSABLE = 409, 422


class WishesForm(ChoicesForm):
    """What the member wants for each invoice, and their words to the team."""

    text = TypedField(
        label=_("Your words to the team"),
        max_length=cancel_order.LONGEST_TEXT,
        widget=forms.Textarea,
    )


@door
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, order_id: int) -> HttpResponse:
    """The choices, all on keep (R54); sending them makes the request."""
    order = access.own(reader(request), order_id)
    form = WishesForm(plan_of(order), request.POST if request.method == "POST" else None)
    try:
        if request.method == "POST":
            return _request(request, order, form)
        _refuse_wrong_moment(order)
    except Conflict as conflict:
        return _refused(request, order_id, conflict.sentence)
    return _show(request, order, form)


@door
@require_POST
def withdraw(request: HttpRequest, order_id: int) -> HttpResponse:
    """Take the open request back."""
    try:
        cancel_order.withdraw(reader(request), order_id, now_of(request))
    except Conflict as conflict:
        return order_page.show(request, order_id, refused=conflict.sentence, status=CONFLICT)
    messages.success(request, gettext("Your request is withdrawn. The order goes on."))
    return redirect(f"/orders/{order_id}/#headline")


def _request(request: HttpRequest, order: Order, form: WishesForm) -> HttpResponse:
    try:
        cancel_order.request(
            reader(request),
            order.pk,
            form.chosen(),
            now_of(request),
            no_further_after=form.last_day(),
            text=form.cleaned_data["text"],
        )
    except Invalid as invalid:
        form.add_faults(invalid.faults)
        return _show(request, order, form, status=UNPROCESSABLE)
    messages.success(request, gettext("Your request is with the team."))
    return redirect(f"/orders/{order.pk}/#headline")


def _refused(request: HttpRequest, order_id: int, sentence: Sentence) -> HttpResponse:
    """The choices once more where only an invoice has moved on; else the order as it is now."""
    order = access.own(reader(request), order_id)
    try:
        _refuse_wrong_moment(order)
    except Conflict:
        return order_page.show(request, order_id, refused=sentence, status=CONFLICT)
    form = WishesForm(plan_of(order), request.POST)
    return _show(request, order, form, refused=sentence, status=CONFLICT)


def _refuse_wrong_moment(order: Order) -> None:
    """Raise Conflict where this order cannot be cancelled now."""
    facts = standing(order, cancellation_requested=open_request(order) is not None)
    next_status(Status(order.status), Event.REQUEST_CANCELLATION, facts)


def _show(
    request: HttpRequest,
    order: Order,
    form: WishesForm,
    *,
    refused: Sentence | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "order": order,
        "form": form,
        "rows": form.rows,
        "asks_for_a_day": order.payment_mode == "recurrent",
        "refused": refused,
    }
    return render(request, "member/order_cancel.html", context, status=status)
