"""An administrator erases what no duty keeps of somebody whose account is closed (Art. 17 GDPR).

Name, address and sign-in go; a number stands in their place. What law or the database keeps is
listed in personal_data.py with its reason: history, conversations and documents stay as they are.
"""

from datetime import datetime

from kontor.actions import account_case, act, stored_files
from kontor.foundation.refusal import Conflict
from kontor.foundation.sentence import S
from kontor.orders.models import Order
from kontor.people.erased import address_of, is_erased, name_of
from kontor.people.models import Person
from kontor.receivables.erasing import preview
from kontor.receivables.personal_data import PARTS, part

EVENT = "erase"
EMPTIED = "comments"
"""Of these rows only a column goes."""


def erase(admin: Person | None, person_id: int, shown: str, now: datetime) -> Person:
    """Erase what `preview` lists as going; `shown`: its mark on the page that asks.

    All or nothing; a second click finds it done. Raises NotFound, Forbidden, or Conflict: the
    account is open, something is still under way, or there is something else to erase by now.
    """
    with act.one_transaction():
        case = account_case.by_id(admin, person_id)
        person = case.person
        if is_erased(person):
            return person
        found = preview(person)
        if found.refused is not None:
            raise Conflict(found.refused)
        if found.mark != shown:
            raise Conflict(
                S("Something was added or removed in the meantime. Nothing was erased; look again.")
            )
        hashes = _erased_rows(person)
        _make_nameless(person)
        numbers = {each.part.key: each.count for each in found.goes}
        account_case.note(case, EVENT, now, erased=numbers)
    stored_files.forget_unused(hashes)
    return person


def _erased_rows(person: Person) -> list[str]:
    """Delete the rows that go; the hashes of files that they named."""
    drafts = part("drafts").rows(person)
    hashes = list(drafts.exclude(proofs=None).values_list("proofs__sha256", flat=True))
    hashes += part("loose_proofs").rows(person).values_list("sha256", flat=True)
    Order.objects.filter(pk__in=part(EMPTIED).rows(person).values("pk")).update(comment="")
    for each in PARTS:
        if each.goes and each.key != EMPTIED:
            each.rows(person).delete()
    return hashes


def _make_nameless(person: Person) -> None:
    person.name, person.email = name_of(person.pk), address_of(person.pk)
    person.roles, person.last_login = [], None
    person.set_unusable_password()
    person.save(update_fields=["name", "email", "roles", "last_login", "password"])
