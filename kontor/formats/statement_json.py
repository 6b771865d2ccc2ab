"""Statements as JSON values: what `kontor import-statement --dry-run` prints. Pure."""

from decimal import Decimal
from typing import TypeAlias

from kontor.formats.statement import Entry, Statement, StatementFile

Json: TypeAlias = "str | bool | list[Json] | dict[str, Json] | None"


def statements_json(file: StatementFile) -> list[Json]:
    """One object per statement: days ISO, amounts as strings with two decimals, signed.

    `opening` and `closing` are null where the bank names none; `balanced` is null then, too.
    """
    return [_statement(statement) for statement in file.statements]


def _statement(statement: Statement) -> Json:
    known = statement.difference is not None
    return {
        "iban": statement.iban,
        "currency": statement.currency,
        "from": statement.from_day.isoformat(),
        "to": statement.to_day.isoformat(),
        "opening": _balance(statement.opening),
        "closing": _balance(statement.closing),
        "balanced": statement.balanced if known else None,
        "entries": [_entry(entry) for entry in statement.entries],
    }


def _entry(entry: Entry) -> Json:
    return {
        "date": entry.booked_on.isoformat(),
        "amount": _amount(entry.amount),
        "currency": entry.currency,
        "kind": entry.kind.value,
        "reference": " ".join(filter(None, (entry.structured, entry.reference_line))),
        "end_to_end": entry.end_to_end,
        "name": entry.name,
        "iban": entry.iban,
        "return_reason": entry.return_reason,
        "charges": _amount(entry.charges),
    }


def _balance(amount: Decimal | None) -> str | None:
    return None if amount is None else _amount(amount)


def _amount(amount: Decimal) -> str:
    """Two decimals, or as many as the currency has more."""
    decimals = max(2, -int(amount.normalize().as_tuple().exponent))
    return f"{amount:.{decimals}f}"
