"""The member answers whether a client is to get the formal demand; accounting may lift a veto."""

from datetime import datetime

from kontor.actions import act
from kontor.actions.note_invoice import note
from kontor.actions.review_order import refuse_own
from kontor.foundation.refusal import Conflict, refuse_faults
from kontor.foundation.sentence import S
from kontor.foundation.wanted_text import wanted_text_faults
from kontor.invoicing import access
from kontor.invoicing.models import Invoice
from kontor.people.models import Person
from kontor.receivables.dunning import DEMAND, OWED, Answer
from kontor.receivables.dunning_models import DemandQuestion, Reminder

LONGEST_TEXT = 2000
AGREE, VETO, LIFT = "agree_demand", "veto_demand", "lift_veto"
NOT_ASKED = S("Nobody has asked you about a formal demand for this invoice. Nothing was changed.")
NOTHING_OWED = S("Nothing is owed for this invoice any more. Nothing was changed.")
SENT_ALREADY = S("The formal demand has gone out already. Nothing was changed.")
ANSWERED_ALREADY = S("You have answered already. Nothing was changed.")
NO_VETO = S("No veto stands against the formal demand. Nothing was changed.")
REASON_MISSING = S("Write why the client is not to get the formal demand.")
WORDS_MISSING = S("Write why the formal demand goes out in spite of the veto.")


@act.one_transaction
def agree(owner: Person, invoice_id: int, now: datetime) -> DemandQuestion:
    """The formal demand need not wait for the answer any longer; not before its day, though.

    Agreed already, nothing changes. Raises NotFound, Forbidden or Conflict (not asked, vetoed,
    gone out, nothing owed).
    """
    return _answer(owner, invoice_id, Answer.AGREED, "", now)


@act.one_transaction
def veto(owner: Person, invoice_id: int, text: str, now: datetime) -> DemandQuestion:
    """No formal demand until accounting lifts the veto; `text` says why.

    Vetoed already with these words, nothing changes. Raises as `agree`, and Invalid (`text`).
    """
    return _answer(owner, invoice_id, Answer.VETOED, text, now)


@act.one_transaction
def lift_veto(person: Person, invoice_id: int, reason: str, now: datetime) -> DemandQuestion:
    """The formal demand may go out after all; only an accountant may, and not of their own order.

    Lifted already, nothing changes. Raises NotFound, Forbidden, Invalid (`reason`) or Conflict.
    """
    actor = act.accountant(person)
    invoice = access.locked_for_team(person, invoice_id)
    refuse_own(invoice.order, person)
    question = _question(invoice)
    if question is None or question.answer != Answer.VETOED:
        raise Conflict(NO_VETO)
    if question.lifted_at is not None:
        return question
    _refuse_over(invoice)
    refuse_faults(wanted_text_faults("reason", reason, LONGEST_TEXT, WORDS_MISSING))
    question.lifted_at, question.lifted_by, question.lifted_for = now, person, reason
    question.save(update_fields=["lifted_at", "lifted_by", "lifted_for"])
    note(invoice, LIFT, actor, now, reason=reason)
    return question


def _answer(
    owner: Person, invoice_id: int, answer: Answer, text: str, now: datetime
) -> DemandQuestion:
    actor = act.member(owner)
    invoice = access.locked_own(owner, invoice_id)
    question = _question(invoice)
    if question is None:
        raise Conflict(NOT_ASKED)
    if question.answer:
        if (question.answer, question.text) == (answer, text):
            return question
        raise Conflict(ANSWERED_ALREADY)
    _refuse_over(invoice)
    if answer is Answer.VETOED:
        refuse_faults(wanted_text_faults("text", text, LONGEST_TEXT, REASON_MISSING))
    question.answer, question.text, question.answered_at = answer, text, now
    question.save(update_fields=["answer", "text", "answered_at"])
    event = VETO if answer is Answer.VETOED else AGREE
    note(invoice, event, actor, now, **({"text": text} if text else {}))
    return question


def _question(invoice: Invoice) -> DemandQuestion | None:
    return DemandQuestion.objects.filter(invoice=invoice).first()


def _refuse_over(invoice: Invoice) -> None:
    if invoice.status not in OWED:
        raise Conflict(NOTHING_OWED)
    if Reminder.objects.filter(invoice=invoice, level=DEMAND).exists():
        raise Conflict(SENT_ALREADY)
