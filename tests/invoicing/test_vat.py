"""Which VAT a client pays: each row of the rule table, with its paragraph (spec § 9)."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from kontor.clients.facts import Kind
from kontor.cooperative.rate_rules import MissingRate
from kontor.invoicing.vat import PROPOSALS, RULES, Case, ruling_for, terms_for
from kontor.orders.draft import Treatment
from kontor.orders.totals import VatRates
from tests.builders.drafts import RATES, TODAY, client, line

PRIVATE, EMPTY = Kind.PRIVATE, {"vat_number": ""}
GERMAN = {"country": "DE", **EMPTY}

# Facts of a French company with a VAT number, what else the case is, and the row that rules.
ROWS: list[tuple[dict[str, Any], dict[str, Any], str, str, bool]] = [
    ({"country": "ES", "postcode": "35001"}, {}, "standard", "§ 1 (2), § 3a UStG", True),
    (GERMAN, {"place": "AT"}, "standard", "§ 3a (3) UStG", True),
    ({"country": "US", "kind": PRIVATE}, {}, "standard", "§ 3a (1), (4) UStG", True),
    ({"country": "CH", **EMPTY}, {}, "outside", "§ 3a (2) UStG", False),
    (
        {},
        {},
        "reverse_charge",
        "§ 3a (2), § 14a (1) UStG; Directive 2006/112/EC, Article 196",
        False,
    ),
    (GERMAN, {"usual": Treatment.REDUCED}, "reduced", "§ 12 (2) no. 7 c UStG", False),
    (GERMAN, {"usual": Treatment.EXEMPT}, "exempt", "§ 4 no. 20, 21 UStG", False),
    (GERMAN, {}, "standard", "§ 12 (1) UStG", False),
    ({"kind": PRIVATE, **EMPTY}, {}, "standard", "§ 3a (1) UStG", False),
    ({}, {"number_invalid": True}, "standard", "§ 3a (1) UStG", False),
    (EMPTY, {}, "standard", "§ 3a (1) UStG", False),
]


def ruling(facts: dict[str, Any], case: dict[str, Any]) -> Any:
    return terms_for(client(**facts), TODAY, RATES, **case)


@pytest.mark.parametrize(("facts", "case", "treatment", "paragraph", "team"), ROWS)
def test_every_row_rules_with_its_paragraph(
    facts: dict[str, Any], case: dict[str, Any], treatment: str, paragraph: str, *, team: bool
) -> None:
    terms = ruling(facts, case)
    assert (terms.default, terms.team_decides) == (treatment, team)
    (row,) = [rule for rule in RULES if rule.sentence == terms.why]
    assert row.paragraph == paragraph


def test_every_row_of_the_table_has_its_case() -> None:
    found = [ruling(facts, case).why for facts, case, *_ in ROWS]
    assert found == [rule.sentence for rule in RULES]


@pytest.mark.parametrize(
    ("facts", "treatment"),
    [
        ({"country": "DE", "vat_number": "DE136695976"}, "standard"),
        ({**GERMAN, "kind": PRIVATE}, "standard"),
        ({"kind": Kind.PUBLIC}, "reverse_charge"),
        ({"kind": Kind.ASSOCIATION}, "reverse_charge"),
        ({"kind": PRIVATE}, "standard"),
        ({"kind": Kind.ASSOCIATION, **EMPTY}, "standard"),
        ({"country": "US", "kind": Kind.PUBLIC, **EMPTY}, "outside"),
        ({"country": "GB", "postcode": "BT1 1AA", "vat_number": "XI110305878"}, "outside"),
    ],
)
def test_kind_country_and_number_decide(facts: dict[str, Any], treatment: str) -> None:
    terms = ruling(facts, {})
    assert (terms.default, terms.team_decides) == (treatment, False)


@pytest.mark.parametrize(
    ("country", "postcode"),
    [
        ("ES", "35001"),
        ("ES", "51001"),
        ("ES", "52001"),
        ("AX", "22100"),
        ("FI", "22100"),
        ("DE", "78266"),
        ("DE", "27498"),
        ("IT", "23041"),
        ("MC", "98000"),
    ],
)
def test_territories_with_rules_of_their_own_go_to_the_team(country: str, postcode: str) -> None:
    terms = ruling({"country": country, "postcode": postcode, **EMPTY}, {})
    assert terms.team_decides
    assert terms.default is Treatment.STANDARD  # until then


@pytest.mark.parametrize(
    ("facts", "place", "team"),
    [
        ({}, "FR", False),
        ({}, "DE", False),  # the office; the review looks at it
        ({}, "ES", True),
        (GERMAN, "DE", False),
        (GERMAN, "FR", True),
        ({"country": "CH", **EMPTY}, "US", True),
    ],
)
def test_work_done_in_a_third_country_goes_to_the_team(
    facts: dict[str, Any], place: str, *, team: bool
) -> None:
    assert ruling(facts, {"place": place}).team_decides is team


def test_the_sectors_usual_treatment_is_for_german_vat_alone() -> None:
    for usual in PROPOSALS:
        assert ruling({"kind": PRIVATE}, {"usual": usual}).default is usual
        assert ruling({}, {"usual": usual}).default is Treatment.REVERSE_CHARGE
        assert ruling(GERMAN, {"usual": usual, "place": "AT"}).default is Treatment.STANDARD


def test_reverse_charge_needs_a_number_that_is_not_known_to_be_invalid() -> None:
    without = ruling(EMPTY, {}).refused[Treatment.REVERSE_CHARGE]
    assert "needs the client’s VAT number" in without.english()
    invalid = ruling({}, {"number_invalid": True})
    assert "is not valid" in invalid.refused[Treatment.REVERSE_CHARGE].english()
    assert "Ask the client for the right number" in invalid.why.english()
    assert ruling({}, {}).refused == {}


def test_membership_counts_on_the_day_of_the_service() -> None:
    british = client(country="GB", vat_number="")
    before = ruling_for(Case(british, in_union=True, place="GB"))
    assert before.treatment is Treatment.STANDARD
    assert terms_for(british, TODAY, RATES).default is Treatment.OUTSIDE
    assert terms_for(british, date(2020, 1, 31), RATES).default is Treatment.STANDARD


HIGHER = VatRates(
    standard=(*RATES.standard, (date(2027, 7, 1), Decimal(21))), reduced=RATES.reduced
)


def test_the_rate_is_that_of_the_service_day() -> None:
    for day, rate in ((date(2027, 6, 30), 19), (date(2027, 7, 1), 21), (date(2006, 12, 31), 16)):
        terms = terms_for(client(**GERMAN), day, HIGHER)
        assert terms.rate_of(terms.treatment_of(line())) == rate
        assert terms.rate_of(Treatment.REDUCED) == 7
        assert terms.rate_of(Treatment.OUTSIDE) == 0


def test_a_day_without_a_rate_is_never_guessed_over() -> None:
    with pytest.raises(MissingRate):
        RATES.of(Treatment.STANDARD, date(1997, 1, 1))
