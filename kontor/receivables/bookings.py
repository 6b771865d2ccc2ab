"""What invoices and money are in the tax adviser's books: account against account. Pure.

Each client has an account of its own. An invoice debits it and credits revenue, a cancellation
invoice the other way round; what is paid credits it and debits the bank, what comes back or is
given back the other way round. What members are credited is no matter of these books.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from kontor.cooperative.ledger_account_list import BANK, REVENUE, TAX_KEY
from kontor.formats.datev import Booking

ALWAYS: Final = ("consultant", "client", "account_length", "fiscal_month", "debtors")
OF_NO_CLIENT: Final = {"charge": "charges", "other": "clearing"}
WRITTEN_OFF: Final = "written_off"
REVERSE_CHARGE: Final = "reverse_charge"

Accounts = Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Invoiced:
    """An invoice, or a cancellation invoice with the number of what it `cancels`.

    `amounts`: gross by treatment, of a cancellation invoice below zero.
    """

    number: str
    cancels: str
    client_id: int
    client: str
    vat_number: str
    issued_on: date
    due_on: date | None
    amounts: tuple[tuple[str, Decimal], ...]


@dataclass(frozen=True, kw_only=True)
class Moved:
    """A part of a bank entry and what it is for, or what was written off (`iban` is empty).

    `amount`: with the sign of the entry. `invoice`: its number, or what else names it.
    """

    purpose: str
    amount: Decimal
    day: date
    iban: str
    client_id: int | None
    voucher: str
    text: str


def missing(accounts: Accounts, invoiced: Iterable[Invoiced], moved: Iterable[Moved]) -> list[str]:
    """The keys of all numbers that are needed for these and not set, in the order of the page."""
    needed = {*ALWAYS, *(key for each in invoiced for key in _of_invoice(each))}
    needed.update(key for each in moved for key in _of_money(each))
    unset = [key for key, value in accounts.items() if key in needed and not value]
    return unset + sorted(needed - accounts.keys())


def bookings(
    accounts: Accounts, invoiced: Iterable[Invoiced], moved: Iterable[Moved]
) -> list[Booking]:
    """All of them, day by day. KeyError or an empty account where something is `missing`."""
    made = [booking for each in invoiced for booking in _invoice(accounts, each)]
    made += [_money(accounts, each) for each in moved]
    return sorted(made, key=lambda booking: booking.day)


def debtor(accounts: Accounts, client_id: int) -> str:
    """The client's own account."""
    return str(int(accounts["debtors"]) + client_id)


def last_debtor(account_length: int) -> int:
    """The highest account that a customer can have; from 7 on they are suppliers'."""
    return int(7 * 10**account_length) - 1


def fiscal_year(day: date, month: int) -> tuple[date, date]:
    """First and last day of the year that begins with the month and has the day in it."""
    year = day.year if day.month >= month else day.year - 1
    return date(year, month, 1), date(year + 1, month, 1) - timedelta(days=1)


def client_ids(invoiced: Iterable[Invoiced], moved: Iterable[Moved]) -> set[int]:
    """Of all clients whose account is named."""
    of_money = {each.client_id for each in moved if each.purpose not in OF_NO_CLIENT}
    return {each.client_id for each in invoiced} | {pk for pk in of_money if pk is not None}


def debits(made: Sequence[Booking]) -> Decimal:
    """The sum of all bookings, each counted once."""
    return sum((booking.amount for booking in made), Decimal("0.00"))


def _of_invoice(invoiced: Invoiced) -> Iterator[str]:
    return (f"{REVENUE}{treatment}" for treatment, amount in invoiced.amounts if amount)


def _of_money(moved: Moved) -> Iterator[str]:
    yield WRITTEN_OFF if moved.purpose == WRITTEN_OFF else f"{BANK}{moved.iban}"
    if moved.purpose in OF_NO_CLIENT or moved.client_id is None:
        yield OF_NO_CLIENT.get(moved.purpose, "clearing")


def _invoice(accounts: Accounts, invoiced: Invoiced) -> Iterator[Booking]:
    """One booking for each treatment; the client's item is that of the cancelled invoice."""
    text = f"{invoiced.number} {invoiced.client}" if invoiced.cancels else invoiced.client
    for treatment, amount in invoiced.amounts:
        if amount:
            yield Booking(
                amount=abs(amount),
                debit=amount > 0,
                account=debtor(accounts, invoiced.client_id),
                contra=accounts[f"{REVENUE}{treatment}"],
                tax_key=accounts.get(f"{TAX_KEY}{treatment}", ""),
                day=invoiced.issued_on,
                voucher=invoiced.cancels or invoiced.number,
                text=text,
                vat_number=invoiced.vat_number if treatment == REVERSE_CHARGE else "",
                due_on=invoiced.due_on,
            )


def _money(accounts: Accounts, moved: Moved) -> Booking:
    """The bank against the client, the charges or what is neither; nothing of it is revenue."""
    off = moved.purpose == WRITTEN_OFF
    if moved.purpose in OF_NO_CLIENT or moved.client_id is None:
        contra = accounts[OF_NO_CLIENT.get(moved.purpose, "clearing")]
    else:
        contra = debtor(accounts, moved.client_id)
    return Booking(
        amount=abs(moved.amount),
        debit=moved.amount > 0,
        account=accounts[WRITTEN_OFF if off else f"{BANK}{moved.iban}"],
        contra=contra,
        day=moved.day,
        voucher=moved.voucher,
        text=moved.text,
    )
