"""Part of an act that takes an allocation back: what rests on it goes back with it, or forbids it.

The ledger is locked.
"""

from datetime import datetime
from decimal import Decimal

from kontor.actions import settle_invoice
from kontor.actions.review_order import refuse_own
from kontor.actions.settle_invoice import Moved
from kontor.foundation import history
from kontor.foundation.history import Actor
from kontor.foundation.refusal import Conflict
from kontor.foundation.sentence import S
from kontor.invoicing import access
from kontor.invoicing.models import Invoice
from kontor.invoicing.states import InvoiceStatus
from kontor.people.models import Person
from kontor.receivables import ledger
from kontor.receivables.models import Allocation, Refund
from kontor.receivables.owed import paid_of

GIVEN_BACK = S(
    "The money is being paid back: its refund is in a file or paid. If the bank has refused it,"
    " open the refund again first."
)


def take_back(allocation: Allocation, person: Person, actor: Actor, now: datetime) -> None:
    """Undo the locked, standing allocation. Raises Forbidden or Conflict."""
    if allocation.invoice_id is not None:
        _from_invoice(allocation, allocation.invoice_id, person, actor, now)
        return
    if allocation.purpose == "refund":
        _drop(Refund.objects.filter(allocation=allocation).first(), actor, now)
    if allocation.purpose == "refunded":
        _not_paid_yet(Refund.objects.filter(paid_by=allocation).first())
    ledger.undo(allocation, person.pk, now)


def follow_cancelled(invoice: Invoice, actor: Actor, now: datetime) -> None:
    """Money of the locked invoice has moved: once all is gone, a cancelled one gives none back."""
    if invoice.status == InvoiceStatus.CANCELLED and not paid_of(invoice):
        refund = Refund.objects.filter(cancelled=invoice, state="to_do").first()
        _drop(refund, actor, now)


def _from_invoice(
    allocation: Allocation, invoice_id: int, person: Person, actor: Actor, now: datetime
) -> None:
    invoice = access.locked(invoice_id)
    refuse_own(invoice.order, person)
    _refuse_out_of_bounds(invoice, paid_of(invoice) - allocation.amount)
    ledger.undo(allocation, person.pk, now)
    cause = f"allocation:{allocation.pk}:undone"
    moved = Moved(settle_invoice.UNDONE, -allocation.amount, cause)
    settle_invoice.settle(invoice, moved, actor, now)
    follow_cancelled(invoice, actor, now)


def _refuse_out_of_bounds(invoice: Invoice, paid: Decimal) -> None:
    if paid < 0:
        raise Conflict(
            S(
                "A part of this payment went back. Undo what was booked as returned first;"
                " nothing was changed."
            )
        )
    if paid > invoice.gross:
        raise Conflict(
            S("The invoice has been paid anew since. Undo that first; nothing was changed.")
        )
    refund = Refund.objects.filter(cancelled=invoice).exclude(state="dropped").first()
    if refund is not None and paid < refund.amount:
        if refund.state != "to_do":
            raise Conflict(GIVEN_BACK)
        if paid:
            raise Conflict(
                S(
                    "This invoice is cancelled and its money is to be paid back. Drop its refund"
                    " first; nothing was changed."
                )
            )


def _drop(refund: Refund | None, actor: Actor, now: datetime) -> None:
    if refund is None or refund.state == "dropped":
        return
    if refund.state != "to_do":
        raise Conflict(GIVEN_BACK)
    refund.state, refund.decided_by_id = "dropped", actor.id
    refund.save(update_fields=["state", "decided_by"])
    history.write(f"refund:{refund.pk}", "refund_dropped", actor, now, amount=str(refund.amount))


def _not_paid_yet(refund: Refund | None) -> None:
    if refund is not None:
        refund.state = "in_file" if refund.file_id else "to_do"
        refund.paid_by = None
        refund.save(update_fields=["state", "paid_by"])
