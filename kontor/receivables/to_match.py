"""The facts of `matching`, read from the rows: what money can be for, and what may come back."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.db.models import OuterRef, Q, Subquery

from kontor.foundation.money import ZERO
from kontor.invoicing.models import Invoice
from kontor.receivables.bank_models import BankEntry
from kontor.receivables.matching import Earlier, OpenInvoice, Part
from kontor.receivables.models import Allocation
from kontor.receivables.owed import WAITS_FOR_MONEY, with_open

KNOWN_FOR = timedelta(days=365)
RETURNED_WITHIN = timedelta(days=400)
GIVEN = ("invoice", "credit", "refund")
REFERENCES = ("number", "purchase_order", "buyer_reference")
FACTS = (
    *("pk", "number", "gross", "open", "issued_on", "due_on", "status", "cancelled_by"),
    *("order__client", "order__client__name", *(f"order__{name}" for name in REFERENCES)),
)


def payable(today: date) -> list[OpenInvoice]:
    """What money can be for: all that is open, and of the last year what was paid or cancelled."""
    lately = Q(status__in=["paid", "cancelled"], issued_on__gt=today - KNOWN_FOR)
    rows = Invoice.objects.filter(Q(status__in=WAITS_FOR_MONEY) | lately)
    rows = rows.exclude(kind="cancellation").order_by("pk")
    cancelling = Invoice.objects.filter(cancels=OuterRef("pk")).values("number")
    annotated = with_open(rows).annotate(cancelled_by=Subquery(cancelling[:1]))
    # Values and no models: there may be thousands, and each would read what was printed.
    found = list(annotated.values(*FACTS))
    ibans = _ibans({row["order__client"] for row in found})
    return [_payable(row, ibans.get(row["order__client"], frozenset())) for row in found]


def _payable(row: Mapping[str, Any], ibans: frozenset[str]) -> OpenInvoice:
    references = (row[f"order__{name}"] for name in REFERENCES)
    return OpenInvoice(
        id=row["pk"],
        number=row["number"],
        client_id=row["order__client"],
        client_name=row["order__client__name"],
        gross=row["gross"],
        open=row["open"],
        issued_on=row["issued_on"],
        due_on=row["due_on"],
        status=row["status"],
        references=tuple(reference for reference in references if reference),
        ibans=ibans,
        cancelled_by=row["cancelled_by"] or "",
    )


def _ibans(clients: Iterable[int | None]) -> dict[int, frozenset[str]]:
    """The accounts from which each client has paid."""
    rows = Allocation.objects.filter(
        purpose="invoice", undone_at__isnull=True, invoice__order__client__in=clients
    )
    pairs = rows.exclude(entry__iban="").values_list("invoice__order__client", "entry__iban")
    known: dict[int, set[str]] = {}
    for client, iban in pairs.distinct():
        known.setdefault(client, set()).add(iban)
    return {client: frozenset(ibans) for client, ibans in known.items()}


def earlier_payments(today: date) -> list[Earlier]:
    """Payments of the last 13 months that may come back, with what they were booked to."""
    booked = Allocation.objects.filter(
        purpose__in=GIVEN, undone_at__isnull=True, booked_on__gt=today - RETURNED_WITHIN
    )
    rows = booked.filter(entry__amount__gt=0).select_related("entry").order_by("entry", "pk")
    by_entry: dict[BankEntry, list[Allocation]] = {}
    for row in rows:
        if row.entry:
            by_entry.setdefault(row.entry, []).append(row)
    return [_earlier(entry, parts) for entry, parts in by_entry.items()]


def _earlier(entry: BankEntry, booked: Collection[Allocation]) -> Earlier:
    return Earlier(
        entry_id=entry.pk,
        booked_on=entry.booked_on,
        amount=entry.amount,
        end_to_end=entry.end_to_end,
        iban=entry.iban,
        name=entry.name,
        reference=entry.reference,
        parts=tuple(Part(row.invoice_id, row.amount) for row in booked if row.invoice_id),
        kept=sum((row.amount for row in booked if not row.invoice_id), ZERO),
    )
