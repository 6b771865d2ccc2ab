"""A wrong setting of the cooperative is refused with a sentence, at its field."""

import pytest

from kontor.cli.demo_house import COOPERATIVE
from kontor.cooperative.models import Cooperative
from kontor.cooperative.own_data_rules import (
    LONGEST,
    own_data_faults,
    tidied,
    whole_data_faults,
)


def faults(**fields: str) -> dict[str, str]:
    return {fault.field: str(fault.sentence) for fault in own_data_faults(fields)}


def test_what_the_rules_allow_fits_into_the_row() -> None:
    columns = {
        field.name: field.max_length
        for field in Cooperative._meta.concrete_fields
        if field.editable and field.name != "only_row"
    }
    assert columns == LONGEST


def test_check_digits_are_looked_at() -> None:
    assert set(faults(vat_number="DE812345609", iban="DE89370400440532013001", bic="X")) == {
        "vat_number",
        "iban",
        "bic",
    }
    assert faults(vat_number="DE812345608", iban="DE89370400440532013000") == {}


def test_what_an_invoice_needs_must_not_be_empty_and_the_rest_may() -> None:
    assert set(faults(name="", street=" ", website="", bic="")) == {"name", "street"}


def whole(**changes: str) -> dict[str, str]:
    found = whole_data_faults(tidied({**COOPERATIVE, **changes}))
    return {fault.field: str(fault.sentence) for fault in found}


def test_the_data_of_the_demo_are_right() -> None:
    assert whole() == {}


def test_what_must_fit_together_is_looked_at_together() -> None:
    assert set(whole(country="AT")) == {"country"}
    assert set(whole(vat_number="ATU13585627")) == {"vat_number"}
    assert set(whole(bic="BEISATWW")) == {"bic"}
    assert set(whole(bic="")) == set()


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("state", "XX"),
        ("state", ""),
        ("tax_number", "27/000"),
        ("tax_number", "none"),
        ("register_number", "123"),
        ("phone", "on request"),
        ("website", "https://smart.example"),
        ("website", "two words.example"),
        ("short_name", "Smart\nBcc: x@y.example"),
        ("name", "Genossenschaft 漢"),
    ],
)
def test_a_wrong_setting_is_refused_at_its_field(field: str, text: str) -> None:
    assert set(whole(**{field: text})) == {field}


@pytest.mark.parametrize("text", ["27/000/00000", "2700000000", "27 000 00000", "1127081508156"])
def test_tax_numbers_are_taken_as_they_are_written(text: str) -> None:
    assert whole(tax_number=text) == {}


def test_iban_bic_and_vat_number_are_taken_with_spaces_and_kept_without() -> None:
    typed = {
        "iban": " de89 3704 0044 0532 0130 00",
        "bic": "beisdebb xxx",
        "vat_number": "DE 812.345.608",
    }
    assert tidied(typed) == {
        "iban": "DE89370400440532013000",
        "bic": "BEISDEBBXXX",
        "vat_number": "DE812345608",
    }
