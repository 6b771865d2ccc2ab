"""Up to which day the bank has told what came in."""

from datetime import date, timedelta
from typing import Any

from django.db.models import DateField, ExpressionWrapper, Max, Q, QuerySet, Subquery

from kontor.cooperative.own_data import cooperative
from kontor.receivables.bank_models import BankStatement

GIVEN_UP_AFTER = timedelta(days=35)  # banks send a statement once a month at least


def told_until() -> "QuerySet[Any, Any]":
    """One row with the `last` day of which every account has told; none before the first statement.

    Another account's news says nothing about this one, so the oldest of the newest counts. But one
    that has told nothing for so long while another has is given up, or was taken in by mistake;
    never so the one that invoices name. What has no closing balance, a camt.054, tells of some
    entries and not of a day.
    """
    whole = BankStatement.objects.exclude(closing=None).order_by()
    newest: QuerySet[Any, Any] = whole.values("account").annotate(last=Max("to_day"))
    latest = Subquery(whole.order_by("-to_day").values("to_day")[:1])
    lately = ExpressionWrapper(latest - GIVEN_UP_AFTER, output_field=DateField())
    named = Q(account__iban=cooperative().iban.replace(" ", ""))
    return newest.filter(named | Q(last__gte=lately)).order_by("last").values("last")[:1]


def bank_data_until() -> date | None:
    """The last day of which every account has told; None before the first statement."""
    return next((row["last"] for row in told_until()), None)
