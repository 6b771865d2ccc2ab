"""Statements that are missing between two others: the balance changed with nobody told. Pure."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kontor.formats.statement import Statement
from kontor.foundation.sentence import S, Sentence
from kontor.receivables.statement_words import money


@dataclass(frozen=True)
class Told:
    """From which day to which a statement tells of an account, and its balance at the end."""

    first: date
    last: date
    closing: Decimal


def gaps(statements: Sequence[Statement], known: Collection[Told]) -> Iterator[Sentence]:
    """What to ask the bank for; `statements` of one account, `known` all of it from other files."""
    for place, statement in enumerate(statements):
        beside = [*statements[:place], *statements[place + 1 :]]
        before = _before(statement, [*known, *_told(beside)])
        if before is not None and statement.opening is not None:
            yield S(
                "Of {iban} a statement between {last} and {first} seems to be missing: the balance"
                " has changed by {difference} in between. Hand it in as well.",
                iban=statement.iban,
                last=before.last,
                first=statement.from_day,
                difference=money(statement.opening - before.closing, statement.currency),
            )


def _told(statements: Sequence[Statement]) -> Iterator[Told]:
    for each in statements:
        if each.closing is not None:
            yield Told(each.from_day, each.to_day, each.closing)


def _before(statement: Statement, told: Collection[Told]) -> Told | None:
    """The latest before it, if the statement neither goes on from there nor overlaps others."""
    first = statement.from_day
    if any(each.first < first <= each.last for each in told):
        return None
    earlier = [each for each in told if each.last < first]
    latest = max(earlier, key=lambda each: each.last, default=None)
    if latest is None:
        return None
    near = (each for each in told if latest.last <= each.last <= first)
    return None if any(each.closing == statement.opening for each in near) else latest
