"""The team cancels a single issued invoice of an order that goes on (spec § 9)."""

from datetime import datetime

from kontor.actions import act, cancel_invoice
from kontor.actions.review_order import refuse_own
from kontor.foundation.history import Actor
from kontor.invoicing import access, replacing
from kontor.invoicing.models import Invoice
from kontor.people.models import Person


@act.one_transaction
def cancel_one(advisor: Person, invoice_id: int, now: datetime) -> Invoice:
    """Cancel the invoice; its cancellation invoice is returned and goes out by itself.

    Raises NotFound, Forbidden (also their own order) or Conflict, as `cancel_invoice.cancel`.
    """
    actor = act.advisor(advisor)
    invoice = access.locked_for_team(advisor, invoice_id)
    refuse_own(invoice.order, advisor)
    return cancel_with_rest(invoice, actor, now)


def cancel_with_rest(invoice: Invoice, actor: Actor, now: datetime) -> Invoice:
    """Part of an act that has locked the order: a final invoice still to come bills the more."""
    cancellation = cancel_invoice.cancel(invoice, actor, now)
    replacing.settle_unissued(invoice.order_id)
    return cancellation
