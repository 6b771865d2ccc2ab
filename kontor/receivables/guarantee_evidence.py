"""What an accountant judges a guarantee case by: kept as it was on the day the case opened."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from kontor.foundation.days import day_of
from kontor.foundation.plain import from_plain, to_plain
from kontor.invoicing.models import Invoice
from kontor.orders.guarantee import covers
from kontor.orders.kept_proofs import ACCEPTED
from kontor.orders.models import Decision, Proof
from kontor.orders.revising import offer_in
from kontor.receivables.dunning_models import Reminder
from kontor.receivables.owed import open_of


@dataclass(frozen=True)
class Confirmation:
    """The client's click on the revision; `name`: as they typed it (R19), `hash`: what they saw."""

    at: datetime
    name: str
    hash: str
    purchase_order: str


@dataclass(frozen=True)
class AcceptedProof:
    """An agreement that was uploaded in time, and who of the team accepted it."""

    key: str
    name: str
    uploaded_at: datetime
    judged_at: datetime
    judged_by: str


@dataclass(frozen=True)
class Sent:
    """A reminder that went out."""

    level: int
    on: date


@dataclass(frozen=True)
class Evidence:
    """`open`: gross euros. `country`: the seat that the confirmed revision names."""

    revision: int
    hash: str
    client: str
    country: str
    vat_number: str
    due_on: date
    open: Decimal
    confirmation: Confirmation | None
    proofs: tuple[AcceptedProof, ...]
    reminders: tuple[Sent, ...]


def gather(invoice: Invoice) -> dict[str, Any]:
    """The evidence for an issued invoice with a due date, as a case keeps it; five queries."""
    if invoice.due_on is None:
        message = "an invoice over nothing is never due"
        raise ValueError(message)
    client = offer_in(invoice.revision).client
    evidence = Evidence(
        revision=invoice.revision.number,
        hash=invoice.revision.hash,
        client=client.name,
        country=client.country,
        vat_number=client.vat_number,
        due_on=invoice.due_on,
        open=open_of(invoice),
        confirmation=_confirmation(invoice, invoice.due_on),
        proofs=tuple(_proofs(invoice, invoice.due_on)),
        reminders=tuple(
            Sent(row.level, row.sent_on)
            for row in Reminder.objects.filter(invoice=invoice).order_by("level")
        ),
    )
    plain: dict[str, Any] = to_plain(evidence)
    return plain


def evidence_in(kept: dict[str, Any]) -> Evidence:
    """What `gather` has put together."""
    return from_plain(Evidence, kept)


def _confirmation(invoice: Invoice, due_on: date) -> Confirmation | None:
    confirmed = Decision.objects.filter(revision=invoice.revision_id, kind="confirm")
    first = confirmed.order_by("pk").first()
    if first is None or not covers(day_of(first.decided_at), due_on):
        return None
    return Confirmation(first.decided_at, first.name, first.hash, first.purchase_order)


def _proofs(invoice: Invoice, due_on: date) -> list[AcceptedProof]:
    rows = Proof.objects.filter(revision=invoice.revision_id, state=ACCEPTED)
    return [
        AcceptedProof(
            key=row.key,
            name=row.name,
            uploaded_at=row.uploaded_at,
            judged_at=row.judged_at,
            judged_by=row.judged_by.name if row.judged_by else "",
        )
        for row in rows.select_related("judged_by").order_by("pk")
        if row.judged_at is not None and covers(day_of(row.uploaded_at), due_on)
    ]
