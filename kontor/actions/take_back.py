"""Part of an act that takes an allocation back: what rests on it goes back with it, or forbids it.

The ledger is locked.
"""

from datetime import datetime
from decimal import Decimal

from kontor.actions import give_back, settle_invoice
from kontor.actions.review_order import refuse_own
from kontor.actions.settle_invoice import Moved
from kontor.foundation.history import Actor
from kontor.foundation.money import ZERO
from kontor.foundation.refusal import Conflict
from kontor.foundation.sentence import S
from kontor.invoicing import access
from kontor.invoicing.models import Invoice
from kontor.people.models import Person
from kontor.receivables import ledger
from kontor.receivables.models import Allocation, Refund
from kontor.receivables.owed import paid_of, received_of


def take_back(allocation: Allocation, person: Person, actor: Actor, now: datetime) -> None:
    """Undo the locked, standing allocation. Raises Forbidden or Conflict."""
    if allocation.invoice_id is not None:
        _from_invoice(allocation, allocation.invoice_id, person, actor, now)
        return
    if allocation.purpose == "refund":
        give_back.drop(Refund.objects.filter(allocation=allocation).first(), actor, now)
    if allocation.purpose == "refunded":
        _not_paid_yet(Refund.objects.filter(paid_by=allocation).first())
    ledger.undo(allocation, person.pk, now)


def _from_invoice(
    allocation: Allocation, invoice_id: int, person: Person, actor: Actor, now: datetime
) -> None:
    invoice = access.locked(invoice_id)
    refuse_own(invoice.order, person)
    moves = allocation.amount if allocation.purpose == "invoice" else ZERO
    left = received_of(invoice) - moves
    _refuse_out_of_bounds(invoice, left, paid_of(invoice) - allocation.amount)
    if moves > 0:
        _refuse_given_back(invoice, left)
    ledger.undo(allocation, person.pk, now)
    cause = f"allocation:{allocation.pk}:undone"
    moved = Moved(settle_invoice.UNDONE, -allocation.amount, cause)
    settle_invoice.settle(invoice, moved, actor, now)


def _refuse_out_of_bounds(invoice: Invoice, received: Decimal, paid: Decimal) -> None:
    """`paid`: with what was written off."""
    if received < 0:
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


def _refuse_given_back(invoice: Invoice, left: Decimal) -> None:
    """What is on its way to the client, or was paid back, is not given to anything else."""
    gone = Refund.objects.filter(cancelled=invoice, state__in=["in_file", "paid"])
    if gone.filter(amount__gt=left).exists():
        raise Conflict(give_back.GIVEN_BACK)


def _not_paid_yet(refund: Refund | None) -> None:
    if refund is not None:
        refund.state = "in_file" if refund.file_id else "to_do"
        refund.paid_by = None
        refund.save(update_fields=["state", "paid_by"])
