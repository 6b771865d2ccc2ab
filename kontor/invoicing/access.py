"""Invoices by who may see them (spec § 3): the member's own, for the team all."""

from django.db.models import QuerySet

from kontor.foundation.refusal import NotFound
from kontor.invoicing.models import Invoice
from kontor.orders.access import locked_for_team as order_locked_for_team
from kontor.orders.access import visible_to as orders_visible_to
from kontor.orders.models import Order
from kontor.people.models import Person


def visible_to(person: Person) -> QuerySet[Invoice]:
    """Invoices of the orders that the person sees."""
    return Invoice.objects.filter(order__in=orders_visible_to(person))


def own(person: Person) -> QuerySet[Invoice]:
    """Invoices of the member's own orders."""
    return Invoice.objects.filter(order__owner=person)


def one_own(person: Person, invoice_id: int) -> Invoice:
    """An invoice of the member's own order. Raises NotFound."""
    invoice = own(person).select_related("order").filter(pk=invoice_id).first()
    if invoice is None:
        raise NotFound
    return invoice


def locked_own(person: Person, invoice_id: int) -> Invoice:
    """An invoice of the member's own order, locked for an act as below. Raises NotFound."""
    one_own(person, invoice_id)
    return locked(invoice_id)


def locked(invoice_id: int) -> Invoice:
    """The invoice for an act, locked until its transaction ends; with its order.

    The order is locked first, as in every act: cancelling and issuing then never deadlock.
    """
    order_id = Invoice.objects.values_list("order_id", flat=True).get(pk=invoice_id)
    order = Order.objects.select_for_update(of=("self",)).get(pk=order_id)
    invoice = Invoice.objects.select_for_update(of=("self",)).get(pk=invoice_id)
    invoice.order = order
    return invoice


def locked_for_team(person: Person, invoice_id: int) -> Invoice:
    """An invoice of a submitted order for an act of the team, locked with it. Raises NotFound."""
    order_id = Invoice.objects.filter(pk=invoice_id).values_list("order_id", flat=True).first()
    order = order_locked_for_team(person, order_id or 0)
    invoice = Invoice.objects.select_for_update(of=("self",)).get(pk=invoice_id)
    invoice.order = order
    return invoice
