"""The accounts and numbers of the books, as a tax adviser would give them (SKR04)."""

from kontor.cooperative.models import LedgerAccount
from kontor.cooperative.own_data import cooperative

NUMBERS = {
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
BANK = "1800"


def numbers(**changes: str) -> None:
    """All of them as rows, past the act; an empty one is not set."""
    bank = {f"bank_{cooperative().iban}": BANK}
    for key, value in {**NUMBERS, **bank, **changes}.items():
        LedgerAccount.objects.update_or_create(key=key, defaults={"value": value})
