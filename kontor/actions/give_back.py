"""Part of an act: what came in for a cancelled invoice is to be given back (spec § 9)."""

from datetime import datetime
from decimal import Decimal

from kontor.foundation import history
from kontor.foundation.history import Actor
from kontor.foundation.refusal import Conflict
from kontor.foundation.sentence import S
from kontor.invoicing.models import Invoice
from kontor.receivables.models import Allocation, Refund
from kontor.receivables.owed import received_of

GIVEN_BACK = S(
    "The money is being paid back: its refund is in a file or paid. If the bank has refused it,"
    " open the refund again first."
)


def follow(invoice: Invoice, actor: Actor, now: datetime) -> None:
    """No more and no less than is there, of the locked invoice that is cancelled.

    What is ordered from the bank or paid stays as it is, and so does what a person has dropped.
    """
    there = received_of(invoice)
    refund = Refund.objects.filter(cancelled=invoice).first()
    if refund is None:
        _create(invoice, there, now)
    elif refund.state == "to_do" and not there:
        drop(refund, actor, now)
    elif refund.state == "to_do" or _went_by_itself(refund):
        _set(refund, there, actor, now)


def drop(refund: Refund | None, actor: Actor, now: datetime) -> None:
    """Nothing is left of it to give back. Raises Conflict where it is in a file or paid."""
    if refund is None or refund.state == "dropped":
        return
    if refund.state != "to_do":
        raise Conflict(GIVEN_BACK)
    refund.state, refund.decided_by_id = "dropped", actor.id
    refund.save(update_fields=["state", "decided_by"])
    history.write(f"refund:{refund.pk}", "refund_dropped", actor, now, amount=str(refund.amount))


def _create(invoice: Invoice, there: Decimal, now: datetime) -> None:
    client = invoice.order.client
    if there <= 0 or client is None:
        return
    paid = Allocation.objects.filter(invoice=invoice, purpose="invoice", undone_at__isnull=True)
    latest = paid.filter(amount__gt=0).select_related("entry").latest("pk")
    payer = latest.entry
    Refund.objects.create(
        client=client,
        cancelled=invoice,
        amount=there,
        iban=payer.iban if payer else "",
        name=(payer.name if payer else "") or client.name,
        created_at=now,
    )


def _went_by_itself(refund: Refund) -> bool:
    """Dropped with its money; a person who drops one says why."""
    return refund.state == "dropped" and not refund.words


def _set(refund: Refund, there: Decimal, actor: Actor, now: datetime) -> None:
    if there <= 0 or (refund.state, refund.amount) == ("to_do", there):
        return
    refund.state, refund.amount = "to_do", there
    refund.save(update_fields=["state", "amount"])
    history.write(f"refund:{refund.pk}", "refund_amount", actor, now, amount=str(there))
