"""What a member earns beside an order, by client: the base of a share of fees (spec § 7)."""

from typing import Any

from django.db.models import DateField, F, Func, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce, NullIf

from kontor.foundation.money import ZERO
from kontor.invoicing.final import NOT_BILLED
from kontor.invoicing.models import Invoice
from kontor.orders.dependence import Earned
from kontor.orders.models import Order
from kontor.orders.row_models import OrderLine


def with_earned(orders: QuerySet[Order]) -> QuerySet[Any]:
    """The orders with what `earned_of` reads."""
    return orders.annotate(
        in_all=Subquery(_fees(_beside())),
        from_client=Subquery(_fees(_beside().filter(order__client=OuterRef("client")))),
    )


def earned_of(row: Any) -> Earned:
    """Of an order from `with_earned`; expenses are left out in proportion to each order's net."""
    return Earned(row.in_all or ZERO, row.from_client or ZERO)


def _beside() -> QuerySet[Invoice]:
    """What stands of the member's other orders, from a year before to the first service day."""
    year_before = Func(
        OuterRef("service_from"),
        template="(%(expressions)s - interval '1 year')::date",
        output_field=DateField(),
    )
    invoices = Invoice.objects.filter(
        order__owner=OuterRef("owner"),
        service_from__gt=year_before,
        service_from__lte=OuterRef("service_from"),
    )
    standing = invoices.exclude(kind="cancellation").exclude(status__in=NOT_BILLED)
    return standing.exclude(order=OuterRef("pk"))


def _fees(invoices: QuerySet[Invoice]) -> QuerySet[Invoice, Any]:
    """Their fees in one sum: of each its net without the part that the order's expenses have."""
    price = F("quantity") * F("unit_price")
    lines = OrderLine.objects.filter(order=OuterRef("order")).order_by().values("order")
    part = lines.annotate(part=Sum(price, filter=Q(kind="fee")) / NullIf(Sum(price), ZERO))
    with_part = invoices.annotate(part=Coalesce(Subquery(part.values("part")), ZERO))
    summed = with_part.order_by().values("order__owner").annotate(fees=Sum(F("net") * F("part")))
    return summed.values("fees")
