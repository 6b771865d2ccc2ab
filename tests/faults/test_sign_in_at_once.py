"""Attempts to sign in are counted for all processes alike; one administrator always remains."""

import os
import subprocess
import sys
from functools import partial

import pytest
from django.db import connection
from django.test import Client as Browser

from kontor.actions import keep_people
from kontor.foundation.models import HistoryEntry
from kontor.foundation.refusal import Refusal
from kontor.people.models import Person
from kontor.people.roles import Role
from tests.builders import house
from tests.builders.orders import MONDAY
from tests.faults.own_database import at_once

pytestmark = pytest.mark.faults

ANOTHER_PROCESS = """
import django
django.setup()
from django.db import connection
connection.settings_dict["NAME"] = {database!r}
from django.test import Client
for _ in range(5):
    browser = Client(headers={{"host": "127.0.0.1"}})
    browser.post("/sign-in/", {{"login": "ada.brandt@people.example", "password": "wrong"}})
"""


def test_two_processes_count_the_same_attempts(own_database: str) -> None:
    house.cooperative()
    person = house.person("Ada Brandt", password="long enough to be good")
    code = ANOTHER_PROCESS.format(database=connection.settings_dict["NAME"])
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "kontor.settings"}
    for _ in range(2):
        subprocess.run([sys.executable, "-c", code], env=environment, check=True, timeout=60)
    typed = {"login": person.email, "password": "long enough to be good"}
    assert Browser(headers={"host": "127.0.0.1"}).post("/sign-in/", typed).status_code == 429


@pytest.mark.parametrize("closes", [True, False])
def test_two_administrators_who_remove_each_other_leave_one(
    own_database: str, *, closes: bool
) -> None:
    house.cooperative()
    one, other = house.person("Alma Quint", Role.ADMIN), house.person("Bo Carlsen", Role.ADMIN)

    def remove(who: Person, whom: Person) -> object:
        if closes:
            return keep_people.deactivate(whom.email, MONDAY, who)
        roles = [Role.MEMBER], [Role.ADMIN]
        return keep_people.set_roles(who, whom.pk, *roles, MONDAY)

    results = at_once(partial(remove, one, other), partial(remove, other, one))
    assert len([each for each in results if isinstance(each, Refusal)]) == 1
    left = Person.objects.filter(roles__contains=[Role.ADMIN], is_active=True)
    assert left.count() == 1
    assert HistoryEntry.objects.filter(about__startswith="person:").count() == 1


def test_one_address_invited_by_two_at_once_is_one_account(own_database: str) -> None:
    house.cooperative()
    admins = [house.person(name, Role.ADMIN) for name in ("Alma Quint", "Bo Carlsen")]
    acts = [
        partial(keep_people.invite, admin, "new@people.example", "New", [Role.MEMBER], "en", MONDAY)
        for admin in admins
    ]
    results = at_once(*acts)
    assert len([each for each in results if isinstance(each, Refusal)]) == 1
    assert Person.objects.filter(email="new@people.example").count() == 1
