"""What each treatment says on the invoice, in both languages (spec § 9, § 14 (4) UStG)."""

from dataclasses import replace
from typing import Any

import pytest

from kontor.clients.facts import Kind
from kontor.invoicing.vat import terms_for
from kontor.invoicing.vat_notes import CODES, Category, category_of
from kontor.orders.draft import Treatment
from kontor.orders.offer import Offer, offer_of
from tests.builders.drafts import RATES, TODAY, client, draft

CERTIFICATE = "§ 4 Nr. 21 UStG, Senatsverwaltung für Bildung, 12. März 2026, Az. II C 4"


def offer(place: str = "", **facts: Any) -> Offer:
    who = client(**facts)
    return offer_of(
        replace(draft(), place_country=place), who, "Ada Brandt", terms_for(who, TODAY, RATES)
    )


def category(treatment: Treatment, of: Offer | None = None, certificate: str = "") -> Category:
    return category_of(treatment, of or offer(), certificate)


@pytest.mark.parametrize(
    ("treatment", "code", "exemption"),
    [
        (Treatment.STANDARD, "S", ""),
        (Treatment.REDUCED, "S", ""),
        (Treatment.EXEMPT, "E", ""),
        (Treatment.REVERSE_CHARGE, "AE", "VATEX-EU-AE"),
        (Treatment.OUTSIDE, "O", "VATEX-EU-O"),
    ],
)
def test_each_treatment_has_its_category(treatment: Treatment, code: str, exemption: str) -> None:
    found = category(treatment)
    assert (found.code, found.exemption_code) == (code, exemption)
    assert bool(found.note_de) is bool(found.note_en) is (code != "S")


def test_no_service_is_zero_rated_or_an_export() -> None:
    assert set(CODES) == set(Treatment)
    assert set(CODES.values()) == {"S", "E", "AE", "O"}


def test_reverse_charge_uses_the_words_of_the_law() -> None:
    found = category(Treatment.REVERSE_CHARGE)
    assert found.note_de == "Steuerschuldnerschaft des Leistungsempfängers"
    assert found.note_en == "Reverse charge"


def test_an_exempt_service_names_the_certificate_where_there_is_one() -> None:
    assert category(Treatment.EXEMPT).note_de == "Steuerfrei nach § 4 UStG"
    named = category(Treatment.EXEMPT, certificate=CERTIFICATE)
    assert named.note_de == f"Steuerfrei nach § 4 UStG. Bescheinigung: {CERTIFICATE}"
    assert named.note_en.endswith(f"Certificate: {CERTIFICATE}")


@pytest.mark.parametrize(
    ("of", "paragraph", "section"),
    [
        (offer(country="CH", vat_number=""), "§ 3a Abs. 2 UStG", "section 3a (2)"),
        (offer(country="US", kind=Kind.PRIVATE), "§ 3a Abs. 4 UStG", "section 3a (4)"),
        (offer("AT", country="DE", vat_number=""), "§ 3a Abs. 3 UStG", "section 3a (3)"),
        (offer("MX", country="US", kind=Kind.PRIVATE), "§ 3a Abs. 3 UStG", "section 3a (3)"),
        (offer("DE", country="US", kind=Kind.PRIVATE), "§ 3a Abs. 4 UStG", "section 3a (4)"),
        (offer(country="FR", kind=Kind.PRIVATE), "§ 3a UStG", "section 3a of"),
    ],
)
def test_not_taxable_names_the_rule_for_place_and_client(
    of: Offer, paragraph: str, section: str
) -> None:
    found = category(Treatment.OUTSIDE, of)
    assert f"({paragraph})" in found.note_de
    assert section in found.note_en
