"""camt.053 and camt.054 of any version, by local names, as leniently as banks write them. Pure."""

import re
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Final

from kontor.formats.camt_balance import (
    OF_BEFORE,
    OF_THE_DAY,
    Balance,
    balance_of,
    first_and_last,
    named_period,
)
from kontor.formats.camt_detail import Detail, detail_of
from kontor.formats.camt_entry import (
    NOBODY,
    UNDATED,
    Account,
    booking_of,
    entries_of,
    is_booked,
)
from kontor.formats.plain_xml import Node, nodes
from kontor.formats.statement import (
    Entry,
    NoteCode,
    Statement,
    StatementFile,
    Trouble,
    Unreadable,
)
from kontor.formats.statement_pages import Page, account_number, join_pages, look_at_statement
from kontor.formats.statement_values import Notes, amount_of, count_of, currency_of, iso_day

NOTIFICATION: Final = "BkToCstmrDbtCdtNtfctn"
READ: Final = {"BkToCstmrStmt": "camt.053", NOTIFICATION: "camt.054"}
NOT_READ: Final = {
    "BkToCstmrAcctRpt": Trouble.INTRADAY,
    "CstmrCdtTrfInitn": Trouble.ORDER,
    "CstmrDrctDbtInitn": Trouble.ORDER,
    "CstmrPmtStsRpt": Trouble.STATUS_REPORT,
}
_CUT: Final = frozenset({"Acct", "TxDtls", "Ntry", "Stmt", "Ntfctn"})
_MESSAGE: Final = re.compile(rf"<(?:[\w.-]+:)?({'|'.join([*READ, *NOT_READ])})[\s/>]")
_VERSION: Final = re.compile(r"camt\.05[34]\.\d{3}\.\d{2}")


@dataclass
class _Pass:
    """What is known while a file goes by."""

    format: str
    notes: Notes = field(default_factory=Notes)
    account: Account = NOBODY
    details: list[Detail] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    reversals: set[int] = field(default_factory=set)  # places in entries
    bookings: int = 0  # of this statement
    total: Decimal = Decimal(0)  # of them, whatever their sense
    pending: int = 0
    seen: int = 0  # bookings of the whole file
    undated: int = 0  # the first one of this statement without a day


def read_camt(text: str) -> StatementFile:
    """The statements of a file.

    Raises:
        Unreadable: another message, no statement in it, or a statement without account, closing
            balance (in a camt.053) or with a booking without amount, day or sense.
    """
    kind = _kind_of(text)
    going = _Pass(kind)
    pages: list[Page] = []
    for node in nodes(text, _CUT):
        if node.name == "Acct":
            going.account = Account(_number(node), currency_of(node.said("Ccy")))
        elif node.name == "TxDtls":
            going.details.append(detail_of(node, going.account.currency, going.notes))
        elif node.name == "Ntry":
            _take_booking(node, going)
        else:
            pages.append(_page(node, going))
    if not pages:
        raise Unreadable(Trouble.NO_STATEMENT)
    if not _VERSION.search(text):
        going.notes.add(NoteCode.NO_NAMESPACE, format=kind)
    statements = join_pages(pages)
    for statement in statements:
        look_at_statement(statement, going.notes)
    if not any(each.entries or each.closing is not None for each in statements):
        raise Unreadable(Trouble.NO_STATEMENT)
    return StatementFile(kind, statements, going.notes.all())


def _kind_of(text: str) -> str:
    """The message with its version; raises Unreadable for what is no statement."""
    found = _MESSAGE.search(text)
    if found is None:
        for _ in nodes(text, frozenset()):
            pass  # broken, or with a DOCTYPE: that is to be said first
        root = re.search(r"<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)", text)
        raise Unreadable(Trouble.OTHER_XML, root=root[1] if root else "")
    if found[1] in NOT_READ:
        raise Unreadable(NOT_READ[found[1]])
    version = _VERSION.search(text)
    return version[0] if version else READ[found[1]]


def _take_booking(node: Node, going: _Pass) -> None:
    details, going.details = going.details, []
    going.seen += 1
    if not is_booked(node):
        going.pending += 1
        return
    booking = booking_of(node, going.account, going.seen, going.notes)
    if booking.booked_on == UNDATED:
        going.undated = going.undated or booking.number
    going.bookings += 1
    going.total += abs(booking.amount)
    first = len(going.entries)
    going.entries += entries_of(node, booking, details, going.notes)
    if booking.reversal:
        going.reversals |= set(range(first, len(going.entries)))


