"""Finding a client by what somebody types (R13, spec § 4)."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from kontor.clients import record, search
from kontor.clients.facts import Kind
from kontor.clients.models import Client
from kontor.clients.pieces import LENGTHS, PIECES, WHOLE
from kontor.clients.search import LEAST_LETTERS, MOST_HITS
from kontor.foundation.fold import fold_query
from kontor.people.models import Person
from tests.builders import clients, house

pytestmark = pytest.mark.django_db


@pytest.fixture
def member() -> Person:
    return house.person("Ada Brandt")


def names(person: Person, typed: str) -> list[str]:
    return [client.name for client in search.search(person, typed)]


@contextmanager
def limits(**numbers: int) -> Iterator[None]:
    """As if the directory were so large that these are reached."""
    with pytest.MonkeyPatch.context() as patch:
        for name, number in numbers.items():
            patch.setattr(search, name, number)
        yield


def test_three_letters_are_needed(member: Person) -> None:
    clients.client(name="Museum Lumenau gGmbH")
    assert names(member, "mu") == []
    assert names(member, "  m ") == []
    assert names(member, "mus") == ["Museum Lumenau gGmbH"]


def test_beginnings_of_any_word_come_first_in_the_order_of_these_words(member: Person) -> None:
    clients.client(name="Alumin Werk")
    clients.client(name="Museum Lumenau gGmbH")
    clients.client(name="Lummersiep Akustik OHG")
    assert names(member, "lum") == [
        "Museum Lumenau gGmbH",
        "Lummersiep Akustik OHG",
        "Alumin Werk",
    ]


@pytest.mark.parametrize(
    "typed", ["Müller", "mueller", "MULLER", "muller gmb", "Müller GmbH & Co. KG", "mül"]
)
def test_spelling_of_umlauts_case_and_legal_forms_does_not_matter(
    member: Person, typed: str
) -> None:
    clients.client(name="Müller GmbH & Co. KG")
    assert names(member, typed) == ["Müller GmbH & Co. KG"]


def test_town_and_vat_number_find_the_client_too(member: Person) -> None:
    clients.client(name="Auvelin SARL", town="Strasbourg", vat_number="FR83300000007")
    assert names(member, "stras") == ["Auvelin SARL"]
    assert names(member, "FR833000") == ["Auvelin SARL"]
    assert names(member, "833000") == ["Auvelin SARL"]
    assert names(member, "auv stras") == ["Auvelin SARL"]
    assert names(member, "auv berlin") == []


def test_at_most_twenty_in_the_order_of_names(member: Person) -> None:
    for number in range(25):
        clients.client(name=f"Kulturhaus {number:02}")
    assert names(member, "kultur") == [f"Kulturhaus {number:02}" for number in range(MOST_HITS)]


def test_what_a_member_may_not_know_is_not_found(member: Person) -> None:
    stranger = house.person("Bo Carlsen")
    clients.client(stranger, name="Theater Anderland", verified=False)
    clients.client(stranger, name="Theater Frau Petersen", kind=Kind.PRIVATE)
    clients.client(member, name="Theater Eigenland", verified=False)
    assert names(member, "theater") == ["Theater Eigenland"]
    assert len(names(stranger, "theater")) == 2


@pytest.mark.parametrize("typed", ["%%%", "___", "\x00\x00\x00", "'; --", "   ", "\\\\\\", "…………"])
def test_signs_of_the_database_are_only_letters(member: Person, typed: str) -> None:
    clients.client(name="Museum Lumenau gGmbH")
    assert names(member, typed) == []


def test_what_a_client_is_called_now_is_found_and_no_longer_what_it_was(member: Person) -> None:
    client = clients.client(member, name="Theater Anderland")
    record.change(client, replace(record.facts_of(client), name="Bühne Neuland"))
    client.save()
    assert names(member, "anderland") == []
    assert names(member, "neul") == names(member, "eula") == ["Bühne Neuland"]


def test_a_letter_of_the_next_word_is_enough(member: Person) -> None:
    clients.client(name="Museum Werkhaus", town="Lyon")
    clients.client(name="Museum Lumenau", town="Lyon")
    assert names(member, "museum w") == names(member, "w museum") == ["Museum Werkhaus"]


def test_letters_inside_a_word_are_found_beside_short_words_and_numbers(member: Person) -> None:
    clients.client(name="Kraftwerk Au")
    clients.client(name="Kraftwerk 1999")
    assert names(member, "werk au") == ["Kraftwerk Au"]
    assert names(member, "werk 99") == names(member, "werk 999") == ["Kraftwerk 1999"]


def test_the_database_cuts_words_into_the_pieces_that_are_asked_for() -> None:
    clients.client(name="Museum Au", town="", vat_number="")
    (pieces,) = Client.objects.values_list(PIECES)[0]
    begun = {word[:length] for word in ("museum", "au") for length in LENGTHS}
    assert set(pieces) == begun | {f"{WHOLE}museum", f"{WHOLE}au"}


PARTS = st.sampled_from(["Lum", "Lumen", "Alumin", "Werk", "Kraftwerk", "Au", "W", "77", "1977"])
NAMES = st.lists(PARTS, min_size=1, max_size=3).map(" ".join)


@given(
    held=st.sets(NAMES, max_size=6),
    typed=NAMES,
    most_words=st.sampled_from([1, 2, search.MOST_WORDS]),
    few_words=st.sampled_from([0, search.FEW_WORDS]),
    most_sorted=st.sampled_from([1, search.MOST_SORTED]),
)
def test_the_quick_way_finds_what_reading_every_name_finds(
    held: set[str], typed: str, most_words: int, few_words: int, most_sorted: int
) -> None:
    numbers = {"MOST_WORDS": most_words, "FEW_WORDS": few_words, "MOST_SORTED": most_sorted}
    with transaction.atomic(), limits(**numbers):
        texts = {name: clients.client(name=f"Haus {name}").search_text for name in held}
        found = [name.removeprefix("Haus ") for name in names(house.person("Ada Brandt"), typed)]
        transaction.set_rollback(True)
    words = fold_query(typed).split()
    begun = {name for name, text in texts.items() if all(f" {word}" in text for word in words)}
    inside = {name for name, text in texts.items() if all(word in text for word in words)}
    if len(typed) < LEAST_LETTERS:
        assert not found
        return
    assert set(found[: len(begun)]) == begun
    assert set(found) == (inside if max(map(len, words)) >= LEAST_LETTERS else begun)
