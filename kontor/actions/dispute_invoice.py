"""The client says that something is wrong with an invoice (spec § 9); opening the link does not.

The order's row is locked first, as in every act: of twenty clicks at once one disputes, and of a
dispute and a cancellation at once the later one learns of the other.
"""

from datetime import datetime

from kontor.actions import act, post
from kontor.actions.note_invoice import note
from kontor.foundation.history import Actor
from kontor.foundation.refusal import refuse_faults
from kontor.foundation.sentence import S
from kontor.invoicing import access, dispute_letters, disputes, lifecycle, linked
from kontor.invoicing.models import Dispute
from kontor.invoicing.states import InvoiceEvent
from kontor.orders.naming import about

WORDS_MISSING = S("Write a few words about what is wrong, so that we can help.")


@act.one_transaction
def dispute(token: str, text: str, now: datetime) -> Dispute:
    """Dispute the invoice behind the link: member and team are told, nobody reminds meanwhile.

    Disputed already with these words, as by a second click, it is returned as it stands. Raises
    NotFound, Invalid (`text`) or Conflict (paid, cancelled, disputed with other words).
    """
    invoice = access.locked(linked.invoice_id_of(token))
    waiting = disputes.open_dispute(invoice)
    if waiting is not None and waiting.text == text:
        return waiting
    disputes.refuse_undisputable(invoice)
    refuse_faults(disputes.text_faults_of(text, WORDS_MISSING))
    lifecycle.move(invoice, InvoiceEvent.DISPUTE)
    invoice.save(update_fields=["status"])
    opened = Dispute.objects.create(invoice=invoice, text=text, opened_at=now)
    note(invoice, "dispute", Actor("client"), now, text=text)
    _tell(opened, now)
    return opened


def _tell(opened: Dispute, now: datetime) -> None:
    invoice, cause = opened.invoice, f"dispute:{opened.pk}"
    named = disputes.named(invoice)
    post.on_invoice(
        invoice,
        dispute_letters.invoice_disputed(named, opened.text),
        purpose="invoice_disputed",
        cause=cause,
        now=now,
    )
    post.to_house(
        dispute_letters.invoice_disputed_team(named, opened.text),
        purpose="invoice_disputed_team",
        cause=cause,
        about=about(invoice.order_id),
        page=f"/team/invoices/{invoice.pk}/",
        now=now,
    )
