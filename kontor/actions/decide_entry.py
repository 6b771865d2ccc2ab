"""An accountant decides what a bank entry is for, or takes a decision back (spec § 11).

Each act locks the ledger first, then the orders of its invoices by their id.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from decimal import Decimal

from kontor.actions import act, settle_invoice, take_back
from kontor.actions.review_order import refuse_own
from kontor.actions.settle_invoice import Moved
from kontor.foundation import history
from kontor.foundation.days import day_of
from kontor.foundation.history import Actor
from kontor.foundation.money import CENT
from kontor.foundation.refusal import Conflict, Fault, NotFound, refuse_faults
from kontor.foundation.sentence import S, Sentence
from kontor.foundation.written import Money
from kontor.invoicing import access
from kontor.invoicing.models import Invoice
from kontor.people.models import Person
from kontor.receivables import ledger
from kontor.receivables.bank_models import BankEntry
from kontor.receivables.given import Given
from kontor.receivables.models import Allocation, Refund
from kontor.receivables.owed import open_of, received_of
from kontor.receivables.part_rules import part_faults, words_faults

__all__ = ["Given", "decide", "undo", "undo_all", "use_credit", "write_off"]


@act.one_transaction
def decide(
    person: Person, entry_id: int, parts: Sequence[Given], shown_rest: Decimal, now: datetime
) -> list[Allocation]:
    """Give parts of the entry to what they are for; `shown_rest` is what the person saw undecided.

    Raises Forbidden (also their own order), NotFound, Conflict (decided meanwhile) or Invalid
    (`parts[0].amount` and the like).
    """
    actor = act.accountant(person)
    ledger.lock()
    entry = BankEntry.objects.filter(pk=entry_id).first()
    if entry is None:
        raise NotFound
    if entry.rest != shown_rest:
        raise Conflict(_changed(entry))
    invoices = _locked({part.invoice_id for part in parts if part.invoice_id})
    for invoice in invoices.values():
        refuse_own(invoice.order, person)
    credit = entry.amount > 0
    limits = {pk: open_of(each) if credit else received_of(each) for pk, each in invoices.items()}
    refuse_faults(part_faults(entry, parts, limits))
    booked = [_book(entry, part, invoices, actor, now) for part in parts]
    _note(entry, "entry_decided", actor, now, booked)
    return booked


@act.one_transaction
def undo(person: Person, allocation_id: int, now: datetime) -> Allocation:
    """Take back what a part of an entry is for, or what was written off; it is undecided again.

    Raises Forbidden (also their own order), NotFound, or Conflict where it is undone already or
    something rests on it.
    """
    return undo_all(person, [allocation_id], now)[0]


@act.one_transaction
def undo_all(person: Person, allocation_ids: Sequence[int], now: datetime) -> list[Allocation]:
    """Take several back at once, all or none; refuses as `undo` does."""
    actor = act.accountant(person)
    ledger.lock()
    allocations = [_standing(each) for each in allocation_ids]
    _locked({each.invoice_id for each in allocations if each.invoice_id})
    for allocation in allocations:
        take_back.take_back(allocation, person, actor, now)
        if allocation.entry is not None:
            _note(allocation.entry, "entry_undone", actor, now, [allocation])
    return allocations


@act.one_transaction
def write_off(  # noqa: PLR0913  # the parts of a decision
    person: Person,
    invoice_id: int,
    amount: Decimal,
    words: str,
    now: datetime,
    *,
    shown_open: Decimal | None = None,
) -> Allocation:
    """Nobody claims this part of the invoice any more: bank charges, or cents.

    `shown_open` is what the person saw open; None where they saw no page. Raises Forbidden (also
    their own order), NotFound, Conflict (nothing is open, or another amount) or Invalid (`amount`,
    `words`).
    """
    actor = act.accountant(person)
    ledger.lock()
    invoice = access.locked_for_team(person, invoice_id)
    refuse_own(invoice.order, person)
    still_open = open_of(invoice)
    if not still_open:
        raise Conflict(S("Nothing is open of this invoice. Nothing was changed."))
    if shown_open is not None and shown_open != still_open:
        raise Conflict(
            S(
                "Of this invoice {open} are open now. Here is the latest; nothing was changed.",
                open=Money(still_open),
            )
        )
    refuse_faults([*_amount_faults(amount, still_open), *words_faults(words, _WHY)])
    given = Given("written_off", amount, invoice.pk, words=words)
    booked = ledger.write_off(given, day_of(now), person.pk, now)
    moved = Moved(settle_invoice.WRITTEN_OFF, amount, f"allocation:{booked.pk}", words)
    settle_invoice.settle(invoice, moved, actor, now)
    return booked


@act.one_transaction
def use_credit(person: Person, allocation_id: int, invoice_id: int, now: datetime) -> Allocation:
    """Give money that is kept for a client to an open invoice of that client; the rest stays kept.

    Raises Forbidden (also their own order), NotFound or Conflict (no longer kept, another client,
    or nothing is open).
    """
    actor = act.accountant(person)
    ledger.lock()
    kept = _standing(allocation_id)
    if kept.purpose != "credit" or kept.entry is None or kept.client is None:
        raise NotFound
    invoice = access.locked_for_team(person, invoice_id)
    refuse_own(invoice.order, person)
    owner = kept.client.merged_into_id or kept.client.pk
    if invoice.order.client_id != owner:
        raise Conflict(S("This invoice is another client’s. Nothing was changed."))
    amount = min(kept.amount, open_of(invoice))
    if not amount:
        raise Conflict(S("Nothing is open of this invoice. Nothing was changed."))
    ledger.undo(kept, person.pk, now)
    parts = [Given("invoice", amount, invoice.pk)]
    if amount < kept.amount:
        parts.append(Given("credit", kept.amount - amount, client_id=owner, words=kept.words))
    booked = [_book(kept.entry, part, {invoice.pk: invoice}, actor, now) for part in parts]
    _note(kept.entry, "credit_used", actor, now, booked)
    return booked[0]


def _book(
    entry: BankEntry,
    part: Given,
    invoices: dict[int, Invoice],
    actor: Actor,
    now: datetime,
) -> Allocation:
    booked = ledger.allocate(entry, part, actor.id, now)
    if part.purpose == "refund":
        _to_give_back(entry, booked, now)
    if part.invoice_id is not None:
        moved = Moved(
            settle_invoice.RETURNED if part.amount < 0 else settle_invoice.PAYMENT,
            part.amount,
            f"allocation:{booked.pk}",
            entry.return_reason or part.words,
        )
        settle_invoice.settle(invoices[part.invoice_id], moved, actor, now)
    return booked


def _to_give_back(entry: BankEntry, booked: Allocation, now: datetime) -> None:
    if booked.client is None:
        message = "a refund is somebody’s"
        raise ValueError(message)
    Refund.objects.create(
        client=booked.client,
        allocation=booked,
        amount=booked.amount,
        iban=entry.iban[:34],
        name=entry.name or booked.client.name,
        created_at=now,
    )


def _locked(invoice_ids: Collection[int]) -> dict[int, Invoice]:
    """Those that are issued, locked in the order of their orders."""
    rows = Invoice.objects.filter(pk__in=invoice_ids, number__isnull=False)
    rows = rows.exclude(kind="cancellation").order_by("order", "pk")
    return {pk: access.locked(pk) for pk in rows.values_list("pk", flat=True)}


def _standing(allocation_id: int) -> Allocation:
    rows = Allocation.objects.select_for_update(of=("self",)).select_related("entry", "client")
    found = rows.filter(pk=allocation_id).first()
    if found is None:
        raise NotFound
    if found.undone_at is not None:
        raise Conflict(S("This is undone already. Nothing was changed."))
    return found


_WHY = S("Write why nobody claims it any more.")


def _amount_faults(amount: Decimal, still_open: Decimal) -> list[Fault]:
    if amount <= 0 or amount != amount.quantize(CENT):
        return [Fault("amount", S("Enter an amount above zero."), missing=not amount)]
    if amount > still_open:
        sentence = S("Only {limit} are open of this invoice.", limit=Money(still_open))
        return [Fault("amount", sentence)]
    return []


def _changed(entry: BankEntry) -> Sentence:
    if not entry.rest:
        return S("This entry is decided meanwhile. Nothing was changed.")
    return S(
        "Of this entry {rest} are undecided now. Here is the latest; nothing was changed.",
        rest=Money(entry.rest),
    )


def _note(
    entry: BankEntry, event: str, actor: Actor, now: datetime, booked: Sequence[Allocation]
) -> None:
    parts = [
        {"allocation": each.pk, "purpose": each.purpose, "amount": str(each.amount)}
        for each in booked
    ]
    history.write(f"bank_entry:{entry.pk}", event, actor, now, parts=parts)
