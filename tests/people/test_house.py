"""Whose addresses may not stand as a contact person."""

import pytest

from kontor.people.house import house_addresses
from kontor.people.roles import Role
from tests.builders import house

pytestmark = pytest.mark.django_db


def test_the_owner_the_team_and_its_mailbox_are_the_house() -> None:
    house.cooperative(email="Rechnung@smart.example")
    owner = house.person("Ada Brandt")
    house.person("Bo Carlsen")
    house.person("Jonas Wiebold", Role.ADVISOR)
    assert house_addresses(owner) == {
        "ada.brandt@people.example",
        "jonas.wiebold@people.example",
        "rechnung@smart.example",
    }
