"""Guarantee cases as rows: which are due to open, and which wait for the accountant (spec § 8)."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from kontor.cooperative.deadlines import deadline
from kontor.foundation.days import day_of
from kontor.invoicing.guaranteed import is_guaranteed
from kontor.invoicing.models import Dispute, Invoice
from kontor.orders.kept_proofs import ACCEPTED, proofs_of, with_confirmations
from kontor.orders.models import Order, Proof
from kontor.receivables.bank_data import bank_data_until
from kontor.receivables.guarantee_rule import Span, Unpaid, opens
from kontor.receivables.models import GuaranteeCase
from kontor.receivables.owed import open_invoices


def to_open(today: date) -> list[int]:
    """Invoices that become cases today, the oldest due first; three queries for all."""
    known, days = bank_data_until(), deadline("guarantee_days")
    return [row.pk for row in _candidates(today, days) if opens(_facts(row), days, known)]


def opens_now(invoice_id: int, today: date) -> bool:
    """Whether the invoice becomes a case today, read anew."""
    known, days = bank_data_until(), deadline("guarantee_days")
    row = _candidates(today, days).filter(pk=invoice_id).first()
    return row is not None and opens(_facts(row), days, known)


def waiting() -> QuerySet[GuaranteeCase]:
    """Cases that nobody has decided yet, the oldest first."""
    return GuaranteeCase.objects.filter(state="open").order_by("opened_on", "pk")


def with_case(invoices: QuerySet[Invoice]) -> QuerySet[Any]:
    """The invoices, each with its `guarantee_case` (`id`, `state`, `words`), if it became one."""
    case = GuaranteeCase.objects.filter(invoice=OuterRef("pk"))
    kept = JSONObject(id="pk", state="state", words="words")
    rows: QuerySet[Any] = invoices.annotate(guarantee_case=Subquery(case.values(kept=kept)))
    return rows


def _candidates(today: date, days: int) -> QuerySet[Any]:
    """Unpaid for so long and maybe promised, with all that `_facts` reads; never one that was."""
    promised = Q(guarantee__granted=True) | Exists(
        Proof.objects.filter(revision=OuterRef("revision"), state=ACCEPTED)
    )
    late = open_invoices().filter(
        promised, due_on__lte=today - timedelta(days=days), status="issued"
    )
    unknown = late.exclude(pk__in=GuaranteeCase.objects.values("invoice"))
    orders = with_confirmations(Order.objects.all())
    disputes = Dispute.objects.order_by("pk")
    prefetched: QuerySet[Any] = unknown.prefetch_related(
        Prefetch("order", orders), Prefetch("disputes", disputes)
    )
    return prefetched.order_by("due_on", "pk")


def _facts(row: Any) -> Unpaid:
    return Unpaid(
        status=row.status,
        due_on=row.due_on,
        guaranteed=bool(is_guaranteed(row, proofs_of(row.order))),
        open=row.open,
        disputes=tuple(_spans(row)),
    )


def _spans(row: Any) -> Iterator[Span]:
    for dispute in row.disputes.all():
        closed = dispute.closed_at
        yield Span(day_of(dispute.opened_at), day_of(closed) if closed else None)
