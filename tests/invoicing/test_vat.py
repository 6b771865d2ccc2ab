"""Which VAT a client pays, by rule and paragraph (spec § 9)."""

from decimal import Decimal
from typing import Any

import pytest

from kontor.clients.facts import Kind
from kontor.invoicing.vat import category_of, ruling_for, terms_for
from kontor.orders.draft import Treatment
from tests.builders.drafts import RATES, TODAY, client


@pytest.mark.parametrize(
    ("facts", "treatment"),
    [
        ({"country": "DE", "vat_number": ""}, "standard"),
        ({"country": "DE", "vat_number": "DE136695976"}, "standard"),
        ({"country": "DE", "vat_number": "", "kind": Kind.PRIVATE}, "standard"),
        ({}, "reverse_charge"),
        ({"kind": Kind.PUBLIC}, "reverse_charge"),
        ({"kind": Kind.ASSOCIATION}, "reverse_charge"),
        ({"kind": Kind.PRIVATE}, "standard"),
        ({"vat_number": ""}, "standard"),
        ({"vat_number": "", "kind": Kind.ASSOCIATION}, "standard"),
        ({"country": "CH", "vat_number": ""}, "outside"),
        ({"country": "US", "vat_number": "", "kind": Kind.PUBLIC}, "outside"),
        ({"country": "GB", "postcode": "BT1 1AA", "vat_number": "XI110305878"}, "outside"),
        ({"country": "US", "vat_number": "", "kind": Kind.PRIVATE}, None),
        ({"country": "ES", "postcode": "35001", "vat_number": ""}, None),
        ({"country": "DE", "postcode": "27498", "vat_number": ""}, None),
        ({"country": "MC", "vat_number": ""}, None),
    ],
)
def test_kind_country_and_number_decide(facts: dict[str, Any], treatment: str | None) -> None:
    who = client(**facts)
    ruling = ruling_for(who, TODAY)
    assert ruling.treatment == treatment
    assert "§" in ruling.paragraph
    assert (terms_for(who, TODAY, RATES).undecided is None) is (treatment is not None)


@pytest.mark.parametrize(
    ("treatment", "code", "rate", "exemption"),
    [
        (Treatment.STANDARD, "S", 19, ""),
        (Treatment.REDUCED, "S", 7, ""),
        (Treatment.EXEMPT, "E", 0, ""),
        (Treatment.REVERSE_CHARGE, "AE", 0, "VATEX-EU-AE"),
        (Treatment.OUTSIDE, "O", 0, "VATEX-EU-O"),
    ],
)
def test_each_treatment_has_its_category(
    treatment: Treatment, code: str, rate: int, exemption: str
) -> None:
    category = category_of(treatment, RATES)
    assert (category.code, category.exemption_code) == (code, exemption)
    assert category.rate == rate
    assert bool(category.note_de) is bool(category.note_en) is (code != "S")


def test_reverse_charge_uses_the_words_of_the_law() -> None:
    category = category_of(Treatment.REVERSE_CHARGE, RATES)
    assert category.note_de == "Steuerschuldnerschaft des Leistungsempfängers"
    assert category.note_en == "Reverse charge"


def test_what_the_team_decides_cannot_be_billed_yet() -> None:
    terms = terms_for(client(), TODAY, RATES)
    assert set(terms.refused) == {Treatment.REDUCED, Treatment.EXEMPT}
    assert not set(terms.refused) & set(terms.rates)
    assert terms.rates[Treatment.STANDARD] == Decimal(19)
