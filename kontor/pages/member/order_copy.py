"""Duplicating an order (R45), and what the form of a copy asks to look at again (R47)."""

import re
from collections.abc import Iterable, Iterator

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from kontor.actions import copy_order
from kontor.foundation.refusal import Fault
from kontor.orders.copying import FIELD, ToCheck
from kontor.orders.models import Order
from kontor.pages.member.door import door
from kontor.pages.shared.doors import reader
from kontor.pages.shared.forms import add_fault
from kontor.pages.shared.now import now_of

_KEY = re.compile(r"[A-Za-z0-9_-]{1,40}")


@door
@require_POST
def duplicate(request: HttpRequest, order_id: int) -> HttpResponse:
    """A copy of an own order, and on to its form; a second click on one button finds the copy."""
    sent = request.POST.get("copy", "")
    key = sent if _KEY.fullmatch(sent) else ""
    copy = copy_order.duplicate(reader(request), order_id, now_of(request), key)
    return redirect(f"/orders/{copy.pk}/edit#headline")


class CopyChecks(forms.Form):
    """The boxes that say: this is right as it stands. Named like `ToCheck`."""

    use_required_attribute = False

    service_period = forms.BooleanField(
        label=_("The service period is right as it stands"), required=False
    )
    payment = forms.BooleanField(label=_("The payment type is right as it stands"), required=False)
    billing_dates = forms.BooleanField(
        label=_("The billing dates are right as they stand"), required=False
    )

    @classmethod
    def stored(cls, order: Order) -> "CopyChecks | None":
        """The boxes of a copy as they are kept; None for an order that has nothing to check."""
        is_copy = order.submitted_at is None and order.copied_from_id is not None
        if not (is_copy or order.to_check):
            return None
        ticked = {name: "on" for name in ToCheck if name not in order.to_check}
        return cls({f"{FIELD}-{name}": value for name, value in ticked.items()}, prefix=FIELD)

    @classmethod
    def shown(cls, order: Order | None, post: QueryDict) -> "CopyChecks | None":
        """The boxes as a browser sent them; as they are kept where it sent none."""
        kept = cls.stored(order) if order else None
        return cls(post, prefix=FIELD) if kept and FIELD in post else kept

    def ticked(self) -> set[str]:
        """The groups ticked as right."""
        return {name for name in ToCheck if self[name].value()}

    def show(self, faults: Iterable[Fault]) -> None:
        """Put each fault at its box."""
        for fault in faults:
            add_fault(self, fault.field.removeprefix(f"{FIELD}."), fault)

    def entries(self) -> Iterator[tuple[forms.BaseForm, str]]:
        """(form, field) of each box."""
        return ((self, name) for name in self.fields)


def is_at_a_box(fault: Fault) -> bool:
    """Whether the fault belongs to one of the boxes."""
    return fault.field.startswith(f"{FIELD}.")
