"""Which entries of a file are new; of a batch the whole or its payments count, never both."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kontor.formats.entry_keys import Account, Keys, booking_keys, continues, keys_of_file
from kontor.formats.statement import Entry, Kind, Statement, StatementFile
from kontor.receivables.bank_models import BankEntry, BankStatement


@dataclass(frozen=True)
class Arriving:
    """An entry with its `key` and, of a payment of a batch, the key of its whole `booking`."""

    key: str
    booking: str
    entry: Entry


def keyed(read: StatementFile) -> list[list[Arriving]]:
    """Every entry of every statement, known or not."""
    keys = keys_of_file(read, dict(_continued(read.statements)))
    return [_keyed(*pair) for pair in zip(read.statements, keys, strict=True)]


def unknown(iban: str, entries: Sequence[Arriving]) -> list[Arriving]:
    """Those that the account does not have yet; two queries.

    A batch of which it has the payments is known, and so are the payments of a batch about which
    somebody has decided.
    """
    of_account = BankEntry.objects.filter(account__iban=iban)
    wanted = {each.key for each in entries} | {each.booking for each in entries} - {""}
    rows = of_account.filter(key__in=wanted).values_list("key", "amount", "rest")
    had = {key: amount == rest for key, amount, rest in rows}
    parted = set(of_account.filter(booking__in=wanted).values_list("booking", flat=True))
    return [
        each
        for each in {each.key: each for each in entries}.values()
        if each.key not in had and each.key not in parted and had.get(each.booking, True)
    ]


def _keyed(statement: Statement, keys: Keys) -> list[Arriving]:
    bookings = booking_keys(statement)
    return [
        Arriving(key, booking if entry.part else "", entry)
        for key, booking, entry in zip(keys, bookings, statement.entries, strict=True)
    ]


def _continued(statements: Iterable[Statement]) -> Iterator[tuple[Account, tuple[Statement, Keys]]]:
    """What the first statement of each account goes on from, where it begins within a day."""
    firsts = {(each.iban, each.currency): each for each in reversed(list(statements))}
    for account, first in firsts.items():
        rows = BankStatement.objects.filter(
            account__iban=first.iban, to_day=first.from_day, closing=first.opening
        )
        for row in rows.exclude(closing=None).order_by("pk"):
            before, keys = _kept(row, first)
            if continues(before, first):
                yield account, (before, keys)
                break


def _kept(row: BankStatement, alike: Statement) -> tuple[Statement, Keys]:
    """What is kept of the last day of a statement, enough to see whether another continues it."""
    kept = list(row.entries.filter(booked_on=row.to_day, currency=alike.currency))
    entries = tuple(
        Entry(
            booked_on=each.booked_on,
            value_on=each.value_on,
            amount=each.amount,
            currency=each.currency,
            kind=Kind(each.kind),
        )
        for each in kept
    )
    before = Statement(
        iban=alike.iban,
        currency=alike.currency,
        number=row.number,
        from_day=row.from_day,
        to_day=row.to_day,
        opening=row.opening,
        closing=row.closing,
        entries=entries,
    )
    return before, tuple(each.key for each in kept)
