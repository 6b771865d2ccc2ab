"""`kontor check --data`: the invariants of everything that is kept (reliability I1–I12)."""

import sys
from collections.abc import Callable, Iterator
from datetime import date

from kontor.foundation.audit import Audit

Look = Callable[[], Audit]


def audits(today: date) -> Iterator[tuple[str, str, Look]]:
    """Every invariant: its name in the programme, what must hold, and what looks at it."""
    from kontor.foundation import audits as kept
    from kontor.invoicing import audits as invoices
    from kontor.invoicing import told_audits as told
    from kontor.invoicing.document_audit import documents_hold
    from kontor.orders import audits as orders
    from kontor.receivables import audits as money

    yield "I1", "number series without gaps", invoices.numbers_unbroken
    yield "I2", "documents as they were stored", documents_hold
    yield "I2", "uploaded proofs as they came", orders.proofs_hold
    yield "I3", "one mail for a cause and a mailbox", kept.mails_once
    yield "I4", "plans complete", lambda: invoices.plans_complete(today)
    yield "I5", "sums to the cent", invoices.sums_hold
    yield "I6", "orders where their history leads", orders.statuses_replayed
    yield "I6", "invoices where their history leads", told.statuses_told
    yield "I7", "cancellations", invoices.cancellations_zero
    yield "I8", "confirmations of what was frozen", orders.hashes_hold
    yield "I8", "guarantees with their conditions", told.guarantees_hold
    yield "I9", "bank entries once, and given away once", money.entries_hold
    yield "I9", "paid invoices got their gross", money.invoices_paid
    yield "I9", "members credited what their invoices earn", money.members_credited
    yield "I10", "reminders at their time", money.reminders_hold
    yield "I11", "no job that hangs", kept.jobs_alive
    yield "I12", "history append-only", kept.history_kept


def report(today: date) -> bool:
    """Print a line for each invariant, and each fault below it; whether everything holds."""
    holds = True
    for name, title, look in audits(today):
        audit = look()
        verdict = "FAULT" if audit.faults else "holds"
        print(f"{name:4} {verdict}  {title}: {audit.seen}")
        for fault in audit.faults:
            print(f"           fault: {fault}")
        for note in audit.notes:
            print(f"           {note}")
        sys.stdout.flush()
        holds = holds and not audit.faults
    return holds
