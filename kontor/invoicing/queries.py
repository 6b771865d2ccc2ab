"""Invoices as lists: what comes next, and what each month holds."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet, Sum
from django.db.models.functions import Coalesce, TruncMonth

from kontor.invoicing.access import own
from kontor.invoicing.models import Invoice
from kontor.people.models import Person

COMING = ["planned", "draft", "awaiting_update"]
OUT = ["issued", "disputed"]


@dataclass(frozen=True)
class MonthSums:
    """Net sums of a month: planned by billing date, issued and paid by invoice date."""

    first: date
    planned: Decimal = Decimal(0)
    issued: Decimal = Decimal(0)
    paid: Decimal = Decimal(0)


def coming(person: Person) -> QuerySet[Invoice]:
    """Own invoices that will go out, the next first."""
    return (
        own(person)
        .filter(status__in=COMING)
        .select_related("order__client")
        .order_by("billing_date", "pk")
    )


def drafts(person: Person) -> QuerySet[Invoice]:
    """Own invoices that go out soon and can still be looked at."""
    return coming(person).filter(status__in=["draft", "awaiting_update"])


def months(person: Person, since: date) -> dict[date, MonthSums]:
    """Sums by the first day of the month, from `since` on; months without invoices are missing."""
    rows = (
        own(person)
        .exclude(status__in=["cancelled", "stopped"])
        .annotate(day=Coalesce("issued_on", "billing_date"))
        .filter(day__gte=since)
        .annotate(month=TruncMonth("day"))
        .values_list("month", "status")
        .annotate(net=Sum("net"))
    )
    sums: dict[date, MonthSums] = {}
    for first, status, net in rows:
        part = "planned" if status in COMING else "issued" if status in OUT else "paid"
        month = sums.setdefault(first, MonthSums(first))
        sums[first] = replace(month, **{part: getattr(month, part) + net})
    return sums
