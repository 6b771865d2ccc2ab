"""Equal words are found however they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kontor.foundation.fold import fold, fold_query

names = st.text(alphabet="aeouäöüßléSG hmbH.&-'", max_size=30)


@pytest.mark.parametrize(
    "group",
    [
        ["Müller", "Mueller", "muller", "MÜLLER", "Mu\N{COMBINING DIAERESIS}ller", " müller "],
        ["Straße", "Strasse", "STRASSE"],
        ["Lefèvre", "lefevre", "LEFÈVRE"],
        ["Müller-Lüdenscheidt", "mueller luedenscheidt"],
        ["O'Neill", "O’Neill", "ONeill"],
        ["Łódź", "Lodz"],
    ],
)
def test_spellings_of_one_word_are_equal(group: list[str]) -> None:
    assert len({fold(spelling) for spelling in group}) == 1


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Müller GmbH", "muller"),
        ("Museum Lumenau gGmbH", "museum lumenau"),
        ("Tiefblau Festival e. V.", "tiefblau festival"),
        ("Smart Genossenschaft eG", "smart genossenschaft"),
        ("Müller & Söhne GmbH & Co. KG", "muller sohne"),
        ("Kiosk UG (haftungsbeschränkt)", "kiosk"),
        ("Imprimerie Lefèvre SARL", "imprimerie lefevre"),
        ("De Vries B.V.", "de vries"),
        ("Studio X Ltd.", "studio x"),
        ("Studio mbH", "studio"),
        ("Beispiel AG", "beispiel"),
        ("Beispiel OHG", "beispiel"),
        ("Nowak sp. z o.o.", "nowak"),
        ("Tiefblau GmbH, Niederlassung Kiel", "tiefblau niederlassung kiel"),
        ("SAS Institute", "sas institute"),
        ("AG", "ag"),
    ],
)
def test_legal_forms_do_not_count_but_the_first_word_stays(name: str, words: str) -> None:
    assert fold(name) == words


def test_a_legal_form_still_being_typed_hides_nobody() -> None:
    for typed in ("Müller", "Müller G", "Müller Gmb", "Müller GmbH"):
        assert fold_query(typed) == "muller"
    assert fold_query("Müller Berlin") == "muller berlin"
    assert fold_query("Gmb") == "gmb"


@given(st.text(max_size=40) | names)
def test_folding_twice_changes_nothing(text: str) -> None:
    once = fold(text)
    assert fold(once) == once
    assert " ".join(once.split()) == once


@given(st.text(alphabet="abcdelmnorstuäöüßé", min_size=1, max_size=12), st.integers(1, 12))
def test_the_beginning_of_a_word_stays_its_beginning(word: str, length: int) -> None:
    assert fold(word).startswith(fold(word[:length]))


@given(names)
def test_umlauts_may_be_spelled_out(name: str) -> None:
    spelled = name
    for letter, letters in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss")):
        spelled = spelled.replace(letter, letters)
    assert fold(name) == fold(spelled)
