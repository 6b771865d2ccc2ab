"""`/team/orders/<id>/issued`: what becomes of the issued invoices of a refused order (spec § 6)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from kontor.actions import decide_issued
from kontor.foundation.refusal import Conflict, Forbidden, Invalid
from kontor.foundation.saying import say
from kontor.foundation.sentence import S, Sentence
from kontor.invoicing.cancelling import Choice
from kontor.invoicing.undecided import undecided
from kontor.orders.access import one_for_team
from kontor.orders.models import Order
from kontor.pages.shared.cancellation import ChoicesForm, plan_of
from kontor.pages.shared.doors import reader
from kontor.pages.shared.lists import page_of
from kontor.pages.shared.now import now_of
from kontor.pages.team.door import door, is_advisor
from kontor.pages.team.piles import piles_of

CONFLICT, UNPROCESSABLE = 409, 422


@door
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The refused orders that wait for a decision, the oldest first."""
    waiting = undecided().select_related("client", "owner").order_by("changed_at", "pk")
    context = {"page": page_of(request, waiting), "piles": piles_of(request), "here": "undecided"}
    return render(request, "team/undecided.html", context)


@door
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, order_id: int) -> HttpResponse:
    """Each invoice with the choice to keep or to cancel it."""
    order = one_for_team(reader(request), order_id)
    if not is_advisor(request):
        raise Forbidden
    if request.method != "POST":
        return _show(request, order, _form(order))
    form = _form(order, request.POST)
    try:
        decide_issued.decide(reader(request), order_id, form.chosen(), now_of(request))
    except Invalid as invalid:
        form.add_faults(invalid.faults)
        return _show(request, order, form, status=UNPROCESSABLE)
    except Conflict as conflict:
        return _show(request, order, _form(order), refused=conflict.sentence)
    messages.success(request, say(S("It is decided what becomes of the issued invoices.")))
    return redirect(reverse("team_review", args=[order_id]) + "#headline")


def _form(order: Order, data: QueryDict | None = None) -> ChoicesForm:
    """Of a refused order; of any other there is nothing to choose."""
    plan = plan_of(order) if order.status == "rejected" else []
    return ChoicesForm(plan, data, leave_out=[Choice.ASK])


def _show(
    request: HttpRequest,
    order: Order,
    form: ChoicesForm,
    *,
    refused: Sentence | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page; a refusal, or that nothing waits, makes it a 409."""
    rows = form.rows
    refused = refused or (None if rows else decide_issued.NOTHING_TO_DECIDE)
    context = {
        "order": order,
        "form": form,
        "rows": rows,
        "paid": any(row.status == "paid" for row in rows),
        "own": order.owner_id == reader(request).pk,
        "refused": refused,
    }
    return render(request, "team/issued.html", context, status=CONFLICT if refused else status)
