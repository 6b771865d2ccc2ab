"""Part of an act that has moved money of an invoice and locked it: all that follows from it.

Status, history, the member's credit and news, an open guarantee case, an order that was completed,
and what is to be given back where the invoice is cancelled.
"""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from kontor.actions import give_back, post, reopen_order
from kontor.actions.note_invoice import note
from kontor.foundation.history import Actor
from kontor.foundation.money import ZERO
from kontor.invoicing import disputes, lifecycle
from kontor.invoicing.models import Invoice
from kontor.invoicing.states import InvoiceEvent, InvoiceStatus
from kontor.orders.draft import Mode
from kontor.receivables import crediting, payment_letters
from kontor.receivables.models import GuaranteeCase
from kontor.receivables.owed import paid_of
from kontor.receivables.payment_letters import MovedMoney

PAYMENT = "payment"
RETURNED = "payment_returned"
UNDONE = "payment_undone"
WRITTEN_OFF = "written_off"
CREDIT_REASONS = {RETURNED: "returned", UNDONE: "undone"}


@dataclass(frozen=True)
class Moved:
    """What has moved: `event` as above, `amount` signed in euros, `words` of bank or person.

    `cause` names it once, for the mails: `allocation:17`.
    """

    event: str
    amount: Decimal
    cause: str
    words: str = ""


def settle(invoice: Invoice, moved: Moved, actor: Actor, now: datetime) -> None:
    """Everything that follows from money that has moved to or from the locked invoice."""
    still_open = invoice.gross - paid_of(invoice)
    was_paid = invoice.status == InvoiceStatus.PAID
    _follow(invoice, still_open)
    invoice.save(update_fields=["status"])
    note(
        invoice,
        moved.event,
        actor,
        now,
        amount=str(moved.amount),
        open=str(still_open if invoice.status != InvoiceStatus.CANCELLED else ZERO),
        text=moved.words,
    )
    reason = CREDIT_REASONS.get(moved.event, "part_paid" if still_open else "paid")
    crediting.bring_up_to_date(invoice, reason, now)
    if invoice.status == InvoiceStatus.PAID and not was_paid:
        _close_case(invoice, now)
        _tell_of_advance(invoice, moved, now)
    elif was_paid and invoice.status != InvoiceStatus.PAID:
        _reopen_case(invoice)
        reopen_order.reopen(invoice.order, actor, now)
    if moved.event == RETURNED:
        _tell_of_return(invoice, moved, still_open, now)
    if invoice.status == InvoiceStatus.CANCELLED:
        give_back.follow(invoice, actor, now)


def cancelled(invoice: Invoice, actor: Actor, now: datetime) -> None:
    """The invoice was cancelled: it earns nothing, and what it got is to be given back."""
    crediting.bring_up_to_date(invoice, "cancelled", now)
    GuaranteeCase.objects.filter(invoice=invoice, state="open").update(
        state="declined", decided_at=now, decided_by_id=actor.id
    )
    give_back.follow(invoice, actor, now)


def _follow(invoice: Invoice, still_open: Decimal) -> None:
    """Paid once nothing is open, and not paid any more once something is."""
    if not still_open and invoice.status in {InvoiceStatus.ISSUED, InvoiceStatus.DISPUTED}:
        lifecycle.move(invoice, InvoiceEvent.PAY)
    elif still_open and invoice.status == InvoiceStatus.PAID:
        lifecycle.move(invoice, InvoiceEvent.UNPAY)
        if disputes.open_dispute(invoice) is not None:
            lifecycle.move(invoice, InvoiceEvent.DISPUTE)


def _close_case(invoice: Invoice, now: datetime) -> None:
    """Paid before the accountant had decided: nothing is left to take."""
    GuaranteeCase.objects.filter(invoice=invoice, state="open").update(state="paid", decided_at=now)


def _reopen_case(invoice: Invoice) -> None:
    """Not paid after all: the accountant has it again, since it was due too long ago before."""
    GuaranteeCase.objects.filter(invoice=invoice, state="paid").update(
        state="open", decided_at=None
    )


def _tell_of_advance(invoice: Invoice, moved: Moved, now: datetime) -> None:
    if invoice.order.payment_mode != Mode.ADVANCE or invoice.kind == "final":
        return
    post.on_invoice(
        invoice,
        payment_letters.advance_paid(_letter_facts(invoice, invoice.gross, ZERO)),
        purpose="advance_paid",
        cause=moved.cause,
        now=now,
    )


def _tell_of_return(invoice: Invoice, moved: Moved, still_open: Decimal, now: datetime) -> None:
    post.on_invoice(
        invoice,
        payment_letters.payment_returned(
            _letter_facts(invoice, -moved.amount, still_open, moved.words)
        ),
        purpose="payment_returned",
        cause=moved.cause,
        now=now,
    )


def _letter_facts(
    invoice: Invoice, amount: Decimal, still_open: Decimal, reason: str = ""
) -> MovedMoney:
    client = invoice.order.client
    return MovedMoney(
        number=str(invoice.number),
        title=invoice.order.title,
        client=client.name if client else "",
        amount=amount,
        open=still_open,
        reason=reason,
    )
