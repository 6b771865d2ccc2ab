"""How clients stand with their invoices (spec § 4, § 11), read from what is issued and paid."""

from collections.abc import Collection
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import (
    Avg,
    CharField,
    Count,
    DurationField,
    F,
    Max,
    Min,
    OuterRef,
    Q,
    Subquery,
    Sum,
    Value,
)
from django.db.models.functions import Cast, Extract, JSONObject, Least

from kontor.clients.models import Client
from kontor.clients.standing import Habit, Standing, overdue_too_long
from kontor.foundation.money import ZERO
from kontor.invoicing.models import Invoice
from kontor.receivables.bank_data import told_until
from kontor.receivables.models import Allocation, GuaranteeCase
from kontor.receivables.owed import WAITS_FOR_MONEY, with_open

OWED_OR_PAID = (*WAITS_FOR_MONEY, "paid")
A_DAY = 86_400  # seconds
HABIT_OF = timedelta(days=365)
NOTHING = Standing(open=ZERO, overdue=ZERO, oldest_due=None, over_two_months=False, debts=ZERO)


def standing_of(client_ids: Collection[int], today: date) -> dict[int, Standing]:
    """The standing of each of the clients, as far as it is known; one query."""
    rows = Client.objects.filter(pk__in=client_ids).annotate(kept=standing_kept("pk", today))
    found = {pk: standing_in(kept, today) for pk, kept in rows.values_list("pk", "kept")}
    return {pk: standing for pk, standing in found.items() if standing is not None}


def standing_in(kept: dict[str, Any] | None, today: date) -> Standing | None:
    """The standing over all members in what `standing_kept` brings.

    As far as the bank has told: what came in since is not known, so nothing is overdue by those
    days. None where something is open and the bank has told nothing yet.
    """
    if kept is None:
        return NOTHING
    until, oldest = _day(kept["until"]), _day(kept["oldest"])
    still_open = _amount(kept["open"])
    if still_open and until is None:
        return None
    return Standing(
        open=still_open,
        overdue=_amount(kept["overdue"]),
        oldest_due=oldest,
        over_two_months=overdue_too_long(oldest, min(today, until or today)),
        debts=_amount(kept["taken"]),
        habit=Habit(kept["paid"], round(kept["delay"] / A_DAY)) if kept["paid"] else None,
    )


def standing_kept(client: str, today: date) -> Subquery:
    """For a query whose rows name a client in that column: what `standing_in` reads."""
    taken = GuaranteeCase.objects.filter(invoice=OuterRef("pk"), state="taken").values("state")
    parts = Allocation.objects.filter(
        invoice=OuterRef("pk"), purpose="invoice", undone_at__isnull=True
    )
    invoices = Invoice.objects.filter(status__in=OWED_OR_PAID, order__client=OuterRef(client))
    rows = with_open(invoices.exclude(kind="cancellation")).annotate(
        case=Subquery(taken),
        until=Subquery(told_until()),
        came=Subquery(parts.order_by("-booked_on").values("booked_on")[:1]),
    )
    late = Q(due_on__lt=Least(Value(today), F("until")), open__gt=0)
    lately = Q(status="paid", came__gt=today - HABIT_OF, due_on__isnull=False)
    delay = Avg(F("came") - F("due_on"), filter=lately, output_field=DurationField())
    kept = JSONObject(
        open=_said(Sum("open")),
        overdue=_said(Sum("open", filter=late)),
        taken=_said(Sum("open", filter=Q(case="taken"))),
        oldest=Min("due_on", filter=late),
        until=Max("until"),
        paid=Count("pk", filter=lately),
        delay=Extract(delay, "epoch"),
    )
    by_client = rows.order_by().values("order__client")
    return Subquery(by_client.annotate(kept=kept).values("kept"))


def _said(amount: Sum) -> Cast:
    """As text: numbers in JSON would come back as binary fractions."""
    return Cast(amount, CharField())


def _amount(said: str | None) -> Decimal:
    return Decimal(said) if said else ZERO


def _day(said: str | None) -> date | None:
    return date.fromisoformat(said) if said else None
