"""Clients that look like the one somebody is about to add (spec § 4)."""

from datetime import date
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from kontor.clients.alike import Alike, Why
from kontor.clients.facts import ClientFacts, Kind
from kontor.clients.models import Client
from kontor.clients.similar import alike_of, similar_to
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


@pytest.mark.parametrize(
    "typed",
    [
        *("Museum Lumenau", "museum lumenau GmbH", "Musem Lumenau", "Lumenau-Museum"),
        *("Neues Museum Lumenau", "Museum Lumenau 2", "Museumlumenau", "Lumenau, Freunde, Museum"),
    ],
)
def test_a_similar_name_is_shown(member: Person, typed: str) -> None:
    clients.german_client(name="Museum Lumenau gGmbH")
    clients.german_client(name="Museum Birkenhain GmbH")
    assert shown(member, name=typed) == [("Museum Lumenau gGmbH", Why.NAME)]


@pytest.mark.parametrize("name", ["1984", "Au 84"])
def test_names_without_any_long_word_are_compared_too(member: Person, name: str) -> None:
    clients.german_client(name=f"{name} GmbH")
    clients.german_client(name="3000 GmbH")
    assert shown(member, name=f"{name} KG") == [(f"{name} GmbH", Why.NAME)]


def test_the_closest_names_are_shown_first(member: Person) -> None:
    for name in ("Theater Anderlanden", "Theater am Anderland", "Theater Anderland"):
        clients.german_client(name=name)
    found = [name for name, _ in shown(member, name="Theater Anderland")]
    assert found == ["Theater Anderland", "Theater am Anderland", "Theater Anderlanden"]


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


def entered(**facts: Any) -> Client:
    return clients.german_client(**{"verified": False, "street": "", **facts})


def test_the_team_is_shown_what_looks_like_a_client_not_verified_yet(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    number = clients.client(name="Auvelin SARL", street="", vat_number="FR83300000007")
    address = clients.german_client(name="Tiefblau", street="Hafenstraße 7", postcode="18055")
    clients.german_client(name="Nachbar", street="Hafenstraße 8", postcode="18055")
    name = clients.german_client(name="Museum Lumenau gGmbH", street="")
    first = entered(name="Something else", country="FR", vat_number="FR83300000007")
    second = entered(name="Sommerfestival", street="Hafenstr. 7", postcode="18055")
    third = entered(name="Museum Lumenau")
    alone = entered(name="Quittengarten Ödland")
    with django_assert_num_queries(1):
        found = alike_of([first, second, third, alone], TODAY)
    assert found == {
        first.pk: (Alike(number.pk, "Auvelin SARL", Why.VAT_NUMBER),),
        second.pk: (Alike(address.pk, "Tiefblau", Why.ADDRESS),),
        third.pk: (Alike(name.pk, "Museum Lumenau gGmbH", Why.NAME),),
        alone.pk: (),
    }


def test_what_is_alike_in_two_ways_is_named_once_by_the_stronger() -> None:
    known = clients.client(name="Auvelin SARL", vat_number="FR83300000007")
    twin = clients.client(name="Auvelin S.A.R.L.", vat_number="FR83300000007", verified=False)
    assert alike_of([twin], TODAY)[twin.pk] == (Alike(known.pk, "Auvelin SARL", Why.VAT_NUMBER),)


def test_a_verified_client_was_compared_and_a_merged_twin_is_gone(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    stays = clients.german_client(name="Museum Lumenau", street="")
    gone = entered(name="Museum Lumenau gGmbH")
    Client.objects.filter(pk=gone.pk).update(merged_into=stays)
    with django_assert_num_queries(0):
        assert alike_of([stays], TODAY) == {}
    another = entered(name="Museum Lumenau e. V.")
    assert [alike.id for alike in alike_of([another], TODAY)[another.pk]] == [stays.pk]
