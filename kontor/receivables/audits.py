"""Invariants of money: each entry once, nothing given away twice, credit, reminders (I9, I10)."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import chain
from typing import Any

from django.db.models import Count, Q, Sum

from kontor.cooperative.own_data import read_once
from kontor.foundation.audit import Audit, in_chunks
from kontor.foundation.models import OutboxMail
from kontor.foundation.money import ZERO
from kontor.invoicing.delivery import cause_of
from kontor.invoicing.models import NUMBERED, Dispute, Invoice
from kontor.receivables.account import earning_in, with_credit
from kontor.receivables.bank_models import BankEntry
from kontor.receivables.credit import credited
from kontor.receivables.dunning_models import Reminder
from kontor.receivables.models import Allocation, CreditLine
from kontor.receivables.owed import with_open

STANDING = Q(allocations__undone_at__isnull=True)


def entries_hold() -> Audit:
    """I9: each bank entry is kept once, and what it was given away for comes to what is gone."""
    twice = BankEntry.objects.values("account__iban", "key").annotate(n=Count("pk"))
    faults = [
        f"an entry of {row['account__iban']} is kept {row['n']} times"
        for row in twice.filter(n__gt=1).order_by("account__iban", "key")
    ]
    given = BankEntry.objects.annotate(given=Sum("allocations__amount", filter=STANDING))
    for entries in in_chunks(given):
        faults += [
            f"entry {row.pk} of {row.booked_on}: {row.given or ZERO} of {row.amount} is given"
            f" away, though {row.rest} is said to be left"
            for row in entries
            if row.amount - (row.given or ZERO) != row.rest
        ]
    return Audit(f"{BankEntry.objects.count()} entries", tuple(faults))


def invoices_paid() -> Audit:
    """I9: an invoice is paid once it has got its gross, and never gets more."""
    faults, count = [], 0
    issued = Invoice.objects.filter(status__in=NUMBERED).exclude(kind="cancellation")
    for rows in in_chunks(with_open(issued)):
        count += len(rows)
        faults += [f"{row.number} {fault}" for row in rows for fault in _payment_faults(row)]
    return Audit(f"{count} invoices", tuple(faults))


def _payment_faults(row: Any) -> Iterator[str]:
    paid: Decimal = row.paid
    if not ZERO <= paid <= max(row.gross, ZERO):
        yield f"has got {paid} of {row.gross}"
    elif row.status == "paid" and paid != row.gross:
        yield f"is paid, though it has got {paid} of {row.gross}"
    elif row.status in {"issued", "disputed"} and paid == row.gross > 0:
        yield f"is {row.status}, though it has got all of {row.gross}"


def members_credited() -> Audit:
    """I9: what members are credited for an invoice is what it earns by what was paid for it."""
    faults = []
    rows = with_credit(Invoice.objects.filter(status__in=NUMBERED).exclude(kind="cancellation"))
    with read_once():
        for row in chain.from_iterable(in_chunks(rows)):
            earned = credited(earning_in(row))
            if earned != row.credited:
                faults.append(f"{row.number} has earned {earned}, credited is {row.credited or 0}")
    count = CreditLine.objects.aggregate(n=Count("invoice", distinct=True))["n"]
    return Audit(f"{count} invoices with credit", tuple(faults))


def reminders_hold() -> Audit:
    """I10: nobody was reminded before the invoice had arrived, after payment, or in a dispute."""
    faults, count = [], 0
    for reminders in in_chunks(Reminder.objects.select_related("invoice")):
        count += len(reminders)
        known = _Known.of({row.invoice_id for row in reminders})
        faults += [
            f"reminder {row.level} of {row.invoice.number} {fault}"
            for row in reminders
            for fault in known.faults(row)
        ]
    return Audit(f"{count} reminders", tuple(faults))


@dataclass(frozen=True)
class _Span:
    """A dispute, or money that was an invoice's, from when until when."""

    since: datetime
    until: datetime | None
    amount: Decimal = ZERO

    def covers(self, at: datetime) -> bool:
        return self.since <= at and (self.until is None or at < self.until)


@dataclass(frozen=True)
class _Known:
    """What tells whether somebody could be reminded of an invoice, by invoice."""

    arrived: frozenset[str]
    disputes: Mapping[int, Sequence[_Span]]
    money: Mapping[int, Sequence[_Span]]

    @classmethod
    def of(cls, ids: Collection[int]) -> "_Known":
        causes = [cause_of(pk) for pk in ids]
        mails = OutboxMail.objects.filter(audience="client", cause__in=causes)
        arrived = mails.filter(Q(state="sent") | Q(bounced_at__isnull=False))
        disputes, money = defaultdict(list), defaultdict(list)
        for row in Dispute.objects.filter(invoice__in=ids):
            disputes[row.invoice_id].append(_Span(row.opened_at, row.closed_at))
        for part in Allocation.objects.filter(invoice__in=ids):
            money[part.invoice_id or 0].append(_Span(part.booked_at, part.undone_at, part.amount))
        return cls(frozenset(arrived.values_list("cause", flat=True)), disputes, money)

    def faults(self, row: Reminder) -> Iterator[str]:
        pk = row.invoice_id
        if cause_of(pk) not in self.arrived:
            yield "went out, though the invoice has never arrived"
        if any(span.covers(row.at) for span in self.disputes.get(pk, ())):
            yield "went out while the invoice was disputed"
        paid = sum((span.amount for span in self.money.get(pk, ()) if span.covers(row.at)), ZERO)
        still_open = row.invoice.gross - paid
        if row.open != still_open or not still_open:
            yield f"asked for {row.open}, though {still_open} was open"
