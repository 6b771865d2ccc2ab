"""How clients stand with their invoices (spec § 4, § 11), read from what is issued and paid."""

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import F, Max, Min, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Least

from kontor.clients.standing import Standing, overdue_too_long
from kontor.foundation.money import ZERO
from kontor.receivables.bank_data import told_until
from kontor.receivables.models import GuaranteeCase
from kontor.receivables.owed import open_invoices

NOTHING = Standing(open=ZERO, overdue=ZERO, oldest_due=None, over_two_months=False, debts=ZERO)


def standing_of(client_ids: Collection[int], today: date) -> dict[int, Standing]:
    """The standing of each of the clients over all members; one query.

    As far as the bank has told: what came in since is not known, so nothing is overdue by those
    days. Who has open invoices is not in it before the first statement.
    """
    sums = {row["order__client"]: row for row in summed(today, client_ids)}
    nothing = {pk: NOTHING for pk in client_ids if pk not in sums}
    told = {pk: row for pk, row in sums.items() if row["until"]}
    return nothing | {pk: _standing(row, min(today, row["until"])) for pk, row in told.items()}


def summed(today: date, client_ids: Collection[int] | None = None) -> "QuerySet[Any, Any]":
    """By client, what is open, overdue, taken over from members, and since when the oldest is due.

    The keys: `order__client`, `sum`, `overdue`, `taken`, `oldest`, `until` (as far as the bank has
    told). Without `client_ids`: all that have something open.
    """
    taken = GuaranteeCase.objects.filter(invoice=OuterRef("pk"), state="taken").values("state")
    rows = open_invoices().annotate(case=Subquery(taken), until=Subquery(told_until()))
    if client_ids is not None:
        rows = rows.filter(order__client__in=client_ids)
    late = Q(due_on__lt=Least(Value(today), F("until")), open__gt=0)
    sums: QuerySet[Any, Any] = (
        rows.order_by()
        .values("order__client")
        .annotate(
            sum=Sum("open"),
            overdue=Sum("open", filter=late),
            taken=Sum("open", filter=Q(case="taken")),
            oldest=Min("due_on", filter=late),
            until=Max("until"),
        )
    )
    return sums


def _standing(row: dict[str, Any], today: date) -> Standing:
    oldest: date | None = row["oldest"]
    return Standing(
        open=_amount(row["sum"]),
        overdue=_amount(row["overdue"]),
        oldest_due=oldest,
        over_two_months=overdue_too_long(oldest, today),
        debts=_amount(row["taken"]),
    )


def _amount(value: Decimal | None) -> Decimal:
    return ZERO if value is None else value
