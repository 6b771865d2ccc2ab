"""Other letters chosen while numbers are drawn: one year bears one prefix, without gaps."""

from collections.abc import Callable
from functools import partial

import pytest
from django.db import transaction

from kontor.actions import keep_series, keep_settings
from kontor.cooperative.deadlines import deadlines
from kontor.cooperative.shown import shown
from kontor.foundation.days import day_of
from kontor.foundation.models import HistoryEntry
from kontor.foundation.refusal import Refusal
from kontor.invoicing.numbering import draw
from kontor.people.models import Person
from kontor.people.roles import Role
from tests.builders import house
from tests.builders.orders import MONDAY
from tests.faults.own_database import at_once

pytestmark = pytest.mark.faults


@pytest.fixture
def admin(own_database: str) -> Person:
    house.cooperative()
    return house.person("Ines Admin", Role.ADMIN)


def drawn() -> str:
    with transaction.atomic():
        return draw("invoice", day_of(MONDAY))


def change(admin: Person, letters: str) -> str:
    mark = shown({"year": 2027, "prefix": "RE"})
    keep_series.change_prefix(admin, "invoice", letters, mark, MONDAY)
    return letters


def test_the_first_numbers_and_other_letters_at_once_never_mix(admin: Person) -> None:
    acts: list[Callable[[], str]] = [drawn] * 7
    results = at_once(partial(change, admin, "RG"), *acts)
    changed, *numbers = results
    prefix = "RE" if isinstance(changed, Refusal) else "RG"
    assert sorted(map(str, numbers)) == [f"{prefix}-2027-00000{n}" for n in range(1, 8)]


def test_of_two_administrators_at_once_one_is_told(admin: Person) -> None:
    other = house.person("Ole Admin", Role.ADMIN)
    mark = shown(deadlines())
    results = at_once(
        *[
            partial(keep_settings.keep_deadlines, who, {"offer_days": n}, mark, MONDAY)
            for who, n in ((admin, 9), (other, 10))
        ]
    )
    assert [isinstance(each, Refusal) for each in results].count(True) == 1
    assert HistoryEntry.objects.filter(about="settings:deadlines").count() == 1
