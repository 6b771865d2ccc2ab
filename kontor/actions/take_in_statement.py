"""A bank statement is taken in: read, doubted or booked, and what is certain settles its invoices.

Everything of a file happens in one transaction, so that half a statement is never booked.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kontor.actions import act, book_entries
from kontor.formats import statement_reader
from kontor.formats.statement import StatementFile, Unreadable
from kontor.foundation import files, history
from kontor.foundation.history import Actor
from kontor.foundation.kept_sentence import kept
from kontor.foundation.refusal import Conflict, Fault, Invalid, NotFound, refuse_faults
from kontor.foundation.sentence import S, Sentence
from kontor.foundation.text import is_blank, text_faults
from kontor.people.models import Person
from kontor.people.roles import Role
from kontor.receivables import intake, ledger
from kontor.receivables.bank_models import BankFile
from kontor.receivables.statement_words import noted, unreadable

LONGEST_REASON = 500
COMMAND = Actor(Role.ACCOUNTANT.value)


@dataclass(frozen=True)
class Taken:
    """What became of a file: held with its doubts, or booked. `again`: it was here before.

    `known` of its entries were here already; of the `new` ones `settled` are decided.
    """

    file: BankFile
    new: int = 0
    known: int = 0
    settled: int = 0
    again: bool = False


def take_in(person: Person | None, name: str, data: bytes, now: datetime) -> Taken:
    """Take in a file of statements; `person` None: by the command.

    Raises Forbidden (accountants only) or Invalid (`file`: it cannot be read, and why).
    """
    actor = act.accountant(person) if person else COMMAND
    read = read_or_refuse(name, data)
    sha256 = files.store(data)
    with act.one_transaction():
        ledger.lock()
        had = BankFile.objects.filter(sha256=sha256).exclude(state="set_aside").first()
        if had is not None:
            return Taken(had, known=_entries_in(read), again=True)
        file = BankFile(
            name=name[-255:],
            sha256=sha256,
            size=len(data),
            format=read.format,
            notes=kept([*intake.gaps_before(read), *(noted(note) for note in read.notes)]),
            imported_at=now,
            imported_by=person,
        )
        doubts = intake.doubts_about(read) or book_entries.doubts_about(read, now)
        if doubts:
            return _hold(file, doubts, actor, now)
        return _book(file, read, actor, now)


def book_held(person: Person, file_id: int, reason: str, now: datetime) -> Taken:
    """Book a held file in spite of its doubts. Raises Forbidden, NotFound, Conflict, Invalid."""
    actor = act.accountant(person)
    with act.one_transaction():
        ledger.lock()
        file = _held(file_id)
        refuse_faults(_reason_faults(reason))
        file.decided_at, file.decided_by, file.reason = now, person, reason
        return _book(file, read_or_refuse(file.name, files.read(file.sha256)), actor, now)


@act.one_transaction
def set_aside(person: Person, file_id: int, now: datetime) -> BankFile:
    """Throw a held file away; nothing of it was booked. Raises Forbidden, NotFound, Conflict."""
    actor = act.accountant(person)
    ledger.lock()
    file = _held(file_id)
    file.state, file.decided_at, file.decided_by = "set_aside", now, person
    file.save()
    _note(file, "statement_set_aside", actor, now)
    return file


def read_or_refuse(name: str, data: bytes) -> StatementFile:
    """The statements in the bytes. Raises Invalid with a sentence at `file`."""
    try:
        return statement_reader.read(data, name)
    except Unreadable as reason:
        raise Invalid([Fault("file", unreadable(reason))]) from reason


def _hold(file: BankFile, doubts: Sequence[Sentence], actor: Actor, now: datetime) -> Taken:
    file.state, file.doubts = "held", kept(doubts)
    file.save()
    _note(file, "statement_held", actor, now)
    return Taken(file)


def _book(file: BankFile, read: StatementFile, actor: Actor, now: datetime) -> Taken:
    file.state = "booked"
    file.save()
    taken = intake.keep(file, read, actor.id, now)
    settled = book_entries.book_certain(taken, actor, now)
    _note(file, "statement", actor, now, new=len(taken.new), known=taken.known, settled=settled)
    return Taken(file, len(taken.new), taken.known, settled)


def _held(file_id: int) -> BankFile:
    file = BankFile.objects.select_for_update(of=("self",)).filter(pk=file_id).first()
    if file is None:
        raise NotFound
    if file.state != "held":
        raise Conflict(S("This file is decided already. Nothing was changed."))
    return file


def _reason_faults(reason: str) -> list[Fault]:
    wrong = text_faults(reason, LONGEST_REASON, multiline=True)
    faults = [Fault("reason", each) for each in wrong]
    if is_blank(reason):
        sentence = S("Write why it may be booked all the same.")
        faults.append(Fault("reason", sentence, missing=True))
    return faults


def _entries_in(read: StatementFile) -> int:
    return sum(len(statement.entries) for statement in read.statements)


def _note(file: BankFile, event: str, actor: Actor, now: datetime, **more: Any) -> None:
    about = f"bank_file:{file.pk}"
    history.write(about, event, actor, now, name=file.name, **more)
