"""The night reminds of unpaid invoices, and asks members before the formal demand (spec § 11).

What is open is read under the locks of money and order: a payment that arrives between planning
and sending stops the reminder.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from kontor.actions import act, document_invoices, mail_invoice, post, stored_files
from kontor.actions.note_invoice import note
from kontor.formats.reminder import pdf
from kontor.formats.reminder.values import PrintedReminder
from kontor.foundation.days import day_of
from kontor.foundation.history import CLOCK
from kontor.foundation.money import ZERO
from kontor.foundation.outbox import Attachment
from kontor.foundation.plain import to_plain
from kontor.invoicing import access
from kontor.invoicing.models import Invoice
from kontor.receivables import ledger, reminder_letters, reminding
from kontor.receivables.dunning import Step
from kontor.receivables.dunning_models import DemandQuestion, Reminder
from kontor.receivables.reminder_letters import RemindedInvoice
from kontor.receivables.reminder_paper import paper_of
from kontor.receivables.reminding import Surroundings

QUESTION = "demand_question"


def due(now: datetime) -> Iterable[int]:
    """Invoices of which the client is reminded today, or whose member is asked; oldest first."""
    by = reminding.surroundings(day_of(now))
    steps = ((row.pk, reminding.step_of(row, by)) for row in reminding.overdue(by.today))
    return [pk for pk, step in steps if step.remind or step.ask]


@act.one_transaction
def remind(invoice_id: int, now: datetime) -> bool:
    """Do what the day asks for, one level at most; False if nothing is left to do."""
    ledger.lock()
    invoice = access.locked(invoice_id)
    by = reminding.surroundings(day_of(now))
    row = reminding.one(invoice_id)
    step = reminding.step_of(row, by)
    if step.ask:
        _ask(invoice, row, step, now)
    if step.remind:
        _send(invoice, row, step.remind, by, now)
    return step.ask or step.remind is not None


def _ask(invoice: Invoice, row: Any, step: Step, now: datetime) -> None:
    if step.demand_on is None:
        message = "nobody is asked about a demand without a day"
        raise ValueError(message)
    question = DemandQuestion.objects.create(invoice=invoice, asked_on=day_of(now))
    note(invoice, QUESTION, CLOCK, now, goes_out_on=step.demand_on.isoformat())
    post.on_invoice(
        invoice,
        reminder_letters.demand_question(
            RemindedInvoice(pay_by=step.demand_on, open=row.open, **_named(invoice)),
            step.demand_on,
        ),
        purpose=QUESTION,
        cause=f"{QUESTION}:{question.pk}",
        now=now,
        place="#demand",
    )


def _send(invoice: Invoice, row: Any, level: int, by: Surroundings, now: datetime) -> None:
    facts = reminding.facts_of(row, by)
    if facts is None:
        message = "nobody is reminded of an invoice without a due date"
        raise ValueError(message)
    printed = paper_of(invoice, level, facts).printed
    sha256 = stored_files.keep(pdf.render(printed))
    Reminder.objects.create(
        invoice=invoice,
        level=level,
        sent_on=by.today,
        at=now,
        open=printed.open,
        pay_by=printed.pay_by,
        sha256=sha256,
        **_claimed(printed),
    )
    purpose = f"reminder_{level}"
    note(invoice, purpose, CLOCK, now, open=str(printed.open), total=str(printed.total))
    mail_invoice.to_client(
        invoice,
        reminder_letters.LETTERS[level](_letter_facts(invoice, printed)),
        purpose=purpose,
        cause=reminding.cause_of(invoice.pk, level),
        attachments=[
            Attachment(f"{printed.number}-{level}.pdf", "application/pdf", sha256),
            *document_invoices.attached(invoice, "pdf"),
        ],
        now=now,
    )


def _claimed(printed: PrintedReminder) -> dict[str, Any]:
    """What a formal demand asks for beside the open amount, as its row keeps it."""
    claim = printed.claim
    if claim is None:
        return {}
    interest = claim.amount - claim.lump_sum
    return {"interest": interest, "lump_sum": claim.lump_sum, "claim": to_plain(claim)}


def _letter_facts(invoice: Invoice, printed: PrintedReminder) -> RemindedInvoice:
    claim = _claimed(printed)
    return RemindedInvoice(
        open=printed.open,
        pay_by=printed.pay_by,
        interest=claim.get("interest", ZERO),
        lump_sum=claim.get("lump_sum", ZERO),
        **_named(invoice),
    )


def _named(invoice: Invoice) -> dict[str, Any]:
    order = invoice.order
    return {
        "number": str(invoice.number),
        "title": order.title,
        "member": order.owner.name,
        "client": order.client.name if order.client else "",
        "due_on": invoice.due_on,
    }
