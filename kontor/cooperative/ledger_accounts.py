"""The accounts and numbers of the books as this house has set them."""

from collections.abc import Iterable

from kontor.cooperative.ledger_account_list import BANK, NUMBERS
from kontor.cooperative.models import LedgerAccount


def ledger_accounts(ibans: Iterable[str]) -> dict[str, str]:
    """Every number by its key, empty where it is not set; one query. `ibans`: of its banks."""
    stored = dict(LedgerAccount.objects.values_list("key", "value"))
    keys = [*NUMBERS, *(f"{BANK}{iban}" for iban in sorted(set(ibans)))]
    return {key: stored.get(key, "") for key in keys}
