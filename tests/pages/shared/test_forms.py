"""Fields keep what was typed, and what they write they can read again."""

from datetime import date
from decimal import Decimal

import pytest
from django import forms
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from kontor.foundation.written import Language
from kontor.pages.shared.forms import (
    AmountField,
    DayField,
    PickField,
    TypedField,
    WholeField,
    written_amount,
    written_day,
    written_number,
)

MOST = Decimal("9999999.99")


class Sample(forms.Form):
    text = TypedField()
    amount = AmountField(decimals=4, maximum=MOST)
    whole = WholeField(maximum=90)
    day = DayField()
    pick = PickField(choices=[("a", "A")])


def read(**typed: str) -> Sample:
    form = Sample(typed)
    form.is_valid()
    return form


def test_nothing_is_required_and_nothing_typed_is_nothing() -> None:
    assert read().cleaned_data == {
        "text": "",
        "amount": None,
        "whole": None,
        "day": None,
        "pick": "",
    }


def test_text_is_kept_but_for_the_kind_of_line_break() -> None:
    assert read(text="  a\r\nb \t").cleaned_data["text"] == "  a\nb \t"


@pytest.mark.parametrize("language", ["de", "en"])
@given(amount=st.decimals(0, MOST, places=4))
def test_an_amount_written_into_a_field_is_read_as_the_same(
    language: Language, amount: Decimal
) -> None:
    with translation.override(language):
        for written in (written_amount(amount), written_number(amount)):
            assert read(amount=written).cleaned_data["amount"] == amount


@pytest.mark.parametrize("language", ["de", "en"])
@given(day=st.dates(date(1000, 1, 1), date(2099, 12, 31)))
def test_a_day_written_into_a_field_is_read_as_the_same(language: Language, day: date) -> None:
    with translation.override(language):
        assert read(day=written_day(day)).cleaned_data["day"] == day


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("amount", "1,234,5"),
        ("whole", "3.5"),
        ("whole", "91"),
        ("day", "31.02.2027"),
        ("pick", "b"),
    ],
)
def test_what_cannot_be_read_stays_as_typed_beside_its_fault(field: str, typed: str) -> None:
    form = read(**{field: typed})
    assert form.errors[field]
    assert form[field].value() == typed


def test_faults_speak_the_language_of_the_page() -> None:
    with translation.override("de"):
        assert read(pick="b").errors["pick"] == ["Wähle einen Eintrag aus der Liste."]
