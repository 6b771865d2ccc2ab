"""Part of taking in a statement: what is certain is booked by itself, the rest waits for a person.

The ledger is locked (`ledger.lock`), so nothing that is open changes meanwhile but by cancelling or
disputing; the orders of what is booked are locked for that.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from kontor.actions import settle_invoice
from kontor.actions.settle_invoice import Moved
from kontor.formats.statement import StatementFile
from kontor.foundation.days import day_of
from kontor.foundation.history import Actor
from kontor.foundation.sentence import S, Sentence
from kontor.invoicing import access
from kontor.invoicing.models import Invoice
from kontor.receivables import intake, ledger, to_match
from kontor.receivables.bank_models import BankEntry
from kontor.receivables.doubt import doubt
from kontor.receivables.given import Given
from kontor.receivables.intake import TakenIn
from kontor.receivables.matching import Candidate, Index, match
from kontor.receivables.models import Refund

CHARGE = S("The bank charges it.")
NAMED_SINGLY = S("The bank has named its payments singly.")
REFUND = S("The bank has carried out a refund of ours.")


def doubts_about(read: StatementFile, now: datetime) -> list[Sentence]:
    """Why the whole file looks odd although every statement in it is sound."""
    arrived = intake.arriving(read)
    if not arrived:
        return []
    index = _index(day_of(now))
    asks = doubt([(each, match(each, index)) for each in arrived])
    return [asks] if asks else []


def book_certain(taken: TakenIn, actor: Actor, now: datetime) -> int:
    """Book what is certain; returns how many of the new entries are decided in full.

    Payments first: what comes back may have been paid in the same file.
    """
    for whole in taken.batches:
        ledger.allocate(whole, Given("other", whole.rest, reasons=[NAMED_SINGLY]), None, now)
    entries = [entry for entry in taken.new if entry.amount]  # banks book nothing, too
    for entry in entries:
        if entry.kind == "charge":
            ledger.allocate(entry, Given("charge", entry.amount, reasons=[CHARGE]), None, now)
        else:
            _book_refund(entry, now)
    payments = [entry for entry in entries if entry.kind != "return"]
    returns = [entry for entry in entries if entry.kind == "return"]
    _book_matched(payments, actor, now)
    _book_matched(returns, actor, now)
    return BankEntry.objects.filter(pk__in=[entry.pk for entry in taken.new], rest=0).count()


def _book_matched(entries: Sequence[BankEntry], actor: Actor, now: datetime) -> None:
    """In rounds, as what one has booked can make certain what another entry is for."""
    while entries:
        left = _round(entries, actor, now)
        if len(left) == len(entries):
            return
        entries = left


def _round(entries: Sequence[BankEntry], actor: Actor, now: datetime) -> list[BankEntry]:
    """One after the other; returns those that are not certain.

    The index is made anew only where a match rests on what has changed: what it still thinks open
    without being so can only make a match less certain.
    """
    today = day_of(now)
    index = _index(today)
    locked = _locked(_certain(entries, index))
    index = _index(today) if locked else index
    changed: set[int] = set()
    left = []
    for entry in entries:
        found = match(intake.received(entry), index).certain
        if found and not changed.isdisjoint(_invoices_of(found)):
            index, changed = _index(today), set()
            found = match(intake.received(entry), index).certain
        if found and locked.keys() >= _invoices_of(found):
            _book(entry, found, locked, actor, now)
            changed |= _invoices_of(found)
        else:
            left.append(entry)
    return left


def _certain(entries: Iterable[BankEntry], index: Index) -> set[int]:
    found = (match(intake.received(entry), index).certain for entry in entries)
    return {pk for each in found if each for pk in _invoices_of(each)}


def _invoices_of(found: Candidate) -> set[int]:
    return {part.invoice_id for part in found.parts}


def _locked(invoice_ids: set[int]) -> dict[int, Invoice]:
    rows = Invoice.objects.filter(pk__in=invoice_ids).order_by("order", "pk")
    return {pk: access.locked(pk) for pk in rows.values_list("pk", flat=True)}


def _index(today: date) -> Index:
    return Index.of(to_match.payable(today), to_match.earlier_payments(today))


def _book(
    entry: BankEntry, found: Candidate, locked: dict[int, Invoice], actor: Actor, now: datetime
) -> None:
    for part in found.parts:
        reasons = [reason.sentence for reason in found.reasons]
        given = Given("invoice", part.amount, part.invoice_id, reasons=reasons)
        booked = ledger.allocate(entry, given, None, now)
        moved = Moved(
            settle_invoice.RETURNED if part.amount < 0 else settle_invoice.PAYMENT,
            part.amount,
            f"allocation:{booked.pk}",
            entry.return_reason,
        )
        settle_invoice.settle(locked[part.invoice_id], moved, actor, now)


def _book_refund(entry: BankEntry, now: datetime) -> None:
    """A debit that bears the reference which our own file of credit transfers gave it."""
    if entry.amount >= 0 or not entry.end_to_end:
        return
    for refund in Refund.objects.select_for_update().filter(state="in_file", amount=-entry.amount):
        if refund.end_to_end == entry.end_to_end:
            given = Given("refunded", entry.amount, reasons=[REFUND])
            refund.paid_by = ledger.allocate(entry, given, None, now)
            refund.state = "paid"
            refund.save()
            return
