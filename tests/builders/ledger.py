"""The accounts and numbers of the books, as a tax adviser would give them (SKR04)."""

from kontor.cli.demo_books import NUMBERS, OWN_BANK
from kontor.cooperative.models import LedgerAccount
from kontor.cooperative.own_data import cooperative

BANK = OWN_BANK


def numbers(**changes: str) -> None:
    """All of them as rows, past the act; an empty one is not set."""
    bank = {f"bank_{cooperative().iban}": BANK}
    for key, value in {**NUMBERS, **bank, **changes}.items():
        LedgerAccount.objects.update_or_create(key=key, defaults={"value": value})
