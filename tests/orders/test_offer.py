"""What the client sees, frozen with a hash over what makes a new revision (spec § 6)."""

from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from kontor.clients.facts import ClientFacts
from kontor.invoicing.vat import terms_for
from kontor.orders.draft import ClientConfirmation, Contact, Draft, LineKind, SkipReason, Treatment
from kontor.orders.offer import Offer, content_hash, offer_from_json, offer_json, offer_of
from tests.builders.drafts import RATES, TODAY, client, draft, german_client, line


def offer(of: Draft | None = None, to: ClientFacts | None = None) -> Offer:
    facts = to or client()
    return offer_of(of or draft(), facts, "Ada Brandt", terms_for(facts, TODAY, RATES))


def hash_with(**changes: Any) -> str:
    return hash_of(offer(draft(**changes)))


def hash_of(of: Offer, client_id: int = 1) -> str:
    return content_hash(of, client_id)


def test_an_offer_survives_the_way_through_json() -> None:
    text = offer_json(offer())
    assert offer_from_json(text) == offer()
    assert offer_json(offer_from_json(text)) == text
    assert hash_of(offer_from_json(text)) == hash_of(offer())


def test_the_texts_are_kept_character_for_character() -> None:
    typed = "  „Größe“ -- 'x'\n\n\t<b>&amp;</b>  "
    assert offer_from_json(offer_json(offer(draft(description=typed)))).description == typed


def test_nothing_of_the_team_or_the_contact_is_in_it() -> None:
    secret = draft(
        comment="canary comment",
        contact=Contact("canary name", "canary@mail.example", "canary phone"),
        sector="canary sector",
        hours=Decimal(77777),
    )
    text = offer_json(offer(secret))
    assert "canary" not in text
    assert "77777" not in text
    assert not {field.name for field in fields(Offer)} & {"comment", "contact", "sector", "hours"}


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Winter catalogue"},
        {"title": "Autumn catalogue "},
        {"description": "Layout"},
        {"service_from": date(2027, 1, 12)},
        {"service_to": date(2027, 1, 14)},
        {"place_country": "DE"},
        {"lines": (line("6"),)},
        {"lines": (line(price="420.01"),)},
        {"lines": (line(text="Layout"),)},
        {"lines": (line(kind=LineKind.EXPENSE),)},
        {"lines": (line(vat=Treatment.STANDARD),)},
        {"lines": (line(), line())},
        {"payment": replace(draft().payment, billing_date=date(2027, 1, 19))},
        {"payment": replace(draft().payment, term_days=30)},
        {"special_agreement": "Two free copies."},
    ],
)
def test_a_change_of_the_agreement_makes_a_new_revision(change: dict[str, Any]) -> None:
    assert hash_with(**change) != hash_of(offer())


@pytest.mark.parametrize(
    "change",
    [
        {"contact": Contact("Somebody Else", "else@lefevre.example")},
        {"confirmation": ClientConfirmation(valid_until=date(2027, 2, 1))},
        {"confirmation": ClientConfirmation(ask=False, skip_reason=SkipReason.OWN_FORM)},
        {"buyer_reference": "PO 4711"},
        {"purchase_order": "4711"},
        {"hours": Decimal(39)},
        {"sector": "photography"},
        {"comment": "new"},
        {"place_country": "FR"},  # the default, said out loud
        {"lines": (line("5.000", "420"),)},  # the same number, written otherwise
        {"lines": (line(vat=Treatment.REVERSE_CHARGE),)},  # the default, said out loud
    ],
)
def test_other_changes_keep_the_revision(change: dict[str, Any]) -> None:
    assert hash_with(**change) == hash_of(offer())


def test_another_client_makes_a_new_revision_and_a_corrected_street_does_not() -> None:
    base = hash_of(offer())
    assert hash_of(offer(to=client(name="Lefèvre Frères SARL"))) != base
    assert hash_of(offer(to=german_client())) != base
    assert hash_of(offer(to=client(street="13 rue des Écoles"))) == base


def test_a_namesake_of_the_client_makes_a_new_revision() -> None:
    assert hash_of(offer(), client_id=2) != hash_of(offer(), client_id=1)


def test_an_offer_that_skips_the_client_has_no_deadline() -> None:
    skipped = draft(confirmation=ClientConfirmation(ask=False, skip_reason=SkipReason.OWN_FORM))
    assert offer(skipped).valid_until is None


def test_the_clients_own_reference_is_the_default() -> None:
    assert offer(to=client(buyer_reference="PO 1")).buyer_reference == "PO 1"
    assert (
        offer(draft(buyer_reference="PO 2"), client(buyer_reference="PO 1")).buyer_reference
        == "PO 2"
    )


@pytest.mark.parametrize(
    "half",
    [
        draft(service_to=None),
        draft(lines=(line(unit=None),)),
        draft(confirmation=ClientConfirmation()),
        draft(lines=(line(vat=Treatment.EXEMPT),)),
    ],
)
def test_half_a_draft_makes_no_offer(half: Draft) -> None:
    with pytest.raises(ValueError, match=r"complete|billed"):
        offer(half)
