"""`/c/<token>`: the offer. Opening it changes nothing; a POST decides, on the hash it was shown."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from kontor.actions import answer_offer
from kontor.actions.answer_offer import Answer
from kontor.foundation.refusal import Conflict, Fault, Invalid
from kontor.foundation.sentence import S, Sentence
from kontor.orders.invited import OfferState, OpenedOffer, open_offer
from kontor.orders.models import Order
from kontor.pages.shared.forms import TypedField, add_fault
from kontor.pages.shared.frame import initials_of
from kontor.pages.shared.house import house_of
from kontor.pages.shared.language import speak
from kontor.pages.shared.now import now_of, today_of
from kontor.pages.shared.offer_sheet import sheet_of

INVALID, CONFLICT = HTTPStatus.UNPROCESSABLE_ENTITY, HTTPStatus.CONFLICT
GONE = (OfferState.SETTLED, OfferState.WITHDRAWN, OfferState.REPLACED, OfferState.PASSED_ON)


class ConfirmForm(forms.Form):
    name = TypedField(max_length=120, label=_("Your name"))
    purchase_order = TypedField(max_length=100, label=_("Your purchase order number"))


class WordsForm(forms.Form):
    text = TypedField(max_length=2000, widget=forms.Textarea)


@dataclass(frozen=True)
class Choice:
    """One of the three answers: its form and its act."""

    form: type[forms.Form]
    act: Callable[[str, Answer, datetime], Order]


CHOICES = {
    "confirm": Choice(ConfirmForm, answer_offer.confirm),
    "request_changes": Choice(WordsForm, answer_offer.request_changes),
    "reject": Choice(WordsForm, answer_offer.reject),
}


@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, token: str) -> HttpResponse:
    """The offer of the link with its state, or the answer to it."""
    opened = open_offer(token, today_of(request))
    speak(request, opened.language)
    if request.method == "POST":
        return _decide(request, token, opened)
    return _page(request, opened)


def _decide(request: HttpRequest, token: str, opened: OpenedOffer) -> HttpResponse:
    chosen = request.POST.get("answer", "")
    if chosen not in CHOICES:
        raise Invalid([Fault("answer", S("Choose one of the answers on the page."))])
    choice = CHOICES[chosen]
    form = choice.form(request.POST, auto_id=_ids(chosen))
    try:
        choice.act(token, _answer(request, form), now_of(request))
    except Invalid as invalid:
        for fault in invalid.faults:
            add_fault(form, fault.field, fault)
        return _page(
            request, opened, filled={chosen: form}, sentence=invalid.sentence, status=INVALID
        )
    except Conflict as conflict:
        latest = open_offer(token, today_of(request))
        return _page(
            request, latest, filled={chosen: form}, sentence=conflict.sentence, status=CONFLICT
        )
    return HttpResponseRedirect(f"{request.path}#headline")


def _answer(request: HttpRequest, form: forms.Form) -> Answer:
    form.full_clean()
    typed = {name: str(value) for name, value in form.cleaned_data.items()}
    return Answer(hash=request.POST.get("hash", ""), **typed)


def _page(
    request: HttpRequest,
    opened: OpenedOffer,
    *,
    filled: dict[str, forms.Form] | None = None,
    sentence: Sentence | None = None,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    filled = filled or {}
    context = {
        "opened": opened,
        "sheet": sheet_of(opened.offer),
        "file_url": f"{request.path}/offer.pdf",
        "house": house_of(request),
        "initials": initials_of(opened.offer.member_name),
        "forms": {**_empty_forms(opened), **filled},
        "open": next(iter(filled), ""),
        "refusal": sentence if status == CONFLICT else None,
        "summary": sentence if status == INVALID else "",
        "typed": "" if opened.state is OfferState.WAITING else _typed(filled),
    }
    template = "client/offer_gone.html" if opened.state in GONE else "client/offer.html"
    return render(request, template, context, status=status)


def _empty_forms(opened: OpenedOffer) -> dict[str, forms.Form]:
    first = {"name": opened.contact_name, "purchase_order": opened.offer.purchase_order}
    return {
        answer: choice.form(initial=first, auto_id=_ids(answer))
        for answer, choice in CHOICES.items()
    }


def _typed(filled: dict[str, forms.Form]) -> str:
    """The words of a form that cannot be sent any more, so that they are not lost."""
    return "\n".join(
        str(form["text"].value() or "") for form in filled.values() if "text" in form.fields
    )


def _ids(answer: str) -> str:
    return f"id_{answer}_%s"
