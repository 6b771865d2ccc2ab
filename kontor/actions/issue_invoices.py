"""From planned to issued (spec § 9): draft, rehearse, one short transaction.

Documents and mails follow in a job (document_invoices).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from kontor.actions import act, post
from kontor.actions.note_invoice import note
from kontor.cooperative.own_data import cooperative
from kontor.formats.einvoice.values import PrintedInvoice
from kontor.foundation import jobs
from kontor.foundation.days import day_of
from kontor.foundation.history import CLOCK, Actor
from kontor.invoicing import access, final, issuing, letters, lifecycle, rehearsal
from kontor.invoicing.faults import WAITS
from kontor.invoicing.models import Invoice
from kontor.invoicing.printed import printed
from kontor.invoicing.schedule import issue_day
from kontor.invoicing.states import InvoiceEvent


class Outcome(StrEnum):
    ISSUED = "issued"
    REFUSED = "refused"
    NOT_DUE = "not_due"


@dataclass(frozen=True)
class Cause:
    """Why an invoice goes out: `event` of its life, done by `actor`.

    `holds` is asked once it is locked; it may raise a refusal of its own.
    """

    event: InvoiceEvent
    actor: Actor
    holds: Callable[[Invoice, datetime], bool]


@act.one_transaction
def draft(invoice_id: int, now: datetime) -> bool:
    """The planned invoice becomes a draft and the member is told; False if it no longer is due."""
    invoice = access.locked(invoice_id)
    if invoice.status != "planned":
        return False
    lifecycle.move(invoice, InvoiceEvent.DRAFT)
    planned = invoice.gross
    final.settle(invoice)
    invoice.drafted_on = day_of(now)
    invoice.save()
    note(invoice, "invoice_draft", CLOCK, now)
    _note_amount(invoice, planned, now)
    post.on_invoice(
        invoice,
        letters.draft_invoice(
            invoice.order.title, invoice.gross, issue_day(invoice.billing_date, day_of(now))
        ),
        purpose="draft_invoice",
        cause=f"draft:{invoice.pk}",
        now=now,
    )
    return True


def issue(invoice_id: int, now: datetime) -> Outcome:
    """What nobody objected to goes out on its day; see `issue_for`."""
    return issue_for(Cause(InvoiceEvent.ISSUE, CLOCK, _due), invoice_id, now)


def issue_for(cause: Cause, invoice_id: int, now: datetime) -> Outcome:
    """Rehearse, then draw the number and freeze the printed data in one short transaction.

    An invoice that fails the rehearsal gets no number; its fault stands on the team's desk. So
    does a final invoice that waits for an earlier one.
    """
    found = Invoice.objects.select_related("order__client").get(pk=invoice_id)
    rehearsed = _as_printed(found, now)
    fault = rehearsal.fault_of(found, rehearsed) if rehearsed else ""
    with act.one_transaction():
        invoice = access.locked(invoice_id)
        if not cause.holds(invoice, now):
            return Outcome.NOT_DUE  # another run issued it while this one rehearsed
        drafted = invoice.gross
        if _as_printed(invoice, now) != rehearsed:
            return Outcome.NOT_DUE  # it changed meanwhile; the next run rehearses it anew
        if rehearsed is None:
            return _wait(invoice, now)
        if fault:
            return _refuse(invoice, fault, now)
        lifecycle.move(invoice, cause.event)
        if not invoice.gross:
            lifecycle.move(invoice, InvoiceEvent.PAY)  # nothing to pay: nothing stays open
        invoice.fault = ""
        issuing.number_and_freeze(invoice, cooperative(), day_of(now))
        note(invoice, cause.event, cause.actor, now)
        _note_amount(invoice, drafted, now)
        jobs.defer("make_documents", invoice_id=invoice.pk)
    return Outcome.ISSUED


def _as_printed(invoice: Invoice, now: datetime) -> PrintedInvoice | None:
    """What would be printed today, with the number still blank; None where it has to wait."""
    if final.waits(invoice):
        return None
    final.settle(invoice)
    return printed(invoice, cooperative(), day_of(now), number=None)


def _wait(invoice: Invoice, now: datetime) -> Outcome:
    if invoice.fault != WAITS.text:
        invoice.fault = WAITS.text
        invoice.save(update_fields=["fault"])
        note(invoice, "invoice_waits", CLOCK, now)
    return Outcome.REFUSED


def _refuse(invoice: Invoice, fault: str, now: datetime) -> Outcome:
    if invoice.status == "awaiting_update":  # sent by its member, who holds it no longer
        lifecycle.release(invoice)
        invoice.save(update_fields=["status", *lifecycle.HELD])
    if invoice.fault != fault:
        invoice.fault = fault
        invoice.save(update_fields=["fault"])
        note(invoice, "invoice_refused", CLOCK, now, fault=fault)
        client = invoice.order.client
        post.to_team(
            invoice.order,
            letters.invoice_fault(
                invoice.order.title, client.name if client else "", invoice.gross, fault
            ),
            purpose="invoice_fault",
            cause=f"refusal:{invoice.pk}:{now.isoformat()}",
            now=now,
        )
    return Outcome.REFUSED


def _due(invoice: Invoice, now: datetime) -> bool:
    if invoice.status != "draft" or invoice.drafted_on is None:
        return False
    return issue_day(invoice.billing_date, invoice.drafted_on) <= day_of(now)


def _note_amount(invoice: Invoice, before: Decimal, now: datetime) -> None:
    """Tell of a gross that is no more what it was: the VAT rate has changed since the plan."""
    if invoice.gross != before:
        note(invoice, "invoice_amount", CLOCK, now, before=str(before), after=str(invoice.gross))
