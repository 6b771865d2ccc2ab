"""Up to which day the bank has told what came in."""

from datetime import date
from typing import Any

from django.db.models import Max, QuerySet

from kontor.receivables.bank_models import BankStatement


def told_until() -> "QuerySet[Any, Any]":
    """One row with the `last` day of which every account has told; none before the first statement.

    Another account's news says nothing about this one, so the oldest of the newest counts. What
    has no closing balance, a camt.054, tells of some entries and not of a day.
    """
    whole = BankStatement.objects.exclude(closing=None)
    newest: QuerySet[Any, Any] = whole.order_by().values("account").annotate(last=Max("to_day"))
    return newest.order_by("last").values("last")[:1]


def bank_data_until() -> date | None:
    """The last day of which every account has told; None before the first statement."""
    return next((row["last"] for row in told_until()), None)
