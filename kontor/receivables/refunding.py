"""What a refund is for, in words for its payee and for the team."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch, QuerySet

from kontor.foundation.sentence import S, Sentence
from kontor.receivables.models import Allocation, Refund


def with_causes(refunds: "QuerySet[Refund]") -> "QuerySet[Refund]":
    """The refunds with all that the functions below look at; two queries."""
    booked = Allocation.objects.filter(purpose="invoice", undone_at__isnull=True)
    beside = Prefetch(
        "allocation__entry__allocations", booked.select_related("invoice"), to_attr="for_invoices"
    )
    related = refunds.select_related("client", "cancelled", "allocation__entry", "file")
    return related.prefetch_related(beside)


def remittance_text(refund: Refund) -> Sentence:
    """What the payee reads in the bank statement; it names the invoice where one is known."""
    numbers = numbers_of(refund)
    if numbers:
        return S("Refund for invoice {number}", number=", ".join(numbers))
    entry = refund.allocation.entry if refund.allocation else None
    if entry is None:
        message = "a refund has a cause"
        raise ValueError(message)
    return S("Refund of your payment of {day}", day=entry.booked_on)


def numbers_of(refund: Refund) -> list[str]:
    """The cancelled invoice, or those that the same payment was for (from `with_causes`)."""
    if refund.cancelled is not None:
        return [str(refund.cancelled.number)]
    entry: Any = refund.allocation.entry if refund.allocation else None
    booked: Iterable[Allocation] = getattr(entry, "for_invoices", ())
    return [str(each.invoice.number) for each in booked if each.invoice is not None]
