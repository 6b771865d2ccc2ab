"""What the cooperative is told of its money: fees by month, and what it stands in for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce, ExtractYear, TruncMonth

from kontor.foundation.money import HUNDRED, ZERO, to_cents
from kontor.invoicing.guaranteed import is_guaranteed
from kontor.orders.kept_proofs import ACCEPTED, proofs_of, with_confirmations
from kontor.orders.models import Order, Proof
from kontor.receivables.account import earning_in, with_credit
from kontor.receivables.models import CreditLine, GuaranteeCase
from kontor.receivables.owed import open_invoices


@dataclass(frozen=True)
class FeeMonth:
    """What was credited to members in the month that begins on `first`, and the fee of it."""

    first: date
    credited: Decimal
    fee: Decimal


@dataclass(frozen=True)
class Promised:
    """An open invoice that the guarantee covers; `to_credit`: what its member would still get.

    `case_on`: since when it is a case that waits for a decision, or None.
    """

    invoice: Any
    to_credit: Decimal
    case_on: date | None


@dataclass(frozen=True)
class Cases:
    """Guarantee cases of one state (`open`, `taken`) and what their clients still owe, gross."""

    count: int
    open: Decimal


def open_items() -> QuerySet[Any]:
    """Invoices that still wait for money, with `paid` and `open`, the oldest due first."""
    return open_invoices().filter(open__gt=0).order_by("due_on", "pk")


def fees_by_month(year: int) -> list[FeeMonth]:
    """The twelve months of the year: the fee belongs to the day on which its member is credited.

    Computed from what was credited, so that a part paid earns its part; one query.
    """
    lines = CreditLine.objects.filter(on__year=year).order_by()
    rows = lines.annotate(month=TruncMonth("on")).values_list("month", "fee_percent")
    credited = dict.fromkeys(range(1, 13), ZERO)
    fees = dict.fromkeys(range(1, 13), ZERO)
    for month, percent, amount in rows.annotate(sum=Sum("amount")):
        credited[month.month] += amount
        fees[month.month] += _fee_of(amount, percent)
    return [FeeMonth(date(year, n, 1), credited[n], fees[n]) for n in credited]


def promised() -> Sequence[Promised]:
    """Open invoices behind which the guarantee stands, the oldest due first; two queries.

    Not those whose case is decided: taken over or declined.
    """
    covered = Q(guarantee__granted=True) | Q(revision__in=_proven())
    decided = GuaranteeCase.objects.exclude(state="open").values("invoice")
    case = GuaranteeCase.objects.filter(invoice=OuterRef("pk")).values("opened_on")
    orders = with_confirmations(Order.objects.select_related("client", "owner"))
    rows = with_credit(open_items().filter(covered).exclude(pk__in=decided))
    found = rows.annotate(case_on=Subquery(case)).prefetch_related(Prefetch("order", orders))
    return [
        Promised(row, earning_in(row).in_full - row.credited, row.case_on)
        for row in found
        if is_guaranteed(row, proofs_of(row.order))
    ]


def cases() -> dict[str, Cases]:
    """Guarantee cases that still matter, by state: `open` ones, and `taken` ones; one query."""
    still = open_invoices().filter(pk=OuterRef("invoice")).values("open")
    rows = GuaranteeCase.objects.filter(state__in=["open", "taken"]).annotate(
        still=Coalesce(Subquery(still), ZERO)
    )
    counted = rows.order_by().values_list("state").annotate(n=Count("pk"), sum=Sum("still"))
    found = {state: Cases(n, amount) for state, n, amount in counted}
    return {state: found.get(state, Cases(0, ZERO)) for state in ("open", "taken")}


def credit_years() -> list[int]:
    """Years in which members were credited, the newest first."""
    years = CreditLine.objects.order_by().values_list(ExtractYear("on")).distinct()
    return sorted((year for (year,) in years), reverse=True)


def _proven() -> QuerySet[Proof, Any]:
    return Proof.objects.filter(state=ACCEPTED).values("revision")


def _fee_of(credited: Decimal, percent: Decimal) -> Decimal:
    """The fee beside what was credited: the net less the fee is what the member got."""
    return to_cents(credited * percent / (HUNDRED - percent)) if percent < HUNDRED else ZERO