def _page(node: Node, going: _Pass) -> Page:
    """The statement that ends here; what was gathered for it is let go."""
    notes = going.notes
    balances = [balance_of(found, notes) for found in node.each("Bal")]
    opening, closing = first_and_last(balances)
    if node.name == "Ntfctn":
        notes.add(NoteCode.NO_BALANCES)
    elif closing is None:
        raise Unreadable(Trouble.NO_CLOSING)
    if going.pending:
        notes.add(NoteCode.PENDING, n=going.pending)
    _look_at_totals(node, going)
    if going.undated:
        _date_entries(node, going, opening, closing)
    first, last = _period(node, going, opening, closing)
    statement = Statement(
        iban=account_number(going.account.iban, notes),
        currency=_currency(going, closing or opening),
        number=node.said("LglSeqNb") or node.said("ElctrncSeqNb") or node.said("Id"),
        from_day=first,
        to_day=last,
        opening=opening.amount if opening else None,
        closing=closing.amount if closing else None,
        entries=tuple(going.entries),
    )
    statement = _reversals_turned(statement, going)
    going.account = NOBODY
    going.entries, going.reversals = [], set()
    going.bookings, going.total, going.pending, going.undated = 0, Decimal(0), 0, 0
    return Page(
        statement,
        opens_midway=opening is not None and opening.intermediate,
        closes_midway=closing is not None and closing.intermediate,
    )


def _reversals_turned(statement: Statement, going: _Pass) -> Statement:
    """With the sense of reversals as booked, as ISO 20022 wants it.

    Some banks write the sense of what is reversed. The balances decide: only where they fit so and
    not otherwise, the sense is turned.
    """
    if not statement.difference or not going.reversals:
        return statement
    turned = replace(
        statement,
        entries=tuple(
            replace(entry, amount=-entry.amount) if place in going.reversals else entry
            for place, entry in enumerate(statement.entries)
        ),
    )
    if not turned.balanced:
        return statement
    going.notes.add(NoteCode.REVERSALS_TURNED, n=len(going.reversals))
    return turned


def _date_entries(
    node: Node, going: _Pass, opening: Balance | None, closing: Balance | None
) -> None:
    """Entries without a day have that of a statement of one day; of a longer one they have none."""
    first, day = named_period(node)
    if not (first and day) and opening and closing and opening.code != OF_BEFORE:
        first, day = opening.day, closing.day
    if day is None or first != day:
        raise Unreadable(Trouble.NO_DAY, entry=going.undated)
    going.notes.add(NoteCode.ENTRY_DAY)
    going.entries = [
        replace(entry, booked_on=day) if entry.booked_on == UNDATED else entry
        for entry in going.entries
    ]


def _period(
    node: Node, going: _Pass, opening: Balance | None, closing: Balance | None
) -> tuple[date, date]:
    """As the bank names it; else from the first to the last day of booking and balances."""
    days = [entry.booked_on for entry in going.entries]
    if closing is not None and closing.day is not None:
        days.append(closing.day)
        if opening is not None and opening.day is not None and opening.code == OF_THE_DAY:
            days.append(min(opening.day, closing.day))
    first, last = named_period(node)
    made = node.said("CreDtTm")
    if not days and made:
        going.notes.add(NoteCode.STATEMENT_DAY)
        days = [iso_day(made)]
    begin = first or min(days, default=None)
    end = last or max(days, default=None)
    if begin is None or end is None:
        raise Unreadable(Trouble.NO_DAY, entry=0)
    return min([begin, *days]), max([end, *days])


def _look_at_totals(node: Node, going: _Pass) -> None:
    """The bank's own count and sum; some count what is pending, too."""
    count = count_of(node.said("TxsSummry", "TtlNtries", "NbOfNtries"))
    if count is not None and count not in (going.bookings, going.bookings + going.pending):
        going.notes.add(NoteCode.TOTALS_DIFFER, said=count, found=going.bookings)
        return
    named = node.first("TxsSummry", "TtlNtries", "Sum")
    if named is None or not named.text or going.pending:
        return
    total = amount_of(named.text)
    if total != going.total:
        currency = going.account.currency
        going.notes.add(NoteCode.TOTALS_DIFFER, said=total, found=going.total, currency=currency)


def _currency(going: _Pass, balance: Balance | None) -> str:
    named = (
        going.account.currency,
        balance.currency if balance else "",
        going.entries[0].currency if going.entries else "",
    )
    found = next((currency for currency in named if currency), "")
    if not found:
        raise Unreadable(Trouble.NO_CURRENCY, entry=0)
    return found


def _number(account: Node) -> str:
    return account.said("Id", "IBAN") or account.said("Id", "Othr", "Id")
