"""`/team/orders/<id>/return`, `…/reject`, `…/refuse`: a page each, to say why."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from kontor.actions import turn_down_order
from kontor.foundation.refusal import Conflict, Forbidden, Invalid
from kontor.foundation.saying import say
from kontor.foundation.sentence import S, Sentence
from kontor.orders.access import one_for_team
from kontor.orders.grounds import GROUNDS
from kontor.orders.models import Order
from kontor.pages.shared.doors import reader
from kontor.pages.shared.forms import TypedField, add_fault
from kontor.pages.shared.now import now_of
from kontor.pages.team.door import door, is_advisor
from kontor.pages.team.queue import back_to_queue
from kontor.people.models import Person

Decide = Callable[[Person, Order, "WordsForm", str, datetime], Order]


class WordsForm(forms.Form):
    """What the advisor says to the member."""

    use_required_attribute = False
    text = TypedField(label=_("Your words to the member"), widget=forms.Textarea)

    def words(self) -> str:
        """The text as typed."""
        return str(self["text"].value() or "").replace("\r\n", "\n")

    def chosen(self) -> list[str]:
        """The keys of the chosen grounds."""
        given = self["grounds"].value() if "grounds" in self.fields else None
        return [str(key) for key in given or ()]


class GroundsForm(WordsForm):
    """The grounds of the review."""

    grounds = forms.MultipleChoiceField(
        label=_("Grounds"), required=False, widget=forms.CheckboxSelectMultiple
    )
    field_order = ("grounds", "text")
    any_stage = False

    def __init__(self, *given: object, **named: object) -> None:
        super().__init__(*given, **named)  # type: ignore[arg-type]  # Django's own arguments
        chosen = [each for each in GROUNDS.values() if each.any_stage or not self.any_stage]
        self.fields["grounds"].choices = [(each.key, say(each.title)) for each in chosen]  # type: ignore[attr-defined]


class AnyStageForm(GroundsForm):
    """The grounds that count at any stage."""

    any_stage = True


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
    lead=S("The member gets the grounds and your words by e-mail. This ends the order."),
    button=S("Reject the order"),
    done=S("The order is rejected, and the member has been told."),
    form=GroundsForm,
    decide=lambda person, order, form, shown, now: turn_down_order.reject(
        person, order.pk, shown, form.chosen(), form.words(), now
    ),
)
REFUSE = Way(
    title=S("Refuse the order"),
    lead=S("Planned invoices stop and a waiting link ends. Issued invoices stay as they are."),
    button=S("Refuse the order"),
    done=S("The order is refused, and the member has been told."),
    form=AnyStageForm,
    decide=lambda person, order, form, _shown, now: turn_down_order.refuse(
        person, order.pk, form.chosen(), form.words(), now
    ),
)


def page(way: Way) -> Callable[..., HttpResponse]:
    """The view of one way."""

    @door
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: HttpRequest, order_id: int) -> HttpResponse:
        person = reader(request)
        order = one_for_team(person, order_id)
        if not is_advisor(request):
            raise Forbidden
        if request.method != "POST":
            return _show(request, order, way, way.form())
        form = way.form(request.POST)
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
    context = {"order": order, "way": way, "form": form, "refusal": refusal}
    return render(request, "team/turn_down.html", context, status=status)
