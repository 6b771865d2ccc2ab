"""The planned invoices of an order: all of them when it becomes active, open-ended ones nightly."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, Max, OuterRef, QuerySet, Subquery

from kontor.actions import act, change_running
from kontor.foundation.days import day_of
from kontor.foundation.plain import to_plain
from kontor.invoicing.models import CancellationRequest, Invoice
from kontor.invoicing.vat_notes import CODES
from kontor.invoicing.vat_rates import vat_rates
from kontor.orders.draft import Recurrence
from kontor.orders.models import Order, Revision
from kontor.orders.offer import Offer, OfferInvoice, planned_ahead
from kontor.orders.plan import InvoiceKind
from kontor.orders.record import payment_of, recurrence_of
from kontor.orders.recurrence import follows_before, planned_until
from kontor.orders.revising import offer_in


def plan(order: Order, now: datetime) -> None:
    """Part of an act: one row per invoice of the confirmed revision; a row already there is kept.

    The database holds (order, position) unique, and a recurrent payment bills its n-th period in
    position n, so no period is ever billed twice. A change of a running order takes over its plan.
    """
    revision = _revision(order)
    offer = offer_in(revision)
    rows = enumerate(offer.invoices, start=1)
    _keep(_row(order, revision, offer, position, row) for position, row in rows)
    change_running.take_over(order, now)


def open_ended(now: datetime) -> Iterable[int]:
    """Active open-ended orders whose plan may fall short of a year ahead.

    One with an open request to cancel waits for what the team decides.
    """
    asked = _open_requests().filter(order=OuterRef("pk"))
    planned = Invoice.objects.filter(order=OuterRef("pk")).order_by("-position")
    orders = (
        Order.objects.filter(~Exists(asked), status="active", payment_mode="recurrent")
        .filter(recurrence_times=None, recurrence_until=None)
        # of the last row: an earlier one may have been moved far ahead for itself
        .annotate(last=Subquery(planned.values("billing_date")[:1]))
        .order_by("id")
    )
    horizon = planned_until(day_of(now), day_of(now))
    return [
        order.pk
        for order in orders
        if follows_before(order.last, horizon, recurrence_of(order) or Recurrence())
    ]


@act.one_transaction
def extend(order_id: int, now: datetime) -> int:
    """Plan an open-ended order up to a year ahead; how many rows came.

    Nothing for an order that is no longer active, has got its end, or is asked to be cancelled
    meanwhile: after a cancellation no new rows are planned.
    """
    order = Order.objects.select_for_update(of=("self",)).get(pk=order_id)
    if order.status != "active" or not payment_of(order).open_ended:
        return 0
    if _open_requests().filter(order=order).exists():
        return 0
    revision = _revision(order)
    offer = offer_in(revision)
    known = Invoice.objects.filter(order=order).aggregate(last=Max("position"))["last"] or 0
    until = planned_until(offer.invoices[0].billing_date, day_of(now))
    rows = list(enumerate(planned_ahead(offer, until, vat_rates()), start=1))[known:]
    _keep(_row(order, revision, offer, position, row) for position, row in rows)
    return len(rows)


def _open_requests() -> QuerySet[CancellationRequest]:
    return CancellationRequest.objects.filter(state="open")


def _keep(rows: Iterable[Invoice]) -> None:
    Invoice.objects.bulk_create(rows, ignore_conflicts=True)


def _row(
    order: Order, revision: Revision, offer: Offer, position: int, row: OfferInvoice
) -> Invoice:
    return Invoice(
        order=order,
        revision=revision,
        position=position,
        kind=row.kind,
        billing_date=row.billing_date,
        service_from=row.service_from,
        service_to=row.service_to,
        term_days=offer.term_days,
        groups=to_plain(row.groups or offer.groups),
        net=row.net,
        vat=row.vat,
        gross=row.gross,
        most_net=offer.net if row.kind is InvoiceKind.FINAL else row.net,
        vat_category=CODES[offer.groups[0].treatment],
    )


def _revision(order: Order) -> Revision:
    if order.revision is None:
        message = "only a submitted order has a plan"
        raise ValueError(message)
    return order.revision
