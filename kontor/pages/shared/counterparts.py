"""What cancels an invoice and what a cancellation invoice cancels, for rows that name both."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery

from kontor.invoicing.models import Invoice


@dataclass(frozen=True)
class Counterpart:
    """The other invoice; `cancels`: the row with this counterpart is the one that cancels."""

    id: int
    number: str
    cancels: bool


def with_counterparts(invoices: QuerySet[Invoice]) -> QuerySet[Invoice]:
    """The invoices, ready for `counterpart_of` without a further query."""
    cancelling = Invoice.objects.filter(cancels=OuterRef("pk"))
    return invoices.select_related("cancels").annotate(
        cancelled_by_id=Subquery(cancelling.values("pk")[:1]),
        cancelled_by_number=Subquery(cancelling.values("number")[:1]),
    )


def counterpart_of(invoice: Invoice) -> Counterpart | None:
    """Of an invoice from `with_counterparts`; None for one that nothing cancels."""
    if invoice.cancels is not None:
        return Counterpart(invoice.cancels.pk, str(invoice.cancels.number), cancels=True)
    by: int | None = getattr(invoice, "cancelled_by_id", None)
    if by is None:
        return None
    return Counterpart(by, str(getattr(invoice, "cancelled_by_number", "")), cancels=False)


def counterparts_among(invoices: Sequence[Invoice]) -> dict[int, Counterpart]:
    """By invoice, where all the invoices of an order are at hand already."""
    known = {invoice.pk: invoice for invoice in invoices}
    found: dict[int, Counterpart] = {}
    for invoice in invoices:
        other = known.get(invoice.cancels_id or 0)
        if other is not None:
            found[invoice.pk] = Counterpart(other.pk, str(other.number), cancels=True)
            found[other.pk] = Counterpart(invoice.pk, str(invoice.number), cancels=False)
    return found
