"""The team enters that a mail to the client came back after it was sent (spec § 9, § 12)."""

from datetime import datetime

from kontor.actions import act, post, tell_undelivered
from kontor.foundation import history, outbox
from kontor.foundation.models import OutboxMail
from kontor.foundation.refusal import Conflict, Fault, NotFound, refuse_faults
from kontor.foundation.sentence import S
from kontor.foundation.text import is_blank, text_faults
from kontor.invoicing.delivery import invoice_id_in
from kontor.invoicing.models import Invoice
from kontor.orders import access
from kontor.orders.delivery_letters import mail_came_back
from kontor.orders.models import Order
from kontor.orders.naming import id_in
from kontor.people.models import Person

LONGEST_WORDS = 500

NOT_SENT = S("This e-mail is not marked as sent, so it cannot have come back. Nothing was changed.")


@act.one_transaction
def note_bounce(person: Person, mail_id: int, words: str, now: datetime) -> OutboxMail:
    """The mail about an order counts as failed, for the reason in `words`, and its member hears it.

    Entered already with these words, as by a second click, nothing changes. Raises NotFound,
    Forbidden, Invalid (`words`) or Conflict (not sent).
    """
    actor = act.settles(person)
    mail = OutboxMail.objects.filter(pk=mail_id, audience="client").first()
    order_id = id_in(mail.about) if mail else None
    if mail is None or order_id is None:
        raise NotFound
    order = access.locked_for_team(person, order_id)
    refuse_faults(_faults(words))
    mail.refresh_from_db()
    if mail.bounced_at is not None and mail.answer == words:
        return mail
    if not outbox.came_back(mail, words, now):
        raise Conflict(NOT_SENT)
    invoice = Invoice.objects.filter(order=order, pk=invoice_id_in(mail.cause) or 0).first()
    of_invoice = {"invoice": invoice.pk, "number": invoice.number} if invoice else {}
    history.write(
        mail.about, "mail_bounced", actor, now, status=order.status, mail=mail.pk, **of_invoice
    )
    _tell_member(order, invoice, mail, now)
    return mail


def _tell_member(order: Order, invoice: Invoice | None, mail: OutboxMail, now: datetime) -> None:
    if invoice is not None:
        tell_undelivered.mail_member(invoice, mail, now)
        return
    post.to_member(
        order,
        mail_came_back(order.title, mail.to),
        purpose="mail_came_back",
        cause=f"undelivered:{mail.pk}:{mail.attempts}",
        now=now,
    )


def _faults(words: str) -> list[Fault]:
    faults = [Fault("words", each) for each in text_faults(words, LONGEST_WORDS, multiline=True)]
    if is_blank(words):
        faults.append(
            Fault("words", S("Write why it came back, as the e-mail says it."), missing=True)
        )
    return faults
