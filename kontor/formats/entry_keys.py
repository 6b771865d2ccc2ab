"""By what an entry is known again: in another file, another period, another order. Pure.

A key is made of account, day, currency, amount and the bank's reference; where there is none, and
for the payments of a batch, of all that identifies the payment. Entries that agree in all of that
are told apart by a running number among the equals of their day, so two equal payments stay two.

Limits. (1) A day cut in two by the bank, with equal payments without a reference on both sides, in
two files: only the balances tell the second half from a repetition. `keys_of_file` looks at them
within a file; over files the caller hands `entry_keys` the keys of the statement that this one
`continues`. (2) The same day as camt and as MT940 is known again only where both bear the bank's
reference. (3) A bank that gives one reference to different payments of one day and amount has them
numbered by their texts: right for whole days, not for a day that is cut.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import replace
from decimal import Decimal

from kontor.formats.statement import Entry, Statement, StatementFile

Keys = tuple[str, ...]
Account = tuple[str, str]  # IBAN and currency

_LENGTH = 32
_NOT_SAID_ALIKE = re.compile(r"[\W_]+")


def entry_keys(statement: Statement, earlier: Collection[str] = ()) -> Keys:
    """The key of each entry, in their order.

    `earlier`: the keys of the statement which this one `continues`; its equals count on from them.
    """
    taken: Counter[str] = Counter()
    for key in earlier:
        base, number = _parted(key)
        taken[base] = max(taken[base], number)
    entries = statement.entries
    bases = [_base(statement.iban, entry) for entry in entries]
    keys = [""] * len(entries)
    for place in sorted(range(len(entries)), key=lambda at: (bases[at], _content(entries[at]))):
        taken[bases[place]] += 1
        keys[place] = f"{bases[place]}-{taken[bases[place]]}"
    return tuple(keys)


def keys_of_file(
    file: StatementFile, before: Mapping[Account, tuple[Statement, Keys]] | None = None
) -> tuple[Keys, ...]:
    """The keys of each statement, where one statement of the file may continue another.

    `before`: of an account the statement, with its keys, that the first one of the file continues.
    """
    found: list[Keys] = []
    ends = dict(before or {})
    for statement in file.statements:
        account = (statement.iban, statement.currency)
        earlier: Keys = ()
        if account in ends and continues(ends[account][0], statement):
            earlier = ends[account][1]
        keys = entry_keys(statement, earlier)
        ends[account] = (statement, (*earlier, *keys))
        found.append(keys)
    return tuple(found)


def continues(before: Statement, after: Statement) -> bool:
    """Whether `after` goes on, on the same day, where `before` ended, and repeats nothing of it.

    The balances prove it where they moved on that day: a repetition would begin before the move.
    """
    moved = sum(
        (entry.amount for entry in before.entries if entry.booked_on == before.to_day), Decimal(0)
    )
    return (
        (before.iban, before.currency) == (after.iban, after.currency)
        and before.to_day == after.from_day
        and before.closing is not None
        and before.closing == after.opening
        and moved != 0
    )


def booking_keys(statement: Statement) -> Keys:
    """For each entry the key of its whole booking: its own, or that of the batch it is a part of.

    With it the payments of a batch (from camt.054, say) are known to be the batch booked already.
    Empty for a part without the bank's reference: nothing binds it to a booking in another file.
    """
    found = []
    for entry, own in zip(statement.entries, entry_keys(statement), strict=True):
        if not entry.part:
            found.append(own)
        elif entry.whole is None or not has_reference(entry):
            found.append("")
        else:
            whole = replace(entry, part=0, amount=entry.whole)
            found.append(f"{_base(statement.iban, whole)}-1")
    return tuple(found)


def has_reference(entry: Entry) -> bool:
    """Whether the bank's reference says which entry this is.

    It does not if it only counts the entries of the file, or is the number of an account.
    """
    reference = entry.bank_reference
    counts = reference.isdigit() and len(reference.lstrip("0")) <= len("9999")
    account = re.fullmatch(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}", reference) is not None
    return bool(reference) and not counts and not account


def _base(iban: str, entry: Entry) -> str:
    facts = [iban, entry.booked_on.isoformat(), entry.currency, f"{entry.amount.normalize():f}"]
    if has_reference(entry):
        facts += ["reference", entry.bank_reference]
    if entry.part:
        facts.append("part")
    if entry.part or not has_reference(entry):
        facts += _content(entry)
    return hashlib.sha256("\x1f".join(facts).encode()).hexdigest()[:_LENGTH]


def _content(entry: Entry) -> list[str]:
    """What identifies the payment, however lines are cut and letters written."""
    texts = (entry.end_to_end, entry.structured, entry.reference, entry.name, entry.iban)
    return [_NOT_SAID_ALIKE.sub("", text).casefold() for text in texts]


def _parted(key: str) -> tuple[str, int]:
    base, _, number = key.rpartition("-")
    return base, int(number)
