"""After an order was refused: which of its issued invoices are cancelled (spec § 6)."""

from collections.abc import Mapping
from datetime import datetime

from kontor.actions import act, cancel_invoice, treat_invoices
from kontor.actions.cancel_order import counted
from kontor.actions.review_order import refuse_own
from kontor.foundation import history
from kontor.foundation.refusal import Conflict
from kontor.foundation.sentence import S
from kontor.invoicing import cancelling
from kontor.invoicing.cancelling import Choice
from kontor.invoicing.states import ISSUED, InvoiceStatus
from kontor.invoicing.undecided import DECIDED, undecided
from kontor.orders import access
from kontor.orders.models import Order
from kontor.orders.naming import about
from kontor.orders.plan import InvoiceKind
from kontor.orders.states import Status
from kontor.people.models import Person

NOTHING_TO_DECIDE = S("No issued invoice of a refused order waits for a decision here.")


@act.one_transaction
def decide(advisor: Person, order_id: int, decisions: Mapping[int, str], now: datetime) -> Order:
    """Cancel what shall be cancelled; the cancellation invoices go out by themselves.

    `decisions`: keep or cancel by invoice id; one left out is kept. What was kept can be cancelled
    later. Raises NotFound, Forbidden (also their own order), Invalid (`invoices[ID]`) or Conflict.
    """
    actor = act.advisor(advisor)
    order = access.locked_for_team(advisor, order_id)
    refuse_own(order, advisor)
    invoices = treat_invoices.planned(order)
    issued = [one for one in invoices if InvoiceStatus(one.status) in ISSUED]
    if order.status != Status.REJECTED or not issued:
        raise Conflict(NOTHING_TO_DECIDE)
    chosen = cancelling.decisions_of(treat_invoices.listed(invoices), {}, decisions, None)
    cancelled = [one for one in issued if chosen[one.pk] is Choice.CANCEL]
    if not cancelled and not undecided().filter(pk=order.pk).exists():
        raise Conflict(S("That these invoices are kept was decided before. Nothing was changed."))
    refunds = [one.number for one in cancelled if one.status == InvoiceStatus.PAID]
    # A deposit can go only once the final invoice that deducts it is gone (spec § 9).
    for invoice in sorted(cancelled, key=lambda one: one.kind != InvoiceKind.FINAL):
        cancel_invoice.cancel(invoice, actor, now)
    history.write(
        about(order.pk),
        DECIDED,
        actor,
        now,
        status=order.status,
        choices=counted(chosen.values()),
        refunds=refunds,
    )
    return order
