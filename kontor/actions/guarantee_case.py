"""The payment guarantee in action (spec § 8): the night opens cases, the accountant decides them.

Taking one credits the member in full and makes the claim the cooperative's; what the client pays
later stays with the invoice and credits nobody a second time.
"""

from collections.abc import Iterable
from datetime import datetime

from kontor.actions import act, post
from kontor.actions.note_invoice import note
from kontor.actions.review_order import refuse_own
from kontor.foundation.days import day_of
from kontor.foundation.history import CLOCK, Actor
from kontor.foundation.letter import Letter
from kontor.foundation.refusal import Conflict, Fault, NotFound, refuse_faults
from kontor.foundation.sentence import S, Sentence
from kontor.foundation.wanted_text import wanted_text_faults
from kontor.invoicing import access
from kontor.invoicing.models import Invoice
from kontor.orders.naming import about
from kontor.people.models import Person
from kontor.people.roles import Role
from kontor.receivables import crediting, guarantee_cases, guarantee_evidence, ledger
from kontor.receivables import guarantee_letters as letters
from kontor.receivables.guarantee_letters import CaseNamed
from kontor.receivables.models import GuaranteeCase
from kontor.receivables.owed import open_of

LONGEST_REASON = 2000
OPENED, TAKEN, DECLINED = "guarantee_case", "take_guarantee", "decline_guarantee"
DISPUTED = S(
    "The client says that something is wrong with this invoice. Answer the dispute first; nothing"
    " was changed."
)
DECIDED: dict[str, Sentence] = {
    "taken": S("The claim was taken over already. Nothing was changed."),
    "paid": S("The invoice was paid in the meantime. Nothing was changed."),
    "declined": S("This case was declined already. Nothing was changed."),
}


def due(now: datetime) -> Iterable[int]:
    """Invoices that become cases today, the oldest first."""
    return guarantee_cases.to_open(day_of(now))


@act.one_transaction
def open_case(invoice_id: int, now: datetime) -> bool:
    """Give the accountants the case, with its evidence; False if it is none any more.

    Read under the locks of money and order: a payment that comes in between stops it.
    """
    ledger.lock()
    invoice = access.locked(invoice_id)
    if not guarantee_cases.opens_now(invoice_id, day_of(now)):
        return False
    case = GuaranteeCase.objects.create(
        invoice=invoice, opened_on=day_of(now), evidence=guarantee_evidence.gather(invoice)
    )
    named = _named(invoice)
    note(invoice, OPENED, CLOCK, now, open=str(named.open))
    cause = f"{OPENED}:{case.pk}"
    post.on_invoice(
        invoice, letters.guarantee_case(named), purpose="guarantee_case", cause=cause, now=now
    )
    for person in Person.objects.filter(is_active=True, roles__contains=[Role.ACCOUNTANT.value]):
        post.to_person(
            person,
            letters.guarantee_case_team(named),
            purpose="guarantee_case_team",
            cause=cause,
            about=about(invoice.order_id),
            page=f"/team/guarantee/{case.pk}/",
            now=now,
        )
    return True


@act.one_transaction
def take(person: Person, case_id: int, now: datetime) -> GuaranteeCase:
    """Credit the member what is missing, in full; the claim is the cooperative's from now on.

    Taken already, nothing changes. Raises NotFound, Forbidden (also their own order) or Conflict
    (paid, declined or disputed).
    """
    case, actor = _locked(person, case_id)
    if case.state == "taken":
        return case
    _refuse_decided(case)
    if case.invoice.status == "disputed":
        raise Conflict(DISPUTED)
    _decide(case, "taken", person, now)
    credited = crediting.bring_up_to_date(case.invoice, "guarantee", now)
    note(case.invoice, TAKEN, actor, now, credited=str(credited))
    _tell(case, letters.guarantee_taken(_named(case.invoice), credited), now)
    return case


@act.one_transaction
def decline(person: Person, case_id: int, reason: str, now: datetime) -> GuaranteeCase:
    """No credit before the client pays; `reason` goes to the member in these words.

    Declined already for this reason, nothing changes. Raises NotFound, Forbidden (also their own
    order), Invalid (`reason`) or Conflict (decided already).
    """
    case, actor = _locked(person, case_id)
    if (case.state, case.words) == ("declined", reason):
        return case
    _refuse_decided(case)
    refuse_faults(_reason_faults(reason))
    _decide(case, "declined", person, now, reason)
    note(case.invoice, DECLINED, actor, now, reason=reason)
    _tell(case, letters.guarantee_declined(_named(case.invoice), reason), now)
    return case


def _locked(person: Person, case_id: int) -> tuple[GuaranteeCase, Actor]:
    """The case with its invoice, both locked, and who decides."""
    actor = act.accountant(person)
    cases = GuaranteeCase.objects.filter(pk=case_id)
    invoice_id = cases.values_list("invoice", flat=True).first()
    if invoice_id is None:
        raise NotFound
    ledger.lock()
    invoice = access.locked_for_team(person, invoice_id)
    refuse_own(invoice.order, person)
    case = cases.select_for_update().get()
    case.invoice = invoice
    return case, actor


def _refuse_decided(case: GuaranteeCase) -> None:
    if case.state != "open":
        raise Conflict(DECIDED[case.state])


def _decide(
    case: GuaranteeCase, state: str, person: Person, now: datetime, reason: str = ""
) -> None:
    case.state, case.decided_by, case.decided_at, case.words = state, person, now, reason
    case.save(update_fields=["state", "decided_by", "decided_at", "words"])


def _reason_faults(reason: str) -> list[Fault]:
    missing = S("Write why the guarantee does not apply.")
    return wanted_text_faults("reason", reason, LONGEST_REASON, missing)


def _tell(case: GuaranteeCase, letter: Letter, now: datetime) -> None:
    taken = case.state == "taken"
    post.to_person(
        case.invoice.order.owner,
        letter,
        purpose="guarantee_taken" if taken else "guarantee_declined",
        cause=f"{OPENED}:{case.pk}",
        about=about(case.invoice.order_id),
        page="/account" if taken else f"/invoices/{case.invoice_id}",
        now=now,
    )


def _named(invoice: Invoice) -> CaseNamed:
    order = invoice.order
    if invoice.due_on is None:
        message = "an invoice over nothing is never a case"
        raise ValueError(message)
    return CaseNamed(
        number=str(invoice.number),
        title=order.title,
        member=order.owner.name,
        client=order.client.name if order.client else "",
        due_on=invoice.due_on,
        open=open_of(invoice),
        in_full=crediting.earning_of(invoice).in_full,
    )
