"""`/orders/<id>/contact`: another contact person for a submitted order (spec § 6)."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from kontor.actions import change_contact
from kontor.foundation.refusal import Conflict, Invalid
from kontor.foundation.written import Language
from kontor.orders import access
from kontor.orders.draft import Contact
from kontor.orders.models import Order
from kontor.orders.record import draft_of
from kontor.orders.states import Status
from kontor.pages.member.door import door
from kontor.pages.member.order_fields import FIELD_AT, OrderFields
from kontor.pages.member.order_page import show
from kontor.pages.member.order_typing import from_draft
from kontor.pages.shared.doors import reader
from kontor.pages.shared.forms import add_fault, summary_title
from kontor.pages.shared.now import now_of

UNPROCESSABLE, CONFLICT = 422, 409
WRITTEN: dict[str, Language] = {"de": "de", "en": "en"}


class ContactFields(OrderFields):
    """The contact person alone, as in the form of the order."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        super().__init__(texts)
        self.fields = {name: one for name, one in self.fields.items() if name.startswith("contact")}


@door
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, order_id: int) -> HttpResponse:
    """The form with the present contact person, or the change; a draft has them in its own form."""
    order = access.own(reader(request), order_id)
    if request.method != "POST":
        if order.status == Status.DRAFT:
            return redirect(f"/orders/{order.pk}/edit#contact-part")
        return _form(request, order, ContactFields(from_draft(draft_of(order)).texts))
    fields = ContactFields(request.POST)
    try:
        if not fields.is_valid():
            return _form(request, order, fields, UNPROCESSABLE)
        change_contact.change(reader(request), order_id, _contact(fields), now_of(request))
    except Invalid as invalid:
        for fault in invalid.faults:
            add_fault(fields, FIELD_AT[fault.field], fault)
        return _form(request, order, fields, UNPROCESSABLE)
    except Conflict as conflict:
        return show(request, order_id, refused=conflict.sentence, status=CONFLICT)
    messages.success(request, gettext("The contact person is changed."))
    return redirect(f"/orders/{order_id}/#headline")


def _contact(fields: ContactFields) -> Contact:
    typed = fields.cleaned_data
    return Contact(
        name=typed["contact_name"],
        email=typed["contact_email"],
        phone=typed["contact_phone"],
        language=WRITTEN.get(typed["contact_language"]),
    )


def _form(
    request: HttpRequest, order: Order, fields: ContactFields, status: int = 200
) -> HttpResponse:
    context = {
        "order": order,
        "fields": fields,
        "errors_title": summary_title(
            error.code or "" for errors in fields.errors.as_data().values() for error in errors
        ),
        "waits": order.status == Status.CLIENT_CONFIRMATION,
    }
    return render(request, "member/order_contact.html", context, status=status)
