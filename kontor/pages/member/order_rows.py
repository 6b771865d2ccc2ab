"""The rows of `/orders`: what each order is worth, where it stands, and what happens next."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from operator import attrgetter

from django.db.models import OuterRef, QuerySet, Subquery, prefetch_related_objects

from kontor.clients.queries import with_invalid_number
from kontor.clients.record import facts_of
from kontor.foundation.sentence import Sentence
from kontor.invoicing.models import Invoice
from kontor.invoicing.preview import VatSettings, terms_of, vat_settings
from kontor.invoicing.states import UNISSUED
from kontor.orders.models import Order
from kontor.orders.next_in_short import Ahead, next_in_short
from kontor.orders.queries import with_gross
from kontor.orders.record import draft_of
from kontor.orders.states import Status
from kontor.orders.totals import totals


@dataclass(frozen=True)
class OrderRow:
    """`gross` is that of the revision or, never submitted, of what is typed; None where unknown.

    `days_left` only while the client has the link.
    """

    order: Order
    gross: Decimal | None
    next: Sentence | None
    days_left: int | None


def for_rows(orders: QuerySet[Order]) -> QuerySet[Order]:
    """The orders, each with what its row needs: `gross` and the next `billing_date`."""
    coming = Invoice.objects.filter(order=OuterRef("pk"), status__in=UNISSUED)
    first = coming.order_by("billing_date").values("billing_date")[:1]
    return with_gross(orders).annotate(next_billing=Subquery(first))


def rows_of(orders: Sequence[Order], house: str, today: date) -> list[OrderRow]:
    """The orders come from `for_rows`; three queries more for the drafts among them."""
    prefetch_related_objects(
        [each for each in orders if _is_unfrozen(each)], "lines", "instalments"
    )
    drafts = [order.client for order in orders if _is_unfrozen(order) and order.client]
    invalid, by = with_invalid_number(drafts), vat_settings()
    return [_row(order, house, today, _typed_gross(order, today, by, invalid)) for order in orders]


def _row(order: Order, house: str, today: date, typed: Decimal | None) -> OrderRow:
    gross: Decimal | None = attrgetter("gross")(order)
    ahead = Ahead(
        house=house,
        contact_name=order.contact_name,
        lapsed=order.lapsed,
        to_check=len(order.to_check),
        billing_date=attrgetter("next_billing")(order),
    )
    waits = order.status == Status.CLIENT_CONFIRMATION and order.valid_until is not None
    return OrderRow(
        order=order,
        gross=typed if _is_unfrozen(order) else gross,
        next=next_in_short(Status(order.status), ahead),
        days_left=(order.valid_until - today).days if waits and order.valid_until else None,
    )


def _is_unfrozen(order: Order) -> bool:
    return order.revision_id is None


def _typed_gross(
    order: Order, today: date, by: VatSettings, invalid: Collection[int]
) -> Decimal | None:
    """What a draft that was never submitted comes to; None while no client is chosen."""
    if order.client is None or not _is_unfrozen(order):
        return None
    draft, client = draft_of(order), order.client
    vat = terms_of(facts_of(client), draft, today, by, invalid=client.pk in invalid)
    sums = totals(draft.lines, vat)
    return sums.gross if sums.net else None
