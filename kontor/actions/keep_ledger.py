"""Administrators set the accounts and numbers of the tax adviser's books (spec § 11)."""

from collections.abc import Mapping
from datetime import datetime

from kontor.actions import act
from kontor.actions.keep_settings import in_line, note, refuse_stale
from kontor.cooperative.ledger_account_list import number_faults
from kontor.cooperative.ledger_accounts import ledger_accounts
from kontor.cooperative.models import LedgerAccount
from kontor.cooperative.own_data import cooperative
from kontor.foundation.refusal import refuse_faults
from kontor.people.models import Person
from kontor.receivables.booking_facts import own_ibans


def numbers_now() -> dict[str, str]:
    """Every number by its key, empty where it is not set; those of all own bank accounts too."""
    return ledger_accounts([cooperative().iban, *own_ibans()])


@act.one_transaction
def keep_numbers(
    admin: Person, values: Mapping[str, str], shown: str, now: datetime
) -> dict[str, str]:
    """Keep the numbers; an empty one is not set. Returns what has changed, by key.

    Raises Forbidden, Invalid (by key) or Conflict.
    """
    actor = in_line(admin)
    before = numbers_now()
    refuse_stale(shown, before)
    after = {key: values.get(key, "").strip() for key in before}
    refuse_faults(number_faults(after))
    changed = {key: value for key, value in after.items() if before[key] != value}
    for key, value in changed.items():
        LedgerAccount.objects.update_or_create(key=key, defaults={"value": value})
    was = {key: before[key] for key in changed}
    note("ledger", "change_ledger", actor, now, before=was, after=changed)
    return changed
