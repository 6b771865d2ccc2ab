"""`/team/orders/<id>/return`, `…/reject`, `…/refuse`: a page each, to say why."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from kontor.actions import turn_down_order
from kontor.foundation.refusal import Conflict, Forbidden, Invalid
from kontor.foundation.saying import say
from kontor.foundation.sentence import S, Sentence
from kontor.invoicing.undecided import undecided
from kontor.orders.access import one_for_team
from kontor.orders.models import Order
from kontor.pages.shared.doors import View, reader
from kontor.pages.shared.forms import add_fault
from kontor.pages.shared.now import now_of
from kontor.pages.team.door import door, is_advisor
from kontor.pages.team.queue import back_to_queue, review_url
from kontor.pages.team.turn_down_forms import AnyStageForm, GroundsForm, WordsForm
from kontor.people.held import language_of
from kontor.people.models import Person

Decide = Callable[[Person, Order, Any, str, datetime], Order]


@dataclass(frozen=True)
class Way:
    """One way of saying no: its words, its form, and the act."""

    title: Sentence
    lead: Sentence
    button: Sentence
    done: Sentence
    form: type[WordsForm]
    decide: Decide


RETURN = Way(
    title=S("Return with a question"),
    lead=S("The member gets your question by e-mail, answers, and submits again."),
    button=S("Return to the member"),
    done=S("The order is with the member again."),
    form=WordsForm,
    decide=lambda person, order, form, shown, now: turn_down_order.return_with_question(
        person, order.pk, shown, form.words(), now
    ),
)
REJECT = Way(
    title=S("Reject the order"),
    lead=S("The member gets what stands below by e-mail. This ends the order."),
    button=S("Reject the order"),
    done=S("The order is rejected, and the member has been told."),
    form=GroundsForm,
    decide=lambda person, order, form, shown, now: turn_down_order.reject(
        person, order.pk, shown, form.chosen(), form.words(), now, form.ground_texts()
    ),
)
REFUSE = Way(
    title=S("Refuse the order"),
    lead=S(
        "Planned invoices stop and a waiting link ends. Invoices that are issued stay until you"
        " have decided about each."
    ),
    button=S("Refuse the order"),
    done=S("The order is refused, and the member has been told."),
    form=AnyStageForm,
    decide=lambda person, order, form, _shown, now: turn_down_order.refuse(
        person, order.pk, form.chosen(), form.words(), now, form.ground_texts()
    ),
)


def page(way: Way) -> View:
    """The view of one way."""

    @door
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: HttpRequest, order_id: int) -> HttpResponse:
        person = reader(request)
        order = one_for_team(person, order_id)
        if not is_advisor(request):
            raise Forbidden
        language = language_of(order.owner)
        if request.method != "POST":
            form = way.form(language=language)
            if isinstance(form, GroundsForm):
                form.suggest(request.GET.getlist("ground"))
            return _show(request, order, way, form)
        form = way.form(request.POST, language=language)
        try:
            way.decide(person, order, form, request.POST.get("hash", ""), now_of(request))
        except Invalid as invalid:
            for fault in invalid.faults:
                add_fault(form, fault.field, fault)
            return _show(request, order, way, form, status=422)
        except Conflict as conflict:
            latest = one_for_team(person, order_id)
            return _show(request, latest, way, form, refusal=conflict.sentence, status=409)
        messages.success(request, say(way.done))
        if undecided().filter(pk=order.pk).exists():
            return redirect("team_issued", order.pk)
        return redirect(back_to_queue(request))

    return view


def _show(  # noqa: PLR0913  # the parts of a page
    request: HttpRequest,
    order: Order,
    way: Way,
    form: WordsForm,
    *,
    refusal: Sentence | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "order": order,
        "way": way,
        "form": form,
        "in_german": form.language == "de",
        "refusal": refusal,
        "back_url": review_url(request, order.pk),
    }
    return render(request, "team/turn_down.html", context, status=status)
