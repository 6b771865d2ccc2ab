"""`/orders/<id>/change`: a running order goes on differently from a period on (spec § 6)."""

import re
import secrets
from collections.abc import Sequence
from datetime import date

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from kontor.actions import change_running
from kontor.foundation.refusal import Conflict, Invalid
from kontor.foundation.saying import say
from kontor.foundation.sentence import S, Sentence
from kontor.orders import access
from kontor.orders.changing import PeriodAhead
from kontor.orders.models import Order
from kontor.pages.member.door import door
from kontor.pages.member.order_page import show
from kontor.pages.shared.doors import reader
from kontor.pages.shared.forms import PickField, add_fault
from kontor.pages.shared.now import now_of

_KEY = re.compile(r"[A-Za-z0-9_-]{1,40}")


class FirstDay(forms.Form):
    """The period from which on the order is to change."""

    use_required_attribute = False

    first_day = PickField(label=_("From"))

    def __init__(self, ahead: Sequence[PeriodAhead], data: object = None) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # a QueryDict or None
        field: forms.ChoiceField = self.fields["first_day"]  # type: ignore[assignment]
        field.choices = [(each.first_day.isoformat(), say(_named(each))) for each in ahead]


@door
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, order_id: int) -> HttpResponse:
    """The question from when on; then the draft of the change and its form."""
    order = access.own(reader(request), order_id)
    form = FirstDay(
        change_running.periods_ahead(order), request.POST if request.method == "POST" else None
    )
    if request.method != "POST":
        return _form(request, order, form)
    sent = request.POST.get("page", "")
    key = sent if _KEY.fullmatch(sent) else ""
    try:
        change = change_running.propose(
            reader(request), order_id, _chosen(form), now_of(request), key
        )
    except Invalid as invalid:
        for fault in invalid.faults:
            add_fault(form, fault.field, fault)
        return _form(request, order, form, status=422)
    except Conflict as conflict:
        return show(request, order_id, refused=conflict.sentence, status=409)
    return redirect(f"/orders/{change.pk}/edit#headline")


def _chosen(form: FirstDay) -> date:
    picked = form.cleaned_data["first_day"] if form.is_valid() else ""
    return date.fromisoformat(picked) if picked else date.min


def _form(request: HttpRequest, order: Order, form: FirstDay, status: int = 200) -> HttpResponse:
    context = {"order": order, "form": form, "page_key": secrets.token_urlsafe(12)}
    return render(request, "member/order_change.html", context, status=status)


def _named(ahead: PeriodAhead) -> Sentence:
    return S("{day} (invoice of {billing})", day=ahead.first_day, billing=ahead.billing_date)
