"""`/team/orders/<id>/adjust`: what an advisor may adjust in the review, no more (R9–R11)."""

import re
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from kontor.actions import adjust_order
from kontor.foundation.refusal import Conflict, Forbidden, Invalid
from kontor.foundation.saying import say
from kontor.foundation.sentence import S, Sentence
from kontor.invoicing.preview import vat_terms
from kontor.orders.access import one_for_team
from kontor.orders.adjusting import Adjustment, billing_dates
from kontor.orders.draft import Draft, Treatment
from kontor.orders.models import Order
from kontor.orders.record import draft_of
from kontor.orders.standing import standing
from kontor.orders.states import Event, Status, possible_events
from kontor.pages.shared.choices import country_choices, sector_choices
from kontor.pages.shared.doors import reader
from kontor.pages.shared.forms import DayField, PickField, TypedField, add_fault, written_day
from kontor.pages.shared.now import now_of, today_of
from kontor.pages.shared.treatment_words import treatment_choices
from kontor.pages.team.door import door, is_advisor
from kontor.pages.team.queue import review_url

TEXTS = {
    "contact_name": "contact.name",
    "contact_phone": "contact.phone",
    "sector": "sector",
    "place_country": "place_country",
    "purchase_order": "purchase_order",
    "buyer_reference": "buyer_reference",
}


class AdjustFields(forms.Form):
    """The whitelist of spec § 5, with a field per line's VAT and per billing date of the order."""

    use_required_attribute = False

    contact_name = TypedField(label=_("Name of the contact person"))
    contact_phone = TypedField(label=_("Phone"))
    sector = PickField(label=_("Sector"), choices=sector_choices)
    place_country = PickField(label=_("Place of performance"), choices=country_choices)
    purchase_order = TypedField(label=_("Purchase order number"))
    buyer_reference = TypedField(label=_("Buyer reference or Leitweg-ID"))

    def __init__(self, draft: Draft, data: Any = None) -> None:
        super().__init__(data, initial=_typed(draft))
        self.draft = draft
        self.fields["sector"].choices = sector_choices(draft.sector)  # type: ignore[attr-defined]
        for at, line in enumerate(draft.lines):
            self.fields[f"vat_{at}"] = PickField(label=line.text, choices=treatment_choices)
        dates = billing_dates(draft.payment)
        for at, _dated in enumerate(dates):
            label = (
                format_lazy("{} {}", _("Billing date"), at + 1) if dates[1:] else _("Billing date")
            )
            self.fields[f"date_{at}"] = DayField(label=label)

    @property
    def treatments(self) -> list[forms.BoundField]:
        """One field per line, named by its text."""
        return [self[f"vat_{at}"] for at, _line in enumerate(self.draft.lines)]

    @property
    def dates(self) -> list[forms.BoundField]:
        """One field per billing date that the member typed."""
        return [self[f"date_{at}"] for at, _day in enumerate(billing_dates(self.draft.payment))]

    def adjustment(self) -> Adjustment:
        """What is typed, as the act takes it. Raises Invalid where a field cannot be read."""
        if not self.is_valid():
            raise Invalid([])
        value = self.cleaned_data
        chosen = [value[field.name] for field in self.treatments]
        return Adjustment(
            treatments=tuple(Treatment(key) if key else None for key in chosen),
            dates=tuple(value[field.name] for field in self.dates),
            **{name: value[name] for name in TEXTS},
        )

    def field_at(self, path: str) -> str:
        """The field where a fault is shown; what has none of its own stands at the sector."""
        line = re.fullmatch(r"lines\[([0-9]+)\]\.vat", path)
        if line:
            return f"vat_{line[1]}"
        paths = [path for path, _day in billing_dates(self.draft.payment)]
        if path in paths:
            return f"date_{paths.index(path)}"
        return next((name for name, own in TEXTS.items() if own == path), "sector")


@door
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, order_id: int) -> HttpResponse:
    """The form, and the one way to keep it."""
    person = reader(request)
    order = one_for_team(person, order_id)
    if not is_advisor(request) or order.owner_id == person.pk:
        raise Forbidden
    draft = draft_of(order)
    if request.method != "POST":
        if Event.ADJUST not in possible_events(Status(order.status), standing(order)):
            closed = S("Only an order in the review can be adjusted.")
            return _show(request, order, AdjustFields(draft), refusal=closed, status=409)
        return _show(request, order, AdjustFields(draft))
    form = AdjustFields(draft, request.POST)
    try:
        made = adjust_order.adjust(
            person, order_id, request.POST.get("hash", ""), form.adjustment(), now_of(request)
        )
    except Invalid as invalid:
        for fault in invalid.faults:
            add_fault(form, form.field_at(fault.field), fault)
        return _show(request, order, form, status=422)
    except Conflict as conflict:
        latest = one_for_team(person, order_id)
        return _show(request, latest, form, refusal=conflict.sentence, status=409)
    done = S("The order is adjusted, and the member has been told.")
    messages.success(request, say(done if made else S("Nothing was changed.")))
    return redirect(review_url(request, order_id))


def _show(
    request: HttpRequest,
    order: Order,
    form: AdjustFields,
    *,
    refusal: Sentence | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "order": order,
        "form": form,
        "confirmed": standing(order).confirmed,
        "vat": vat_terms(order.client, draft_of(order), today_of(request)),
        "refusal": refusal,
        "back_url": review_url(request, order.pk),
    }
    return render(request, "team/adjust.html", context, status=status)


def _typed(draft: Draft) -> dict[str, str]:
    texts = {
        "contact_name": draft.contact.name,
        "contact_phone": draft.contact.phone,
        "sector": draft.sector,
        "place_country": draft.place_country,
        "purchase_order": draft.purchase_order,
        "buyer_reference": draft.buyer_reference,
    }
    texts |= {f"vat_{at}": line.vat or "" for at, line in enumerate(draft.lines)}
    days = enumerate(day for _path, day in billing_dates(draft.payment))
    return texts | {f"date_{at}": written_day(day) for at, day in days}
