"""A member's account (spec § 11): its lines year by year, and what is still to come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import (
    DecimalField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Prefetch,
    QuerySet,
    Subquery,
    Sum,
    Value,
    Window,
)
from django.db.models.functions import Coalesce, ExtractYear

from kontor.foundation.money import ZERO
from kontor.invoicing.guaranteed import is_guaranteed
from kontor.invoicing.models import Invoice
from kontor.orders.kept_proofs import proofs_of, with_confirmations
from kontor.orders.models import Order
from kontor.receivables.credit import Earning
from kontor.receivables.crediting import earning
from kontor.receivables.models import CreditLine, GuaranteeCase
from kontor.receivables.owed import open_invoices, with_open

_AMOUNT: "DecimalField[Decimal, Decimal]" = DecimalField(max_digits=14, decimal_places=2)


@dataclass(frozen=True)
class ToCome:
    """An issued invoice that is not credited in full; `missing`: what the member still gets."""

    invoice: Invoice
    earning: Earning
    missing: Decimal
    guaranteed: bool


def by_year(member_id: int) -> dict[int, Decimal]:
    """What was credited, less what was taken back, in each year that has a line."""
    lines = CreditLine.objects.filter(member=member_id).order_by()
    summed = lines.annotate(year=ExtractYear("on")).values_list("year")
    return dict(summed.annotate(sum=Sum("amount")).order_by("year"))


def lines_in(member_id: int, year: int, carried: Decimal) -> QuerySet[Any]:
    """The lines of a year in their order, with their invoice and the running `balance`.

    `carried`: the balance at the end of the year before.
    """
    lines = CreditLine.objects.filter(member=member_id, on__year=year)
    running = Window(Sum("amount"), order_by=[F("on").asc(), F("pk").asc()])
    total = ExpressionWrapper(Value(carried) + running, output_field=_AMOUNT)
    with_balance: QuerySet[Any] = lines.annotate(balance=total)
    return with_balance.select_related("invoice__order__client").order_by("on", "pk")


def to_come(member_id: int) -> Sequence[ToCome]:
    """What clients have not paid and nobody has taken over, the oldest due first; two queries."""
    orders = with_confirmations(Order.objects.select_related("client"))
    rows = with_credit(open_invoices().filter(order__owner=member_id))
    found = [_to_come(row) for row in rows.prefetch_related(Prefetch("order", orders))]
    return sorted(
        (each for each in found if each.missing > 0),
        key=lambda each: (each.invoice.due_on or date.max, each.invoice.pk),
    )


def with_credit(invoices: QuerySet[Invoice]) -> QuerySet[Any]:
    """Issued invoices with `paid`, `open`, `credited` and `taken`, which `earning_in` reads."""
    lines = CreditLine.objects.filter(invoice=OuterRef("pk")).order_by().values("invoice")
    credited = Subquery(lines.annotate(sum=Sum("amount")).values("sum"), output_field=_AMOUNT)
    rows: QuerySet[Any] = with_open(invoices).annotate(
        credited=Coalesce(credited, Value(ZERO), output_field=_AMOUNT),
        taken=Exists(GuaranteeCase.objects.filter(invoice=OuterRef("pk"), state="taken")),
    )
    return rows


def earning_in(row: Any) -> Earning:
    """Of an invoice from `with_credit`: as `crediting.earning_of`, without a query."""
    return earning(row, row.paid, guaranteed=row.taken)


def _to_come(row: Any) -> ToCome:
    earns = earning_in(row)
    return ToCome(
        invoice=row,
        earning=earns,
        missing=earns.in_full - row.credited,
        guaranteed=bool(is_guaranteed(row, proofs_of(row.order))),
    )
