"""Which two revisions of an order the address asks to compare: `?from=1&to=2`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest

from kontor.foundation.refusal import NotFound
from kontor.orders.models import Order, Revision
from kontor.orders.revising import offer_in
from kontor.pages.shared.comparison import Comparison, comparison


@dataclass(frozen=True)
class Compared:
    """Two revisions of an order; `frozen`: when each was made, by number."""

    before: Revision
    after: Revision
    frozen: Mapping[int, datetime]

    @property
    def differences(self) -> Comparison:
        return comparison(offer_in(self.before), offer_in(self.after))


def compared(request: HttpRequest, order: Order) -> Compared:
    """By default the last two, with one number the other end. Raises NotFound; two queries."""
    revisions = Revision.objects.filter(order=order).order_by("number")
    frozen = dict(revisions.values_list("number", "created_at"))
    after = _number(request, "to", max(frozen, default=0))
    before = _number(request, "from", after - 1)
    if not before < after or not {before, after} <= frozen.keys():
        raise NotFound
    first, last = revisions.filter(number__in=(before, after))
    return Compared(first, last, frozen)


def _number(request: HttpRequest, name: str, usual: int) -> int:
    typed = request.GET.get(name, "")
    if not typed:
        return usual
    if not re.fullmatch(r"[0-9]{1,4}", typed):
        raise NotFound
    return int(typed)
