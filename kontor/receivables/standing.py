"""How clients stand with their invoices (spec § 4, § 11), read from what is issued and paid."""

from collections.abc import Collection
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import (
    Avg,
    Count,
    DurationField,
    F,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
)
from django.db.models.functions import Least

from kontor.clients.standing import Habit, Standing, overdue_too_long
from kontor.foundation.money import ZERO
from kontor.invoicing.models import Invoice
from kontor.receivables.bank_data import told_until
from kontor.receivables.models import Allocation, GuaranteeCase
from kontor.receivables.owed import WAITS_FOR_MONEY, with_open

OWED_OR_PAID = (*WAITS_FOR_MONEY, "paid")
DAY = timedelta(days=1)
HABIT_OF = timedelta(days=365)
NOTHING = Standing(open=ZERO, overdue=ZERO, oldest_due=None, over_two_months=False, debts=ZERO)


def standing_of(client_ids: Collection[int], today: date) -> dict[int, Standing]:
    """The standing of each of the clients over all members; one query.

    As far as the bank has told: what came in since is not known, so nothing is overdue by those
    days. Who has open invoices is not in it before the first statement.
    """
    sums = {row["order__client"]: row for row in _summed(today, client_ids)}
    nothing = {pk: NOTHING for pk in client_ids if pk not in sums}
    told = {pk: row for pk, row in sums.items() if row["until"] or not row["sum"]}
    return nothing | {pk: _standing(row, today) for pk, row in told.items()}


def _summed(today: date, client_ids: Collection[int]) -> "QuerySet[Any, Any]":
    """By client, what is open, overdue, taken over from members, oldest due, and paid when."""
    taken = GuaranteeCase.objects.filter(invoice=OuterRef("pk"), state="taken").values("state")
    parts = Allocation.objects.filter(
        invoice=OuterRef("pk"), purpose="invoice", undone_at__isnull=True
    )
    invoices = Invoice.objects.filter(status__in=OWED_OR_PAID, order__client__in=client_ids)
    rows = with_open(invoices.exclude(kind="cancellation")).annotate(
        case=Subquery(taken),
        until=Subquery(told_until()),
        came=Subquery(parts.order_by("-booked_on").values("booked_on")[:1]),
    )
    late = Q(due_on__lt=Least(Value(today), F("until")), open__gt=0)
    lately = Q(status="paid", came__gt=today - HABIT_OF, due_on__isnull=False)
    sums: QuerySet[Any, Any] = (
        rows.order_by()
        .values("order__client")
        .annotate(
            sum=Sum("open"),
            overdue=Sum("open", filter=late),
            taken=Sum("open", filter=Q(case="taken")),
            oldest=Min("due_on", filter=late),
            until=Max("until"),
            paid=Count("pk", filter=lately),
            delay=Avg(F("came") - F("due_on"), filter=lately, output_field=DurationField()),
        )
    )
    return sums


def _standing(row: dict[str, Any], today: date) -> Standing:
    oldest: date | None = row["oldest"]
    known = min(today, row["until"] or today)
    return Standing(
        open=_amount(row["sum"]),
        overdue=_amount(row["overdue"]),
        oldest_due=oldest,
        over_two_months=overdue_too_long(oldest, known),
        debts=_amount(row["taken"]),
        habit=Habit(row["paid"], round(row["delay"] / DAY)) if row["paid"] else None,
    )


def _amount(value: Decimal | None) -> Decimal:
    return ZERO if value is None else value
