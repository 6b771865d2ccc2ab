"""Invoices that an accountant looks for by hand: by number, client or amount."""

from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet

from kontor.foundation.fold import fold_query
from kontor.invoicing.models import NUMBERED, Invoice
from kontor.receivables.entry_search import amount_in
from kontor.receivables.owed import open_invoices, with_open

LEAST_LETTERS = 3
MOST = 8


def found_for(words: str, amount: Decimal) -> "QuerySet[Any]":
    """At most eight issued invoices with `paid` and `open`, the oldest due first.

    For money that came in (`amount` above zero) those with something open; for a debit those that
    have got money. None below three letters or digits.
    """
    if len(words.strip()) < LEAST_LETTERS:
        return Invoice.objects.none()
    issued = Invoice.objects.filter(status__in=NUMBERED).exclude(kind="cancellation")
    credit = amount > 0
    rows = open_invoices().filter(open__gt=0) if credit else with_open(issued).filter(paid__gt=0)
    return with_all(rows.filter(_matches(words)).order_by("due_on", "pk"))[:MOST]


def chosen(invoice_ids: "set[int]") -> "QuerySet[Any]":
    """Those invoices as `found_for` gives them, whatever is open of them."""
    rows = Invoice.objects.filter(pk__in=invoice_ids, status__in=NUMBERED)
    return with_all(with_open(rows.exclude(kind="cancellation")).order_by("due_on", "pk"))


def with_all(rows: "QuerySet[Any]") -> "QuerySet[Any]":
    """With what a page shows beside the invoice."""
    return rows.select_related("order__client", "order__owner")


def _matches(words: str) -> Q:
    found = Q(number__icontains=words.strip())
    folded = fold_query(words)
    if folded and not folded.isdecimal():
        found |= Q(order__client__sort_name__contains=folded)
    figure = amount_in(words)
    if figure is not None:
        found |= Q(gross=figure) | Q(open=figure)
    return found
