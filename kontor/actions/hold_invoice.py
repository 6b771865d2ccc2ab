"""A member holds an invoice draft: it waits, and they are reminded of it (spec § 9)."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from kontor.actions import act, own_draft, post, talk
from kontor.cooperative.deadlines import deadline
from kontor.foundation import history
from kontor.foundation.days import day_of
from kontor.foundation.refusal import Fault, refuse_faults
from kontor.foundation.text import is_blank, text_faults
from kontor.invoicing import access, held_letters, lifecycle
from kontor.invoicing.models import Invoice
from kontor.invoicing.queries import held_since
from kontor.invoicing.states import InvoiceEvent, InvoiceStatus
from kontor.orders.naming import about
from kontor.people.models import Person


@act.one_transaction
def hold(owner: Person, invoice_id: int, text: str, now: datetime, shown: str = "") -> Invoice:
    """The draft is not issued until its member changes or sends it.

    `text`: to the team, may be empty; it also goes into the conversation about the order. `shown`:
    the `shown_state` that the page showed. Held already with these words, nothing changes. Raises
    NotFound, Forbidden, Invalid (`text`) or Conflict.
    """
    actor = act.member(owner)
    invoice = own_draft.locked(owner, invoice_id)
    if invoice.held_on is not None and invoice.held_text == text:
        return invoice
    own_draft.refuse_closed(invoice, InvoiceEvent.HOLD)
    own_draft.refuse_stale(invoice, shown)
    refuse_faults(
        Fault("text", each) for each in text_faults(text, talk.LONGEST_MESSAGE, multiline=True)
    )
    lifecycle.hold(invoice, text, day_of(now))
    invoice.save(update_fields=["status", *lifecycle.HELD])
    entry = history.write(
        about(invoice.order_id),
        InvoiceEvent.HOLD,
        actor,
        now,
        status=invoice.order.status,
        invoice=invoice.pk,
        position=invoice.position,
        text=text,
    )
    if not is_blank(text):
        talk.say(owner, invoice.order_id, text, f"held:{entry.pk}", now)
    return invoice


def due(now: datetime) -> Iterable[int]:
    """Held invoices whose member was not reminded for so many days."""
    held = held_since(_last(now)).exclude(held_reminded_on__gt=_last(now))
    return list(held.order_by("held_on", "id").values_list("id", flat=True))


@act.one_transaction
def remind(invoice_id: int, now: datetime) -> bool:
    """Remind its member, once after missed nights too; False if it no longer waits."""
    invoice = access.locked(invoice_id)
    told_on = invoice.held_reminded_on or invoice.held_on
    if invoice.status != InvoiceStatus.AWAITING_UPDATE or told_on is None or told_on > _last(now):
        return False
    invoice.held_reminded_on = day_of(now)
    invoice.save(update_fields=["held_reminded_on"])
    post.on_invoice(
        invoice,
        held_letters.invoice_held_reminder(
            invoice.order.title, invoice.gross, invoice.held_on or told_on, invoice.held_text
        ),
        purpose="invoice_held_reminder",
        cause=f"held:{invoice.pk}:{day_of(now)}",
        now=now,
    )
    return True


def _last(now: datetime) -> date:
    return day_of(now) - timedelta(days=deadline("held_reminder_days"))
