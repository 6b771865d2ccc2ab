"""What `bookings` is made of, read from the rows: what was issued and what money moved."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet

from kontor.invoicing.models import Invoice
from kontor.receivables.bank_models import BankAccount, BankEntry
from kontor.receivables.bookings import Invoiced, Moved
from kontor.receivables.models import Allocation, Refund

EURO = "EUR"


def invoiced_between(first: date, last: date) -> list[Invoiced]:
    """Invoices and cancellation invoices that were issued from the first day to the last."""
    rows = Invoice.objects.filter(number__isnull=False, issued_on__range=(first, last))
    values = rows.order_by("issued_on", "number").values(
        *("number", "cancels__number", "order__client_id", "issued_on", "due_on", "groups"),
        *("printed__buyer__name", "printed__buyer__vat_number"),
    )
    return [_invoiced(row) for row in values.iterator()]


def standing_between(first: date, last: date) -> "QuerySet[Allocation]":
    """What the money was for that moved from first to last day, in euros, the earliest first."""
    in_euros = Q(entry=None) | Q(entry__currency=EURO)
    rows = Allocation.objects.filter(
        in_euros, undone_at__isnull=True, booked_on__range=(first, last)
    )
    return rows.select_related("entry__account", "invoice__order__client", "client").order_by(
        "booked_on", "pk"
    )


def moved_between(first: date, last: date) -> list[Moved]:
    """The same as facts; two queries."""
    rows = list(standing_between(first, last))
    given_back = Refund.objects.filter(paid_by__in=[row for row in rows if not row.invoice_id])
    payees = dict(given_back.values_list("paid_by", "client"))
    return [_moved(row, payees.get(row.pk)) for row in rows]


def undecided_between(first: date, last: date) -> int:
    """How many bank entries cannot be booked: a part is undecided, or they are not in euros."""
    rows = BankEntry.objects.filter(booked_on__range=(first, last))
    return rows.filter(~Q(rest=0) | ~Q(currency=EURO)).count()


def own_ibans() -> list[str]:
    """The accounts of which statements were taken in."""
    return list(BankAccount.objects.order_by("iban").values_list("iban", flat=True))


def _invoiced(row: dict[str, Any]) -> Invoiced:
    return Invoiced(
        number=row["number"],
        cancels=row["cancels__number"] or "",
        client_id=row["order__client_id"],
        client=row["printed__buyer__name"],
        vat_number=row["printed__buyer__vat_number"] or "",
        issued_on=row["issued_on"],
        due_on=row["due_on"],
        amounts=tuple(
            (group["treatment"], Decimal(group["basis"]) + Decimal(group["vat"]))
            for group in row["groups"]
        ),
    )


def _moved(row: Allocation, payee: int | None) -> Moved:
    entry, invoice = row.entry, row.invoice
    owner = row.client.merged_into_id or row.client.pk if row.client else payee
    return Moved(
        purpose=row.purpose,
        amount=row.amount,
        day=row.booked_on,
        iban=entry.account.iban if entry else "",
        client_id=invoice.order.client_id if invoice else owner,
        voucher=str(invoice.number) if invoice else f"BANK-{row.entry_id}",
        text=(entry.name or entry.text or entry.reference) if entry else row.words,
    )
