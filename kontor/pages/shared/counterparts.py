"""What cancels or replaces an invoice, and what it cancels or replaces, for rows that name both."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import OuterRef, QuerySet, Subquery

from kontor.invoicing.models import Invoice


class Relation(StrEnum):
    """What the row is to its counterpart."""

    CANCELS = "cancels"
    CANCELLED_BY = "cancelled_by"
    REPLACES = "replaces"
    REPLACED_BY = "replaced_by"


@dataclass(frozen=True)
class Counterpart:
    """The other invoice; `number` is empty for one that is not issued yet."""

    id: int
    number: str
    relation: Relation


def with_counterparts(invoices: QuerySet[Invoice]) -> QuerySet[Invoice]:
    """The invoices, ready for `counterparts_of` without a further query."""
    cancelling = Invoice.objects.filter(cancels=OuterRef("pk"))
    replacing = Invoice.objects.filter(replaces=OuterRef("pk"))
    return invoices.select_related("cancels", "replaces").annotate(
        cancelled_by_id=Subquery(cancelling.values("pk")[:1]),
        cancelled_by_number=Subquery(cancelling.values("number")[:1]),
        replaced_by_id=Subquery(replacing.values("pk")[:1]),
        replaced_by_number=Subquery(replacing.values("number")[:1]),
    )


def counterparts_of(invoice: Invoice) -> list[Counterpart]:
    """Of an invoice from `with_counterparts`; none for most."""
    found = []
    for relation in (Relation.CANCELS, Relation.REPLACES):
        other: Invoice | None = getattr(invoice, relation.value)
        if other is not None:
            found.append(Counterpart(other.pk, str(other.number), relation))
    for relation in (Relation.CANCELLED_BY, Relation.REPLACED_BY):
        pk: int | None = getattr(invoice, f"{relation.value}_id", None)
        if pk is not None:
            number = getattr(invoice, f"{relation.value}_number", None) or ""
            found.append(Counterpart(pk, number, relation))
    return found


def counterparts_among(invoices: Sequence[Invoice]) -> dict[int, list[Counterpart]]:
    """By invoice, where all the invoices of an order are at hand already."""
    known = {invoice.pk: invoice for invoice in invoices}
    found: dict[int, list[Counterpart]] = defaultdict(list)
    for invoice in invoices:
        cancelled, replaced = (
            known.get(invoice.cancels_id or 0),
            known.get(invoice.replaces_id or 0),
        )
        if cancelled is not None:
            _pair(found, invoice, Relation.CANCELS, cancelled, Relation.CANCELLED_BY)
        if replaced is not None:
            _pair(found, invoice, Relation.REPLACES, replaced, Relation.REPLACED_BY)
    return dict(found)


def _pair(
    found: dict[int, list[Counterpart]],
    one: Invoice,
    is_to_other: Relation,
    other: Invoice,
    is_to_one: Relation,
) -> None:
    found[one.pk].append(Counterpart(other.pk, other.number or "", is_to_other))
    found[other.pk].append(Counterpart(one.pk, one.number or "", is_to_one))
