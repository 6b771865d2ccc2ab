"""Statements as rows: each entry of an account once, however often and in which file it comes."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from kontor.cooperative.own_data import cooperative
from kontor.formats.statement import Entry, Statement, StatementFile
from kontor.foundation.sentence import Datum, S, Sentence
from kontor.receivables.arriving import Arriving, keyed, unknown
from kontor.receivables.bank_models import BankAccount, BankEntry, BankFile, BankStatement
from kontor.receivables.gaps import Told, gaps
from kontor.receivables.matching import Received
from kontor.receivables.statement_words import money

CHUNK = 2000


@dataclass(frozen=True)
class TakenIn:
    """Of a file that was read: its new entries in the file’s order, and how many were known.

    `batches`: undecided ones whose payments are among the new entries; they wait no more.
    """

    new: tuple[BankEntry, ...]
    known: int
    batches: tuple[BankEntry, ...] = ()


def doubts_about(read: StatementFile) -> list[Sentence]:
    """Why nothing of it may be booked unasked: a foreign account, or sums that do not fit."""
    ours = own_ibans()
    return [*_strangers(read.statements, ours), *_unbalanced(read.statements)]


def own_ibans() -> frozenset[str]:
    """The accounts whose statements are taken in."""
    known = BankAccount.objects.values_list("iban", flat=True)
    return frozenset(known) | {cooperative().iban.replace(" ", "")}


def gaps_before(read: StatementFile) -> list[Sentence]:
    """Which statements seem to be missing before those of the file; one query for each account."""
    by_iban: dict[str, list[Statement]] = {}
    for each in read.statements:
        by_iban.setdefault(each.iban, []).append(each)
    return [gap for iban, own in by_iban.items() for gap in gaps(own, _told(iban))]


def _told(iban: str) -> list[Told]:
    rows = BankStatement.objects.filter(account__iban=iban).values_list(
        "from_day", "to_day", "closing"
    )
    return [Told(first, last, closing) for first, last, closing in rows if closing is not None]


def _strangers(statements: Iterable[Statement], ours: frozenset[str]) -> Iterator[Sentence]:
    for iban in dict.fromkeys(each.iban for each in statements if each.iban not in ours):
        yield S(
            "The account {iban} is not known as one of the cooperative’s. Book the file only if it"
            " is; its account is known from then on.",
            iban=iban,
        )


def _unbalanced(statements: Iterable[Statement]) -> Iterator[Sentence]:
    """`difference` is what the entries come to less than the balances say, below zero: more."""
    for each in statements:
        if each.difference:
            said = _too_little if each.difference > 0 else _too_much
            yield said(_named(each), money(abs(each.difference), each.currency))


def _too_little(statement: Sentence, difference: Datum) -> Sentence:
    return S(
        "{statement} does not add up: opening balance and entries come to {difference} less than"
        " the closing balance. Entries may be missing; ask the bank for the statement anew.",
        statement=statement,
        difference=difference,
    )


def _too_much(statement: Sentence, difference: Datum) -> Sentence:
    return S(
        "{statement} does not add up: opening balance and entries come to {difference} more than"
        " the closing balance. An entry may be in it twice, or one that went out may be missing;"
        " ask the bank for the statement anew.",
        statement=statement,
        difference=difference,
    )


def _named(statement: Statement) -> Sentence:
    first, last = statement.from_day, statement.to_day
    if first == last:
        return S("The statement of {iban} of {day}", iban=statement.iban, day=last)
    return S(
        "The statement of {iban} from {first} to {last}",
        iban=statement.iban,
        first=first,
        last=last,
    )


def keep(file: BankFile, read: StatementFile, by_id: int | None, now: datetime) -> TakenIn:
    """Part of an act: every statement, and those entries that their account does not have yet."""
    new: list[BankEntry] = []
    known = 0
    for statement, entries in zip(read.statements, keyed(read), strict=True):
        account = _account(statement, by_id, now)
        row = BankStatement.objects.create(
            file=file,
            account=account,
            number=statement.number[:40],
            from_day=statement.from_day,
            to_day=statement.to_day,
            opening=statement.opening,
            closing=statement.closing,
        )
        arrived = unknown(statement.iban, entries)
        known += len(entries) - len(arrived)
        new += _created(row, arrived)
    return TakenIn(tuple(new), known, _named_singly(new))


def _account(statement: Statement, by_id: int | None, now: datetime) -> BankAccount:
    account, _ = BankAccount.objects.get_or_create(
        iban=statement.iban,
        defaults={"currency": statement.currency, "added_at": now, "added_by_id": by_id},
    )
    return account


def arriving(read: StatementFile) -> list[Received]:
    """What the file would bring anew, as `matching` asks for it; each once."""
    found: dict[tuple[str, str], Received] = {}
    for statement, entries in zip(read.statements, keyed(read), strict=True):
        for each in unknown(statement.iban, entries):
            found[statement.iban, each.key] = _received(0, each.entry)
    return list(found.values())


def _named_singly(new: Iterable[BankEntry]) -> tuple[BankEntry, ...]:
    bookings = {(each.account_id, each.booking) for each in new if each.booking}
    wholes = BankEntry.objects.filter(key__in={key for _, key in bookings}).exclude(rest=0)
    return tuple(row for row in wholes.order_by("pk") if (row.account_id, row.key) in bookings)


def _created(row: BankStatement, arrived: Sequence[Arriving]) -> list[BankEntry]:
    rows = (_row(row, each) for each in arrived)
    created: list[BankEntry] = []
    while chunk := list(islice(rows, CHUNK)):
        created += BankEntry.objects.bulk_create(chunk)
    return created


def _row(statement: BankStatement, arrived: Arriving) -> BankEntry:
    entry = arrived.entry
    return BankEntry(
        statement=statement,
        account_id=statement.account_id,
        key=arrived.key,
        booking=arrived.booking,
        booked_on=entry.booked_on,
        value_on=entry.value_on,
        amount=entry.amount,
        rest=entry.amount,
        currency=entry.currency,
        kind=entry.kind,
        reference=entry.reference,
        structured=entry.structured,
        end_to_end=entry.end_to_end,
        bank_reference=entry.bank_reference,
        name=entry.name[:200],
        ultimate=entry.ultimate[:200],
        iban=entry.iban[:40],
        return_reason=entry.return_reason[:300],
        charges=entry.charges,
        original_amount=entry.original_amount,
        original_currency=entry.original_currency,
        text=entry.text[:300],
    )


def received(entry: BankEntry) -> Received:
    """The entry as `matching` asks for it."""
    return _received(entry.pk, entry)


def _received(pk: int, entry: BankEntry | Entry) -> Received:
    return Received(
        id=pk,
        booked_on=entry.booked_on,
        amount=entry.amount,
        currency=entry.currency,
        kind=entry.kind,
        reference=entry.reference,
        structured=entry.structured,
        end_to_end=entry.end_to_end,
        name=" / ".join(filter(None, (entry.name, entry.ultimate))),
        iban=entry.iban,
        return_reason=entry.return_reason,
    )
