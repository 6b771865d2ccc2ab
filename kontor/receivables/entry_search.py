"""Bank entries found again by what the bank wrote, or by amount."""

import re
from decimal import Decimal

from django.db.models import Q, QuerySet

from kontor.receivables.bank_models import BankEntry

WRITTEN = ("name", "ultimate", "reference", "structured", "end_to_end", "bank_reference", "text")
KINDS = {
    "in": Q(amount__gt=0),
    "out": Q(amount__lt=0),
    "returned": Q(kind="return"),
}


def searched(entries: "QuerySet[BankEntry]", words: str, kind: str) -> "QuerySet[BankEntry]":
    """Those with the words in a text, account or amount, of a kind of KINDS; all for no words."""
    if kind in KINDS:
        entries = entries.filter(KINDS[kind])
    return entries.filter(_matches(words)) if words else entries


def amount_in(words: str) -> Decimal | None:
    """`1.234,56`, `1234.56`, `- 1234` or `€1,234.56` as an amount without sign; else None."""
    bare = re.sub(r"[\s€+−-]", "", words)
    typed = re.fullmatch(r"([0-9][0-9.,]{0,12}?)(?:[.,]([0-9]{1,2}))?", bare)
    if typed is None:
        return None
    return Decimal(f"{re.sub('[.,]', '', typed[1])}.{typed[2] or 0}")


def _matches(words: str) -> Q:
    found = Q(iban__icontains="".join(words.split()))
    for name in WRITTEN:
        found |= Q(**{f"{name}__icontains": words})
    figure = amount_in(words)
    if figure is not None:
        found |= Q(amount=figure) | Q(amount=-figure) | Q(rest=figure) | Q(rest=-figure)
    return found
