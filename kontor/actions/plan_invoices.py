"""Part of an act: the planned invoices of an order that has become active."""

from kontor.invoicing.models import Invoice
from kontor.invoicing.preview import VAT_RATES
from kontor.invoicing.vat import category_of
from kontor.orders.models import Order
from kontor.orders.revising import offer_in


def plan(order: Order) -> None:
    """One row per invoice of the confirmed revision; a row already there is kept.

    The database holds (order, position) unique, so no period is ever billed twice.
    """
    if order.revision is None:
        message = "only a submitted order has a plan"
        raise ValueError(message)
    offer = offer_in(order.revision)
    category = category_of(offer.groups[0].treatment, VAT_RATES)
    Invoice.objects.bulk_create(
        [
            Invoice(
                order=order,
                revision=order.revision,
                position=position,
                kind=row.kind,
                billing_date=row.billing_date,
                service_from=row.service_from,
                service_to=row.service_to,
                term_days=offer.term_days,
                net=row.net,
                vat=row.vat,
                gross=row.gross,
                vat_category=category.code,
            )
            for position, row in enumerate(offer.invoices, start=1)
        ],
        ignore_conflicts=True,
    )
