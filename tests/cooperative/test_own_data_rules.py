"""A wrong setting of the cooperative is refused with a sentence, at its field."""

from kontor.cooperative.models import Cooperative
from kontor.cooperative.own_data_rules import LONGEST, own_data_faults


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
