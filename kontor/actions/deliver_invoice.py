"""Delivery of an issued invoice by hand: to addressees that are new."""

from datetime import datetime

from kontor.actions import act, document_invoices
from kontor.foundation import history
from kontor.foundation.refusal import Conflict
from kontor.foundation.sentence import S
from kontor.invoicing import access as invoices
from kontor.invoicing.models import Document
from kontor.invoicing.states import ISSUED, InvoiceStatus
from kontor.orders.naming import about
from kontor.people.models import Person


@act.one_transaction
def to_new_addressees(person: Person, invoice_id: int, now: datetime) -> int:
    """Mail the issued invoice to the present addresses that have not had it; how many that were.

    Raises NotFound, Forbidden or Conflict (not issued, cancelled, or its document is pending).
    """
    actor = act.settles(person)
    invoice = invoices.locked_for_team(person, invoice_id)
    if InvoiceStatus(invoice.status) not in ISSUED:
        raise Conflict(S("Only an issued invoice that is not cancelled is sent."))
    if not Document.objects.filter(invoice=invoice).exists():
        raise Conflict(S("The document is still being made. It is sent by itself."))
    sent = document_invoices.mail_client(invoice, now)
    if sent:
        history.write(
            about(invoice.order_id),
            "invoice_send_new",
            actor,
            now,
            status=invoice.order.status,
            invoice=invoice.pk,
            number=invoice.number,
            mails=sent,
        )
    return sent
