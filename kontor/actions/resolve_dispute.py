"""The team answers a client's dispute: the invoice is kept, cancelled or corrected (spec § 9)."""

from datetime import datetime
from enum import StrEnum

from kontor.actions import act, cancel_one, correct_invoice, mail_invoice, post
from kontor.actions.note_invoice import note
from kontor.actions.review_order import refuse_own
from kontor.foundation.history import Actor
from kontor.foundation.refusal import Conflict, Fault, refuse_faults
from kontor.foundation.sentence import S
from kontor.invoicing import access, dispute_letters, disputes, lifecycle
from kontor.invoicing.dispute_letters import Resolved
from kontor.invoicing.models import Dispute, Invoice
from kontor.invoicing.states import InvoiceEvent, InvoiceStatus
from kontor.people.models import Person

NOTHING_OPEN = S("No dispute about this invoice waits for an answer. Nothing was changed.")
WORDS_MISSING = S("Write the answer; it goes to the client and the member.")
UNKNOWN = S("Choose what becomes of the invoice.")


class Outcome(StrEnum):
    """What becomes of a disputed invoice."""

    KEEP = "keep"
    CANCEL = "cancel"
    CORRECT = "correct"


STATES = {Outcome.KEEP: "kept", Outcome.CANCEL: "cancelled", Outcome.CORRECT: "corrected"}


@act.one_transaction
def resolve(person: Person, invoice_id: int, outcome: str, text: str, now: datetime) -> Dispute:
    """Answer the open dispute; client and member are mailed `text`.

    `outcome`: keep, cancel or correct. Raises NotFound, Forbidden (also their own order), Invalid
    (`outcome`, `text`) or Conflict (answered already, or the invoice cannot be cancelled).
    """
    actor = act.settles(person)
    invoice = access.locked_for_team(person, invoice_id)
    refuse_own(invoice.order, person)
    dispute = disputes.open_dispute(invoice)
    if dispute is None:
        raise Conflict(NOTHING_OPEN)
    faults = disputes.text_faults_of(text, WORDS_MISSING)
    if outcome not in STATES:
        faults.append(Fault("outcome", UNKNOWN, missing=True))
    refuse_faults(faults)
    state = STATES[Outcome(outcome)]
    disputes.close(dispute, state, person.pk, now, text)
    note(invoice, "resolve_dispute", actor, now, outcome=outcome, text=text)
    cancelled_by = _carry_out(invoice, Outcome(outcome), actor, now)
    _tell(dispute, invoice, Resolved(state, text, cancelled_by), now)
    return dispute


def _carry_out(invoice: Invoice, outcome: Outcome, actor: Actor, now: datetime) -> str:
    """The number of the cancellation invoice, or nothing where the invoice stays."""
    match outcome:
        case Outcome.KEEP:
            if invoice.status == InvoiceStatus.DISPUTED:  # else it was paid meanwhile
                lifecycle.move(invoice, InvoiceEvent.RESOLVE)
                invoice.save(update_fields=["status"])
            return ""
        case Outcome.CANCEL:
            cancel_one.cancel_with_rest(invoice, actor, now)
        case Outcome.CORRECT:
            correct_invoice.replace(invoice, actor, now)
    return str(Invoice.objects.get(cancels=invoice).number)


def _tell(dispute: Dispute, invoice: Invoice, resolved: Resolved, now: datetime) -> None:
    named, cause = disputes.named(invoice), f"dispute:{dispute.pk}"
    mail_invoice.to_client(
        invoice,
        dispute_letters.dispute_resolved(named, resolved),
        purpose="dispute_resolved",
        cause=cause,
        now=now,
    )
    post.on_invoice(
        invoice,
        dispute_letters.dispute_resolved_member(named, resolved),
        purpose="dispute_resolved_member",
        cause=cause,
        now=now,
    )
