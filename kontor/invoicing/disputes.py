"""A client's dispute about an invoice: which is open, how it ends, what may be written (spec § 9).

The acts lock the invoice; nothing here begins a transaction.
"""

from datetime import datetime

from kontor.foundation.refusal import Conflict, Fault
from kontor.foundation.sentence import S, Sentence
from kontor.foundation.text import is_blank, text_faults
from kontor.invoicing.dispute_letters import DisputedInvoice
from kontor.invoicing.models import Dispute, Invoice
from kontor.invoicing.states import InvoiceStatus

LONGEST_TEXT = 2000

NOT_DISPUTABLE: dict[InvoiceStatus, Sentence] = {
    InvoiceStatus.DISPUTED: S(
        "You have told us already that something is wrong; your words are below."
        " Nothing was sent again."
    ),
    InvoiceStatus.PAID: S(
        "This invoice asks for no money any more."
        " If something is wrong with it, please reply to the e-mail that brought it."
    ),
    InvoiceStatus.CANCELLED: S("This invoice is cancelled. There is nothing to pay."),
    InvoiceStatus.STOPPED: S("This invoice is cancelled. There is nothing to pay."),
}
CANCELS_ANOTHER = S(
    "This invoice cancels another one."
    " If something is wrong with it, please reply to the e-mail that brought it."
)


def refuse_undisputable(invoice: Invoice) -> None:
    """Raise Conflict, in words to the client, where the invoice cannot be disputed."""
    if invoice.cancels_id is not None:
        raise Conflict(CANCELS_ANOTHER)
    reason = NOT_DISPUTABLE.get(InvoiceStatus(invoice.status))
    if reason is not None:
        raise Conflict(reason)


def can_be_disputed(invoice: Invoice) -> bool:
    """Whether the client's page offers it: issued, open, and cancelling nothing."""
    return invoice.cancels_id is None and invoice.status == InvoiceStatus.ISSUED


def text_faults_of(text: str, missing: Sentence) -> list[Fault]:
    """What is wrong with the words of client or team; `missing` where there are none."""
    faults = [Fault("text", each) for each in text_faults(text, LONGEST_TEXT, multiline=True)]
    if is_blank(text):
        faults.append(Fault("text", missing, missing=True))
    return faults


def open_dispute(invoice: Invoice) -> Dispute | None:
    """The dispute that waits for the team."""
    return Dispute.objects.filter(invoice=invoice, state="open").first()


def newest_dispute(invoice: Invoice) -> Dispute | None:
    """The open one, or the one answered last."""
    return Dispute.objects.filter(invoice=invoice).order_by("-pk").first()


def close(
    dispute: Dispute, state: str, closed_by_id: int | None, now: datetime, answer: str = ""
) -> None:
    """End it as kept, cancelled or corrected, with the team's words; the row is saved."""
    dispute.state, dispute.closed_at, dispute.answer = state, now, answer
    dispute.closed_by_id = closed_by_id
    dispute.save()


def named(invoice: Invoice) -> DisputedInvoice:
    """The issued invoice as the letters about its dispute name it."""
    client = invoice.order.client
    return DisputedInvoice(
        number=str(invoice.number),
        title=invoice.order.title,
        member=invoice.order.owner.name,
        client=client.name if client else "",
        gross=invoice.gross,
        due_on=invoice.due_on,
    )
