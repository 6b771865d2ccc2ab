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


@pytest.mark.parametrize(
    ("certificate", "german", "english"),
    [
        ("", "§ 4 UStG", "section 4 of the German VAT Act"),
        (
            CERTIFICATE,
            "§ 4 Nr. 21 UStG. Bescheinigung: " + CERTIFICATE.removeprefix("§ 4 Nr. 21 UStG, "),
            "section 4 no. 21 of the German VAT Act, with certificate",
        ),
        (
            "§ 4 Nr. 20 Buchst. a UStG: Amt für Kultur, Az. 7",
            "§ 4 Nr. 20 Buchst. a UStG. Bescheinigung: Amt für Kultur, Az. 7",
            "section 4 no. 20 letter a of the German VAT Act, with certificate",
        ),
        ("§ 4 Nr. 21 UStG", "§ 4 Nr. 21 UStG", "section 4 no. 21 of the German VAT Act"),
        (
            "Amt für Kultur, Az. 7",
            "§ 4 UStG. Bescheinigung: Amt für Kultur, Az. 7",
            "section 4 of the German VAT Act, with certificate",
        ),
        (
            "§ 4 Nr. 20 a UStG, Az. 7; § 4 Nr. 21 UStG, Az. 8",
            "§ 4 UStG. Bescheinigung: § 4 Nr. 20 a UStG, Az. 7; § 4 Nr. 21 UStG, Az. 8",
            "section 4 of the German VAT Act, with certificate",
        ),
    ],
)
def test_an_exempt_service_names_the_number_of_the_paragraph_and_the_certificate(
    certificate: str, german: str, english: str
) -> None:
    note = category(Treatment.EXEMPT, certificate=certificate)
    assert note.note_de == f"Steuerfrei nach {german}"
    assert note.note_en == f"Exempt from VAT under {english}"


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
