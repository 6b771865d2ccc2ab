"""A member sends an invoice draft now instead of on its day (spec § 9)."""

from datetime import datetime

from kontor.actions import act, own_draft
from kontor.actions.issue_invoices import Cause, Outcome, issue_for
from kontor.foundation.models import HistoryEntry
from kontor.foundation.refusal import Conflict
from kontor.foundation.sentence import S
from kontor.invoicing import access, final
from kontor.invoicing.faults import WAITS
from kontor.invoicing.models import Invoice
from kontor.invoicing.states import ISSUED, InvoiceEvent
from kontor.orders.naming import about
from kontor.people.models import Person

REFUSED = S(
    "The check before issuing refused this invoice, so it has no number and was not sent. The team"
    " sees why. You can send it again once that is mended; else it goes out by itself on its day."
)


def send_now(owner: Person, invoice_id: int, now: datetime, shown: str = "") -> Invoice:
    """Issue the draft, or what its member held, at once; documents and mails follow in a job.

    `shown`: the `shown_state` that the page showed. Sent already by its member, it is returned as
    it stands. Raises NotFound, Forbidden or Conflict; where the rules refuse it, the fault stands
    on the desk and it is held no longer.
    """
    actor = act.member(owner)
    access.one_own(owner, invoice_id)

    def is_open(invoice: Invoice, _: datetime) -> bool:
        if _is_sent(invoice):
            return False
        own_draft.refuse_closed(invoice, InvoiceEvent.SEND_NOW)
        own_draft.refuse_stale(invoice, shown)
        if final.waits(invoice):
            raise Conflict(WAITS)
        return True

    outcome = issue_for(Cause(InvoiceEvent.SEND_NOW, actor, is_open), invoice_id, now)
    if outcome is Outcome.REFUSED:
        raise Conflict(REFUSED)
    invoice = access.one_own(owner, invoice_id)
    if outcome is Outcome.NOT_DUE and not _is_sent(invoice):  # it changed while it was rehearsed
        raise Conflict(own_draft.STALE)
    return invoice


def _is_sent(invoice: Invoice) -> bool:
    """Whether its member has sent it: a second click finds done what it asks for."""
    if invoice.status not in ISSUED:
        return False
    lines = HistoryEntry.objects.filter(about=about(invoice.order_id), event=InvoiceEvent.SEND_NOW)
    return lines.filter(data__invoice=invoice.pk).exists()
