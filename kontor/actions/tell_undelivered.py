"""The member hears that an invoice could not be delivered: issued is not delivered (spec § 9)."""

from collections.abc import Iterable
from datetime import datetime

from kontor.actions import act, post
from kontor.foundation import history
from kontor.foundation.history import CLOCK
from kontor.foundation.models import HistoryEntry, OutboxMail
from kontor.invoicing import access, delivery_letters
from kontor.invoicing.delivery import PURPOSES, invoice_id_in
from kontor.invoicing.models import Invoice
from kontor.orders.naming import about

EVENT = "invoice_undelivered"


def due() -> Iterable[int]:
    """Mails with an invoice that the server refused for good and no member has heard of."""
    failed = OutboxMail.objects.filter(
        state="failed", bounced_at=None, audience="client", purpose__in=PURPOSES
    )
    rows = list(failed.order_by("id").values_list("pk", "attempts", "about"))
    told = HistoryEntry.objects.filter(event=EVENT, about__in={about for _, _, about in rows})
    known = set(told.values_list("data__mail", "data__attempts"))
    return [pk for pk, attempts, _ in rows if (pk, attempts) not in known]


@act.one_transaction
def tell(mail_id: int, now: datetime) -> bool:
    """Tell the member once per failed try; False where it is on its way again meanwhile."""
    invoice_id = invoice_id_in(OutboxMail.objects.get(pk=mail_id).cause)
    if invoice_id is None:
        return False
    invoice = access.locked(invoice_id)
    mail = OutboxMail.objects.get(pk=mail_id)
    if mail_id not in due():
        return False
    history.write(
        about(invoice.order_id),
        EVENT,
        CLOCK,
        now,
        status=invoice.order.status,
        invoice=invoice.pk,
        number=invoice.number,
        mail=mail.pk,
        attempts=mail.attempts,
    )
    mail_member(invoice, mail, now)
    return True


def mail_member(invoice: Invoice, mail: OutboxMail, now: datetime) -> None:
    """Part of an act: the member hears whom the invoice has not reached, once per try."""
    post.on_invoice(
        invoice,
        delivery_letters.invoice_not_delivered(invoice.order.title, str(invoice.number), mail.to),
        purpose="invoice_not_delivered",
        cause=f"undelivered:{mail.pk}:{mail.attempts}",
        now=now,
    )
