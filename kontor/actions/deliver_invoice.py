"""Delivery of an issued invoice by hand: a mail that came back, and addressees that are new."""

from datetime import datetime

from kontor.actions import act, document_invoices, tell_undelivered
from kontor.foundation import history, outbox
from kontor.foundation.models import OutboxMail
from kontor.foundation.refusal import Conflict, Fault, NotFound, refuse_faults
from kontor.foundation.sentence import S
from kontor.foundation.text import is_blank, text_faults
from kontor.invoicing import access as invoices
from kontor.invoicing.delivery import invoice_id_in
from kontor.invoicing.models import Document
from kontor.invoicing.states import ISSUED, InvoiceStatus
from kontor.orders.naming import about
from kontor.people.models import Person

LONGEST_WORDS = 500

NOT_SENT = S("This e-mail is not marked as sent, so it cannot have come back. Nothing was changed.")


@act.one_transaction
def mark_bounced(person: Person, mail_id: int, words: str, now: datetime) -> OutboxMail:
    """A mail with an invoice came back after it was sent, for the reason in `words`.

    It then counts as failed, and its member is told. Raises NotFound, Forbidden, Invalid (`words`)
    or Conflict (not sent).
    """
    actor = act.settles(person)
    mail = OutboxMail.objects.filter(pk=mail_id, audience="client").first()
    invoice_id = invoice_id_in(mail.cause) if mail else None
    if mail is None or invoice_id is None:
        raise NotFound
    invoice = invoices.locked_for_team(person, invoice_id)
    refuse_faults(_faults(words))
    if not outbox.came_back(mail, words, now):
        raise Conflict(NOT_SENT)
    history.write(
        about(invoice.order_id),
        "mail_bounced",
        actor,
        now,
        status=invoice.order.status,
        invoice=invoice.pk,
        number=invoice.number,
        mail=mail.pk,
    )
    tell_undelivered.mail_member(invoice, mail, now)
    return mail


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


def _faults(words: str) -> list[Fault]:
    faults = [Fault("words", each) for each in text_faults(words, LONGEST_WORDS, multiline=True)]
    if is_blank(words):
        faults.append(
            Fault("words", S("Write why it came back, as the e-mail says it."), missing=True)
        )
    return faults
