"""The one writer of allocations: what a part of a bank entry is for, and that it no longer is."""

from datetime import date, datetime

from django.db import connection

from kontor.foundation.kept_sentence import kept
from kontor.receivables.bank_models import BankEntry
from kontor.receivables.given import Given
from kontor.receivables.models import Allocation

LOCK = 20_270_105  # any number that nothing else in the database locks


def lock() -> None:
    """Money moves in one transaction at a time: what is open stays so until this one ends.

    Taken before any order is locked, so that two of them never wait for each other.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def allocate(entry: BankEntry, given: Given, booked_by_id: int | None, now: datetime) -> Allocation:
    """Give a part of the entry away. The database refuses more than its rest (IntegrityError)."""
    return _create(entry, given, entry.booked_on, booked_by_id, now)


def write_off(given: Given, day: date, booked_by_id: int | None, now: datetime) -> Allocation:
    """Nobody claims this part of an invoice any more: bank charges, or cents."""
    return _create(None, given, day, booked_by_id, now)


def undo(allocation: Allocation, person_id: int, now: datetime) -> None:
    """Take the allocation back; the entry's part is undecided again."""
    allocation.undone_at, allocation.undone_by_id = now, person_id
    allocation.save(update_fields=["undone_at", "undone_by"])


def _create(
    entry: BankEntry | None, given: Given, day: date, booked_by_id: int | None, now: datetime
) -> Allocation:
    return Allocation.objects.create(
        entry=entry,
        purpose=given.purpose,
        invoice_id=given.invoice_id,
        client_id=given.client_id,
        amount=given.amount,
        reasons=kept(given.reasons),
        words=given.words,
        booked_on=day,
        booked_at=now,
        booked_by_id=booked_by_id,
    )
