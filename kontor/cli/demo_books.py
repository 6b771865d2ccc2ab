"""The demo's accounts of the books: the usual numbers of SKR04 and an invented tax adviser."""

from datetime import datetime
from typing import Final

from kontor.actions import keep_ledger
from kontor.cooperative.ledger_account_list import BANK
from kontor.cooperative.shown import shown
from kontor.people.models import Person

NUMBERS: Final = {
    "consultant": "29098",
    "client": "55003",
    "account_length": "4",
    "fiscal_month": "1",
    "debtors": "10000",
    "revenue_standard": "4400",
    "revenue_reduced": "4300",
    "revenue_exempt": "4100",
    "revenue_reverse_charge": "4336",
    "revenue_outside": "4338",
    "charges": "6855",
    "written_off": "6930",
    "clearing": "1370",
}
OWN_BANK: Final = "1800"


def seed(admin: Person, now: datetime) -> None:
    """All numbers, as an administrator has typed them."""
    before = keep_ledger.numbers_now()
    banks = {key: OWN_BANK for key in before if key.startswith(BANK)}
    keep_ledger.keep_numbers(admin, {**NUMBERS, **banks}, shown(before), now)
