"""Clients that look like the one somebody is about to add (spec § 4)."""

from datetime import date
from typing import Any

import pytest

from kontor.clients.facts import ClientFacts, Kind
from kontor.clients.similar import Why, similar_to
from kontor.people.models import Person
from tests.builders import clients, house

pytestmark = pytest.mark.django_db

TODAY = date(2027, 1, 4)


@pytest.fixture
def member() -> Person:
    return house.person("Ada Brandt")


def shown(person: Person, **facts: Any) -> list[tuple[str | None, Why]]:
    typed = ClientFacts(**{"name": "", "country": "DE", **facts})
    return [
        (found.client.name if found.client else None, found.why)
        for found in similar_to(person, typed, TODAY)
    ]


@pytest.mark.parametrize("typed", ["Museum Lumenau", "museum lumenau GmbH", "Musem Lumenau"])
def test_a_similar_name_is_shown(member: Person, typed: str) -> None:
    clients.german_client(name="Museum Lumenau gGmbH")
    clients.german_client(name="Verlag Birkenhain GmbH")
    assert shown(member, name=typed) == [("Museum Lumenau gGmbH", Why.NAME)]


def test_an_equal_vat_number_is_shown_however_it_is_typed(member: Person) -> None:
    clients.client(name="Auvelin SARL", vat_number="FR83300000007")
    found = shown(member, name="Something else", country="FR", vat_number="fr 83 300 000 007")
    assert found == [("Auvelin SARL", Why.VAT_NUMBER)]


def test_an_equal_address_is_shown_however_the_street_is_spelled(member: Person) -> None:
    clients.german_client(name="Tiefblau", street="Hafenstraße 7", postcode="18055")
    clients.german_client(name="Nachbar", street="Hafenstraße 8", postcode="18055")
    found = shown(member, name="Sommerfestival", street="Hafenstr. 7", postcode="18055")
    assert found == [("Tiefblau", Why.ADDRESS)]


def test_of_another_members_unverified_client_only_its_being_checked_is_told(
    member: Person,
) -> None:
    stranger = house.person("Bo Carlsen")
    clients.german_client(stranger, name="Theater Anderland", verified=False)
    clients.german_client(stranger, name="Theater Anderland II", verified=False)
    assert shown(member, name="Theater Anderland") == [(None, Why.NAME)]


def test_a_private_person_of_another_member_is_not_hinted_at(member: Person) -> None:
    stranger = house.person("Bo Carlsen")
    clients.german_client(stranger, name="Petra Petersen", kind=Kind.PRIVATE)
    assert shown(member, name="Petra Petersen") == []


def test_nothing_typed_finds_nothing(member: Person) -> None:
    clients.german_client(name="Museum Lumenau gGmbH", street="", postcode="")
    assert shown(member) == []
    assert shown(member, name="Mu", postcode="", street=" ", vat_number="nonsense") == []
