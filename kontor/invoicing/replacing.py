"""What follows a cancelled invoice in its order's plan: a draft in its place, or more to bill."""

from collections.abc import Iterable
from datetime import date

from kontor.invoicing import final
from kontor.invoicing.models import Invoice
from kontor.invoicing.states import UNISSUED
from kontor.orders.plan import InvoiceKind


def draft_after(cancelled: Invoice, today: date) -> Invoice:
    """A saved draft like the cancelled invoice, to be billed today; a final one bills the rest.

    Must run in the transaction that cancels, with the order locked. What is printed of client and
    references is not copied: issuing reads it anew.
    """
    draft = Invoice(
        order=cancelled.order,
        revision=cancelled.revision,
        position=cancelled.position,
        kind=cancelled.kind,
        replaces=cancelled,
        status="draft",
        billing_date=today,
        drafted_on=today,
        service_from=cancelled.service_from,
        service_to=cancelled.service_to,
        term_days=cancelled.term_days,
        groups=cancelled.groups,
        net=cancelled.net,
        vat=cancelled.vat,
        gross=cancelled.gross,
        most_net=cancelled.most_net,
        vat_category=cancelled.vat_category,
        own_lines=cancelled.own_lines,
        own_agreement=cancelled.own_agreement,
    )
    final.settle(draft)
    draft.save()
    return draft


def settle_unissued(order_id: int) -> None:
    """A final row of the locked order that is still to come takes what is left; it is saved."""
    rows = Invoice.objects.select_for_update(of=("self",)).filter(
        order=order_id, kind=InvoiceKind.FINAL, status__in=UNISSUED
    )
    for row in rows:
        final.settle(row)
        row.save(update_fields=["groups", "net", "vat", "gross"])


def plan_length(invoices: Iterable[Invoice]) -> int:
    """How many rows the plan has; what cancels or replaces one of them is no further row."""
    return sum(
        each.kind != InvoiceKind.CANCELLATION and each.replaces_id is None for each in invoices
    )
