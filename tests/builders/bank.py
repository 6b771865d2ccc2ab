"""Bank data as rows, written past the acts, and issued invoices that wait for money."""

from datetime import date, datetime
from decimal import Decimal
from itertools import count
from typing import Any

from kontor.actions import decide_entry, refund
from kontor.actions.decide_entry import Given
from kontor.cooperative.own_data import cooperative
from kontor.foundation.written import BERLIN
from kontor.invoicing.models import Invoice
from kontor.receivables.bank_models import BankAccount, BankEntry, BankFile, BankStatement
from kontor.receivables.models import CreditTransferFile, Refund
from tests.builders import orders
from tests.builders.links import linked
from tests.cast import Cast

LATER = datetime(2027, 2, 3, 10, tzinfo=BERLIN)
DAY = date(2027, 2, 2)
IBAN = "FR1420041010050500013M02606"
_numbers = count(1)


def waiting(people: Cast, number: str = "RE-2027-000001", **changes: Any) -> Invoice:
    """An invoice over 2,100.00 of a new order, issued on 18 January, due on 1 February."""
    order = orders.active(people.owner, people.advisor, people.client, **changes)
    return linked(order, number).invoice


def file(state: str = "booked", name: str = "statement.xml", **changes: Any) -> BankFile:
    """A statement file that was taken in."""
    values = {"sha256": f"{next(_numbers):064x}", "size": 4711, "format": "camt.053"}
    values |= {"imported_at": LATER, **changes}
    return BankFile.objects.create(name=name, state=state, **values)


def statement(of: BankFile | None = None, to_day: date = DAY) -> BankStatement:
    """A statement of the cooperative's own account, of one day."""
    iban = cooperative().iban
    account, _ = BankAccount.objects.get_or_create(iban=iban, defaults={"added_at": LATER})
    return BankStatement.objects.create(
        file=of or file(), account=account, from_day=to_day, to_day=to_day, opening=0, closing=0
    )


def entry(amount: str = "2100.00", **changes: Any) -> BankEntry:
    """Money that came in, or went out, which nobody has decided about yet."""
    row = changes.pop("statement", None) or statement()
    values = {
        "key": f"key {next(_numbers)}",
        "booked_on": DAY,
        "currency": "EUR",
        "kind": "payment",
        "name": "LEFEVRE SAS",
        "iban": IBAN,
        "reference": "Facture 2027 000001",
        **changes,
    }
    amount_of = Decimal(amount)
    return BankEntry.objects.create(
        statement=row, account=row.account, amount=amount_of, rest=amount_of, **values
    )


def to_pay_back(people: Cast, amount: str = "50.00", **changes: Any) -> Refund:
    """A refund to do: of money that the client paid without owing it."""
    arrived = entry(amount, **changes)
    given = Given("refund", arrived.amount, client_id=people.client.pk)
    decide_entry.decide(people.accountant, arrived.pk, [given], arrived.rest, LATER)
    return Refund.objects.latest("pk")


def transfers(people: Cast) -> CreditTransferFile:
    """A file for the bank with one refund."""
    ids = [to_pay_back(people).pk]
    return refund.make_file(people.accountant, ids, LATER.date(), LATER)
