"""VAT numbers are checked by form and check digit, never said to be assigned."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kontor.clients.vat_number import has_foreign_prefix, parse_vat_number, prefix_of
from kontor.foundation.refusal import Unreadable
from tests.builders.drafts import TODAY


@pytest.mark.parametrize(
    ("typed", "country", "written"),
    [
        ("FR40303265045", "FR", "FR40303265045"),
        (" fr 40 303.265-045 ", "FR", "FR40303265045"),
        ("40303265045", "FR", "FR40303265045"),
        ("DE136695976", "DE", "DE136695976"),
        ("EL094259216", "GR", "EL094259216"),
        ("GR 094259216", "GR", "EL094259216"),
        ("697449992", "BE", "BE0697449992"),
        ("DE136695976", "FR", "DE136695976"),
        ("XI110305878", "IE", "XI110305878"),
        ("", "FR", ""),
        ("CHE-123.456.788 MWST", "CH", "CHE-123.456.788 MWST"),
        ("GB 1", "GB", "GB 1"),
    ],
)
def test_numbers_get_their_written_form(typed: str, country: str, written: str) -> None:
    assert parse_vat_number(typed, country, TODAY) == written


@pytest.mark.parametrize(
    ("typed", "country"),
    [
        ("FR40303265046", "FR"),  # check digit
        ("DE123", "DE"),
        ("DE136695977", "DE"),
        ("EU372022452", "FR"),  # one-stop shop
        ("US123456789", "FR"),
        ("DE13669597٦", "DE"),
        ("not a number", "DE"),
    ],
)
def test_a_wrong_number_is_refused_in_the_eu(typed: str, country: str) -> None:
    with pytest.raises(Unreadable) as refused:
        parse_vat_number(typed, country, TODAY)
    assert refused.value.sentence.data["prefix"] == prefix_of(country)


@pytest.mark.parametrize("place", range(2, 11))
def test_every_changed_digit_of_a_german_number_is_caught(place: int) -> None:
    good = "DE136695976"
    changed = f"{good[:place]}{(int(good[place]) + 1) % 10}{good[place + 1 :]}"
    with pytest.raises(Unreadable):
        parse_vat_number(changed, "DE", TODAY)


def test_the_number_of_another_country_is_worth_a_look() -> None:
    assert has_foreign_prefix("DE136695976", "FR", TODAY)
    assert not has_foreign_prefix("FR40303265045", "FR", TODAY)
    assert not has_foreign_prefix("EL094259216", "GR", TODAY)
    assert not has_foreign_prefix("", "FR", TODAY)
    assert not has_foreign_prefix("DE136695976", "US", TODAY)


@given(st.text(max_size=20), st.sampled_from(["DE", "FR", "GR", "NL", "ES", "US"]))
def test_any_text_is_a_number_or_gets_a_sentence(text: str, country: str) -> None:
    with suppress(Unreadable):
        written = parse_vat_number(text, country, TODAY)
        assert parse_vat_number(written, country, TODAY) == written
