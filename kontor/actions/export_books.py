"""The books of a period for the tax adviser, and tables of it; the history tells who took them."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import reduce
from hashlib import sha256
from typing import Final

from kontor.actions import act
from kontor.actions.keep_ledger import numbers_now
from kontor.cooperative.ledger_account_list import number_of
from kontor.cooperative.own_data import cooperative
from kontor.formats import datev
from kontor.formats.datev import Batch, Booking
from kontor.foundation import history
from kontor.foundation.history import Actor
from kontor.foundation.refusal import Fault, refuse_faults
from kontor.foundation.sentence import S, Sentence
from kontor.foundation.written import BERLIN
from kontor.invoicing.auditor_period import period_faults
from kontor.people.models import Person
from kontor.receivables import booking_facts, ledger
from kontor.receivables.bookings import (
    Accounts,
    bookings,
    client_ids,
    debits,
    fiscal_year,
    last_debtor,
    missing,
)

ABOUT: Final = "books_export"
BATCH: Final = "bookings"


@act.one_transaction
def export_bookings(
    person: Person,
    first: date | None,
    last: date | None,
    now: datetime,
    *,
    without_undecided: bool = False,
) -> bytes:
    """The DATEV file with all that was issued and all money that moved in the period.

    No money moves meanwhile. Raises Forbidden, or Invalid: `first`, `last`, `numbers` where one of
    the house is not set, `without_undecided` where entries of the bank would be left out unasked.
    """
    actor = act.exports(person)
    ledger.lock()
    accounts = numbers_now()
    refuse_faults(period_faults(first, last))
    if first is None or last is None:
        return b""
    refuse_faults(_year_faults(accounts, first, last))
    if not without_undecided:
        refuse_faults(_undecided_faults(first, last))
    made = _bookings(accounts, first, last)
    file = datev.batch_file(_batch(accounts, first, last, now), made)
    more = {"sum": str(debits(made)), "sha256": sha256(file).hexdigest()}
    _note(actor, now, BATCH, (first, last), len(made), **more)
    return file


@act.one_transaction
def note_table(
    person: Person, table: str, period: tuple[date, date], count: int, now: datetime
) -> None:
    """Somebody takes a table of the period with so many rows. Raises Forbidden."""
    _note(act.exports(person), now, table, period, count)


def _bookings(accounts: Accounts, first: date, last: date) -> list[Booking]:
    """Those of the period, once everything that they need is set."""
    invoiced = booking_facts.invoiced_between(first, last)
    moved = booking_facts.moved_between(first, last)
    refuse_faults(_number_faults(missing(accounts, invoiced, moved)))
    clients = client_ids(invoiced, moved)
    refuse_faults(_debtor_faults(accounts, max(clients, default=0)))
    made = bookings(accounts, invoiced, moved)
    refuse_faults(_size_faults(made))
    return made


def _batch(accounts: Accounts, first: date, last: date, now: datetime) -> Batch:
    return Batch(
        consultant=int(accounts["consultant"]),
        client=int(accounts["client"]),
        fiscal_year_from=fiscal_year(first, int(accounts["fiscal_month"]))[0],
        account_length=int(accounts["account_length"]),
        first=first,
        last=last,
        title=f"{cooperative().short_name} {first:%d.%m.%Y}-{last:%d.%m.%Y}",
        made_at=now.astimezone(BERLIN).replace(tzinfo=None),
    )


def _year_faults(accounts: Accounts, first: date, last: date) -> list[Fault]:
    """Days stand without their year in the file, so all of them lie in one."""
    if not accounts["fiscal_month"]:
        return []
    _, ends = fiscal_year(first, int(accounts["fiscal_month"]))
    sentence = S("The fiscal year ends on {day}. Export what comes after it by itself.", day=ends)
    return [Fault("last", sentence)] if last > ends else []


def _undecided_faults(first: date, last: date) -> list[Fault]:
    n = booking_facts.undecided_between(first, last)
    sentence = S.plural(
        "{n} bank entry of this period is undecided or not in euros. Decide it first, or export"
        " without it.",
        "{n} bank entries of this period are undecided or not in euros. Decide them first, or"
        " export without them.",
        n,
    )
    return [Fault("without_undecided", sentence)] if n else []


def _number_faults(keys: Sequence[str]) -> list[Fault]:
    if not keys:
        return []
    first, *others = (number_of(key).title for key in keys)
    named = reduce(_beside, others, first)
    sentence = S("These numbers are not set: {numbers}. Administrators set them.", numbers=named)
    return [Fault("numbers", sentence, missing=True)]


def _beside(said: Sentence, more: Sentence) -> Sentence:
    return S("{one}; {more}", one=said, more=more)


def _debtor_faults(accounts: Accounts, highest: int) -> list[Fault]:
    last = last_debtor(int(accounts["account_length"]))
    if int(accounts["debtors"]) + highest <= last:
        return []
    sentence = S(
        "There are more clients than accounts up to {last}. Administrators choose longer accounts.",
        last=str(last),
    )
    return [Fault("numbers", sentence)]


def _size_faults(made: Sequence[Booking]) -> list[Fault]:
    if not made:
        sentence = S("Nothing was issued and no money moved in this period.")
        return [Fault("last", sentence)]
    if len(made) > datev.MOST_BOOKINGS:
        return [Fault("last", S("These are too many bookings for one file. Choose less."))]
    return []


def _note(
    actor: Actor, now: datetime, what: str, period: tuple[date, date], count: int, **more: str
) -> None:
    first, last = (day.isoformat() for day in period)
    history.write(
        ABOUT, "export", actor, now, what=what, first=first, last=last, count=count, **more
    )
