"""Invoices as lists: what comes next, and what each month holds."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce, TruncMonth

from kontor.invoicing.access import own
from kontor.invoicing.models import CancellationChoice, Invoice
from kontor.invoicing.states import UNISSUED
from kontor.orders.models import Order
from kontor.people.models import Person

OUT = ["issued", "disputed"]
UNDECIDED = ["team_review", "client_confirmation", "changes_requested"]


@dataclass(frozen=True)
class MonthSums:
    """Net sums of a month: planned by billing date, issued and paid by invoice date."""

    first: date
    planned: Decimal = Decimal(0)
    issued: Decimal = Decimal(0)
    paid: Decimal = Decimal(0)


def coming(person: Person) -> QuerySet[Invoice]:
    """Own invoices that will go out, the next first.

    `waits_for_team`: held by an open request to cancel.
    """
    return (
        own(person)
        .filter(status__in=UNISSUED)
        .annotate(waits_for_team=held_by_request())
        .select_related("order__client")
        .order_by("billing_date", "pk")
    )


def drafts(person: Person) -> QuerySet[Invoice]:
    """Own invoices that go out soon and can still be looked at."""
    return coming(person).filter(~held_by_request(), status__in=["draft", "awaiting_update"])


def held_by_request() -> Exists:
    """Of an invoice: whether it waits for the team's answer to a request to cancel."""
    asked = CancellationChoice.objects.filter(held=True, request__state="open")
    return Exists(asked.filter(invoice=OuterRef("pk")))


def held_since(last: date) -> QuerySet[Invoice]:
    """What members have held themselves since a day up to `last`."""
    return Invoice.objects.filter(status="awaiting_update", held_on__lte=last)


def months(person: Person, since: date) -> dict[date, MonthSums]:
    """Sums by the first day of the month, from `since` on; months without invoices are missing.

    What is cancelled counts nowhere, and so does what cancels it.
    """
    rows = (
        own(person)
        .exclude(status__in=["cancelled", "stopped"])
        .exclude(kind="cancellation")
        .annotate(day=Coalesce("issued_on", "billing_date"))
        .filter(day__gte=since)
        .annotate(month=TruncMonth("day"))
        .values_list("month", "status")
        .annotate(net=Sum("net"))
    )
    sums: dict[date, MonthSums] = {}
    for first, status, net in rows:
        part = "planned" if status in UNISSUED else "issued" if status in OUT else "paid"
        month = sums.setdefault(first, MonthSums(first))
        sums[first] = replace(month, **{part: getattr(month, part) + net})
    return sums


def open_of_closed_accounts() -> QuerySet[Order]:
    """Orders of members who have left that are undecided or still have invoices to come.

    Each has `next_billing`, the day of the next invoice, or None. Drafts stay their member's own.
    """
    to_come = Invoice.objects.filter(order=OuterRef("pk"), status__in=UNISSUED)
    first = to_come.order_by("billing_date").values("billing_date")[:1]
    still_open = Q(status__in=UNDECIDED) | Exists(to_come)
    orders = Order.objects.filter(still_open, owner__is_active=False).exclude(status="draft")
    return orders.annotate(next_billing=Subquery(first))
