"""Invariants of invoices: numbers, plans, sums, cancellations (reliability I1, I4, I5, I7)."""

import json
from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Count

from kontor.formats.einvoice.record import NotARecord
from kontor.formats.einvoice.values import PrintedInvoice
from kontor.foundation.audit import Audit, in_chunks
from kontor.invoicing import final
from kontor.invoicing.adding_up import faults_of_cancelling, faults_of_sums
from kontor.invoicing.models import Invoice
from kontor.invoicing.number_report import SeriesReport
from kontor.invoicing.number_reports import number_reports
from kontor.orders.models import Order
from kontor.orders.offer import planned_ahead
from kontor.orders.revising import offer_in
from kontor.orders.totals import Amounts

NUMBERED = Invoice.objects.filter(number__isnull=False)


def numbers_unbroken() -> Audit:
    """I1: each series is 1 to its last number, no gap, none twice, none on an earlier day."""
    reports = number_reports()
    faults = [fault for report in reports for fault in _series_faults(report)]
    other = NUMBERED.exclude(number__regex=r"^.+-\d+$").values_list("number", flat=True)
    faults += [f"{number} belongs to no series" for number in other]
    count = sum(report.counted.count for report in reports if report.counted)
    return Audit(f"{len(reports)} series, {count} numbers", tuple(faults))


def _series_faults(report: SeriesReport) -> Iterator[str]:
    for run in report.missing_named:
        yield f"{run} is missing"
    for number in report.doubled_named:
        yield f"{number} stands twice"
    for number in report.out_of_order_named:
        yield f"{number} bears an earlier day than the number before it"
    if report.counted and report.counted.last > report.drawn:
        yield f"{report.last} was not drawn: the series stands at {report.drawn}"


def plans_complete(today: date) -> Audit:
    """I4: no place in a plan is taken twice, and none of an active order's is missing up to today.

    What corrects a cancelled invoice takes its place again.
    """
    planned = Invoice.objects.exclude(kind="cancellation")
    twice = planned.filter(replaces=None).values("order__number", "position")
    faults = [
        f"order {row['order__number']}: place {row['position']} of its plan is taken twice"
        for row in twice.annotate(n=Count("pk")).filter(n__gt=1).order_by("order", "position")
    ]
    count = 0
    active = Order.objects.filter(status="active").select_related("revision")
    for orders in in_chunks(active):
        count += len(orders)
        taken = set(planned.filter(order__in=orders).values_list("order_id", "position"))
        faults += [
            f"order {order.number}: the invoice in place {place} of its plan is missing"
            for order in orders
            for place in range(1, _places(order, today) + 1)
            if (order.pk, place) not in taken
        ]
    return Audit(f"{count} active orders", tuple(faults))


def _places(order: Order, today: date) -> int:
    """How many invoices the order's plan must have; of an open-ended one those up to today."""
    if order.revision is None:
        return 0
    offer = offer_in(order.revision)
    if offer.recurrence is None or not offer.recurrence.open_ended:
        return len(offer.invoices)
    until = min(today, order.recurrence_until or today)  # its end, once a change took over
    return sum(1 for _ in planned_ahead(offer, until + timedelta(days=1)))


def sums_hold() -> Audit:
    """I5: lines and VAT sum to the cent, and are the same on the row and in what is printed."""
    faults, count = [], 0
    for invoices in in_chunks(NUMBERED):
        count += len(invoices)
        for invoice in invoices:
            faults += [f"{invoice.number}: {fault}" for fault in _sum_faults(invoice)]
    return Audit(f"{count} issued invoices", tuple(faults))


def _sum_faults(invoice: Invoice) -> Iterator[str]:
    try:
        printed = PrintedInvoice.from_json(json.dumps(invoice.printed))
    except NotARecord as fault:
        yield f"what is printed cannot be read: {fault}"
        return
    yield from faults_of_sums(_amounts(invoice), printed)


def cancellations_zero() -> Audit:
    """I7: at most one cancellation for each invoice, and the two are zero together."""
    cancelling = Invoice.objects.filter(cancels__isnull=False)
    twice = cancelling.values("cancels__number").annotate(n=Count("pk")).filter(n__gt=1)
    faults = [f"{row['cancels__number']} is cancelled {row['n']} times" for row in twice]
    count = 0
    for rows in in_chunks(cancelling.select_related("cancels")):
        count += len(rows)
        for row in rows:
            faults += [f"{row.number}: {fault}" for fault in _cancelling_faults(row)]
    alone = Invoice.objects.filter(status="cancelled").exclude(
        pk__in=cancelling.values("cancels_id")
    )
    faults += [
        f"{number} is cancelled without a cancellation invoice"
        for number in alone.order_by("pk").values_list("number", flat=True)
    ]
    return Audit(f"{count} cancellation invoices", tuple(faults))


def _cancelling_faults(row: Invoice) -> Iterator[str]:
    if row.cancels is None:
        return
    if row.cancels.status != "cancelled":
        yield f"it cancels {row.cancels.number}, which is {row.cancels.status}"
    yield from faults_of_cancelling(_amounts(row.cancels), _amounts(row))


def _amounts(invoice: Invoice) -> Amounts:
    return Amounts(final.groups_in(invoice), invoice.net, invoice.vat, invoice.gross)
