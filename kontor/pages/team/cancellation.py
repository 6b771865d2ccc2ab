"""`/team/orders/<id>/cancellation`: a request to cancel is carried out or declined (spec § 10)."""

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kontor.actions import cancel_order
from kontor.foundation.refusal import Conflict, Forbidden, Invalid
from kontor.foundation.saying import say
from kontor.foundation.sentence import S, Sentence
from kontor.invoicing.cancelling import NO_END, Choice
from kontor.invoicing.models import CancellationRequest
from kontor.orders.access import one_for_team
from kontor.orders.models import Order
from kontor.orders.standing import standing
from kontor.orders.states import Event, Status, next_status
from kontor.pages.shared.cancellation import Asked, ChoicesForm, open_request, plan_of
from kontor.pages.shared.doors import reader
from kontor.pages.shared.forms import TypedField, add_fault, written_day
from kontor.pages.shared.lists import page_of
from kontor.pages.shared.now import now_of
from kontor.pages.team.door import door, is_advisor
from kontor.pages.team.piles import open_cancellations, piles_of

CONFLICT, UNPROCESSABLE = 409, 422


class DeclineForm(forms.Form):
    """Why the order goes on, said to the member."""

    use_required_attribute = False
    text = TypedField(label=_("Your words to the member"), widget=forms.Textarea)


@door
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The requests that wait, the oldest first."""
    context = {
        "page": page_of(request, _waiting()),
        "piles": piles_of(request),
        "here": "cancellations",
    }
    return render(request, "team/cancellations.html", context)


@door
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, order_id: int) -> HttpResponse:
    """What the member wishes for, beside the decisions; sending them carries the request out."""
    order = _decided_by(request, order_id)
    if request.method != "POST":
        return _show(request, order)
    form = _decisions_form(order, open_request(order), request.POST)
    try:
        cancel_order.carry_out(
            reader(request),
            order_id,
            form.chosen(),
            now_of(request),
            no_further_after=form.last_day() or NO_END,
        )
    except Invalid as invalid:
        form.add_faults(invalid.faults)
        return _show(request, order, form=form, status=UNPROCESSABLE)
    except Conflict as conflict:
        latest = one_for_team(reader(request), order_id)
        form = _decisions_form(latest, open_request(latest), request.POST)
        return _show(request, latest, form=form, refused=conflict.sentence)
    messages.success(request, say(S("“{title}” is cancelled.", title=order.title)))
    return redirect(reverse("team_review", args=[order_id]) + "#headline")


@door
@require_POST
def decline(request: HttpRequest, order_id: int) -> HttpResponse:
    """The order goes on; the member gets the reason."""
    order = _decided_by(request, order_id)
    form = DeclineForm(request.POST)
    words = form.cleaned_data["text"] if form.is_valid() else ""
    try:
        cancel_order.decline(reader(request), order_id, words, now_of(request))
    except Invalid as invalid:
        for fault in invalid.faults:
            add_fault(form, fault.field, fault)
        return _show(request, order, declining=form, status=UNPROCESSABLE)
    except Conflict as conflict:
        latest = one_for_team(reader(request), order_id)
        return _show(request, latest, declining=form, refused=conflict.sentence)
    messages.success(request, say(S("The request is declined, and the member has been told.")))
    return redirect(reverse("team_review", args=[order_id]) + "#headline")


def _decided_by(request: HttpRequest, order_id: int) -> Order:
    """The order, for an advisor. Raises NotFound or Forbidden."""
    order = one_for_team(reader(request), order_id)
    if not is_advisor(request):
        raise Forbidden
    return order


def _waiting() -> QuerySet[CancellationRequest]:
    found = open_cancellations().select_related("order__client", "order__owner")
    return found.order_by("requested_at", "pk")


def _decisions_form(
    order: Order, asked: Asked | None, data: QueryDict | None = None
) -> ChoicesForm:
    """The radios of the team, on the member's wishes; open where they ask for advice."""
    day = asked.no_further_after if asked else None
    return ChoicesForm(
        plan_of(order) if asked else [],
        data,
        leave_out=[Choice.ASK],
        wishes={one.invoice_id: one.choice for one in asked.wishes} if asked else {},
        initial={"no_further_after": written_day(day)},
    )


def _show(  # noqa: PLR0913  # the parts of a page
    request: HttpRequest,
    order: Order,
    *,
    form: ChoicesForm | None = None,
    declining: DeclineForm | None = None,
    refused: Sentence | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page; a refusal, or that no request waits, makes it a 409."""
    asked = open_request(order)
    form = form or _decisions_form(order, asked)
    refused = refused or (None if asked else _missing(order))
    context = {
        "order": order,
        "asked": asked,
        "form": form,
        "rows": form.rows,
        "paid": any(row.status == "paid" for row in form.rows),
        "own": order.owner_id == reader(request).pk,
        "declining": declining or DeclineForm(),
        "refused": refused,
    }
    return render(
        request, "team/cancellation.html", context, status=CONFLICT if refused else status
    )


def _missing(order: Order) -> Sentence:
    """Why there is nothing to decide."""
    try:
        next_status(Status(order.status), Event.CARRY_OUT_CANCELLATION, standing(order))
    except Conflict as conflict:
        return conflict.sentence
    message = "an order without a request cannot be cancelled"
    raise ValueError(message)
