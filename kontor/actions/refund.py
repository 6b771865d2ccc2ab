"""Money that goes back to clients: to whose account, in which file, or why not (spec § 9, § 11)."""

import secrets
from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from stdnum import iban as ibans

from kontor.actions import act
from kontor.cooperative.own_data import cooperative
from kontor.formats import credit_transfer
from kontor.formats.credit_transfer import Transfer, TransferOrder
from kontor.foundation import files, history
from kontor.foundation.days import day_of
from kontor.foundation.history import Actor
from kontor.foundation.money import ZERO
from kontor.foundation.refusal import Conflict, Fault, NotFound, refuse_faults
from kontor.foundation.saying import say
from kontor.foundation.sentence import S
from kontor.foundation.text import is_blank, text_faults
from kontor.foundation.written import BERLIN
from kontor.people.models import Person
from kontor.receivables import ledger
from kontor.receivables.bank_models import BankEntry
from kontor.receivables.given import Given
from kontor.receivables.models import CreditTransferFile, Refund
from kontor.receivables.owed import received_of
from kontor.receivables.part_rules import EURO, words_faults
from kontor.receivables.refunding import remittance_text, with_causes

LATEST = timedelta(days=365)
DONE = S("This refund is in a file, paid or dropped already. Nothing was changed.")
CARRIED_OUT = S("This is the refund that the bank has carried out.")


@act.one_transaction
def drop(person: Person, refund_id: int, words: str, now: datetime) -> Refund:
    """It is not given back, for `words`. Raises Forbidden, NotFound, Conflict or Invalid."""
    actor = act.accountant(person)
    refund = _to_do(refund_id)
    refuse_faults(words_faults(words, S("Write why it is not paid back.")))
    refund.state, refund.words, refund.decided_by = "dropped", words, person
    refund.save(update_fields=["state", "words", "decided_by"])
    _note(refund, "refund_dropped", actor, now, text=words)
    return refund


@act.one_transaction
def set_account(person: Person, refund_id: int, name: str, iban: str, now: datetime) -> Refund:
    """Where it goes. Raises Forbidden, NotFound, Conflict or Invalid (`name`, `iban`)."""
    actor = act.accountant(person)
    refund = _to_do(refund_id)
    bare = ibans.compact(iban)
    refuse_faults([*_name_faults(name), *_iban_faults(bare)])
    refund.name, refund.iban = name, bare
    refund.save(update_fields=["name", "iban"])
    _note(refund, "refund_account", actor, now)
    return refund


@act.one_transaction
def make_file(
    person: Person, refund_ids: Collection[int], execution_on: date, now: datetime
) -> CreditTransferFile:
    """The pain.001 file with these refunds, kept; a refund is never in two of them.

    Raises Forbidden, NotFound, Conflict (one is not to do any more) or Invalid (`refunds`,
    `refunds[17]`: its account is missing, `execution_on`).
    """
    actor = act.accountant(person)
    refunds = _all_to_do(refund_ids)
    refuse_faults([*_choice_faults(refunds), *_day_faults(execution_on, day_of(now))])
    message_id = f"REFUNDS-{secrets.token_hex(12)}"
    file = CreditTransferFile.objects.create(
        message_id=message_id,
        execution_on=execution_on,
        sha256=files.store(_document(refunds, message_id, execution_on, now)),
        created_at=now,
        created_by=person,
    )
    for refund in refunds:
        refund.state, refund.file, refund.decided_by = "in_file", file, person
        refund.save(update_fields=["state", "file", "decided_by"])
        _note(refund, "refund_in_file", actor, now, message=message_id)
    return file


@act.one_transaction
def reopen(person: Person, refund_id: int, now: datetime) -> Refund:
    """To do again: the bank has refused its file, or it was dropped by mistake.

    Raises Forbidden, NotFound or Conflict (it is paid, or there is nothing to give back any more).
    """
    actor = act.accountant(person)
    refund = _locked(refund_id)
    if refund.state not in ("in_file", "dropped"):
        raise Conflict(S("This refund is to do or paid already. Nothing was changed."))
    there = _there(refund)
    if there <= 0:
        raise Conflict(S("There is nothing to give back any more. Nothing was changed."))
    refund.state, refund.file, refund.words, refund.decided_by = "to_do", None, "", person
    refund.save(update_fields=["state", "file", "words", "decided_by"])
    if refund.amount != there:
        refund.amount = there
        refund.save(update_fields=["amount"])
    _note(refund, "refund_reopened", actor, now)
    return refund


@act.one_transaction
def carried_out(person: Person, refund_id: int, entry_id: int, now: datetime) -> Refund:
    """The debit has paid the refund, where the bank has not brought its reference back.

    Raises Forbidden, NotFound or Conflict (paid or dropped, or the debit is another amount).
    """
    actor = act.accountant(person)
    refund = _locked(refund_id)
    entry = BankEntry.objects.filter(pk=entry_id).first()
    if entry is None:
        raise NotFound
    if refund.state not in ("to_do", "in_file"):
        raise Conflict(S("This refund is paid or dropped already. Nothing was changed."))
    if entry.rest != -refund.amount or entry.currency != EURO:
        raise Conflict(S("The entry is not over this amount. Nothing was changed."))
    given = Given("refunded", entry.rest, client_id=refund.client_id, reasons=[CARRIED_OUT])
    refund.paid_by = ledger.allocate(entry, given, person.pk, now)
    refund.state = "paid"
    refund.save(update_fields=["paid_by", "state"])
    _note(refund, "refund_paid", actor, now, entry=entry.pk)
    return refund


def _document(
    refunds: Sequence[Refund], message_id: str, execution_on: date, now: datetime
) -> bytes:
    house = cooperative()
    transfers = [
        Transfer(
            end_to_end=refund.end_to_end,
            name=refund.name,
            iban=refund.iban,
            amount=refund.amount,
            text=say(remittance_text(refund), "en" if refund.client.language == "en" else "de"),
        )
        for refund in refunds
    ]
    return credit_transfer.document(
        TransferOrder(
            message_id=message_id,
            created_at=now.astimezone(BERLIN).replace(tzinfo=None),
            execution_on=execution_on,
            holder=house.account_holder,
            iban=house.iban,
            bic=house.bic,
            transfers=transfers,
        )
    )


def _locked(refund_id: int) -> Refund:
    ledger.lock()
    refund = Refund.objects.select_for_update(of=("self",)).filter(pk=refund_id).first()
    if refund is None:
        raise NotFound
    return refund


def _to_do(refund_id: int) -> Refund:
    refund = _locked(refund_id)
    if refund.state != "to_do":
        raise Conflict(DONE)
    return refund


def _all_to_do(refund_ids: Collection[int]) -> list[Refund]:
    ledger.lock()
    rows = with_causes(Refund.objects.filter(pk__in=refund_ids))
    refunds = list(rows.select_for_update(of=("self",)).order_by("pk"))
    if len(refunds) != len(set(refund_ids)):
        raise NotFound
    if any(refund.state != "to_do" for refund in refunds):
        raise Conflict(
            S("One of these refunds is in a file, paid or dropped already. No file was made.")
        )
    return refunds


def _there(refund: Refund) -> Decimal:
    """What can be given back by now; of money paid without owing it, all or nothing."""
    if refund.cancelled is not None:
        return received_of(refund.cancelled)
    stands = refund.allocation is not None and refund.allocation.undone_at is None
    return refund.amount if stands else ZERO


def _choice_faults(refunds: Sequence[Refund]) -> list[Fault]:
    if not refunds:
        return [Fault("refunds", S("Choose at least one refund."), missing=True)]
    sentence = S("Enter the account of this refund first.")
    lacking = (each for each in refunds if not credit_transfer.reachable(each.iban))
    return [Fault(f"refunds[{each.pk}]", sentence, missing=True) for each in lacking]


def _day_faults(day: date, today: date) -> list[Fault]:
    if day < today:
        return [Fault("execution_on", S("Choose today or a later day."))]
    if day > today + LATEST:
        return [Fault("execution_on", S("Choose a day within a year."))]
    return []


def _name_faults(name: str) -> list[Fault]:
    longest = credit_transfer.LONGEST_NAME
    faults = [Fault("name", each) for each in text_faults(name, longest, multiline=False)]
    if is_blank(name) or not credit_transfer.plain(name, longest):
        faults.append(Fault("name", S("Enter who holds the account."), missing=True))
    return faults


def _iban_faults(bare: str) -> list[Fault]:
    if not bare:
        return [Fault("iban", S("Enter the IBAN."), missing=True)]
    if not ibans.is_valid(bare):
        return [Fault("iban", S("Check the IBAN: its digits do not add up."))]
    if not credit_transfer.reachable(bare):
        sentence = S("No SEPA transfer reaches this country. Pay it back by hand and drop it here.")
        return [Fault("iban", sentence)]
    return []


def _note(refund: Refund, event: str, actor: Actor, now: datetime, **more: Any) -> None:
    history.write(f"refund:{refund.pk}", event, actor, now, amount=str(refund.amount), **more)
