"""The review's checks: each key once, nothing hidden, nothing decided (spec § 7)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from kontor.clients.blocks import Block
from kontor.orders.checks import Check, CheckFacts, Level, checks, worst
from kontor.orders.draft import Draft, Treatment, Unit
from kontor.orders.sectors import SHIPPED
from kontor.orders.wage import wage_of
from tests.builders.drafts import TODAY, WAGE_TERMS, client, draft, line

KEYS = [
    "client_blocked",
    "client_unverified",
    "client_similar",
    "contact_is_member",
    "client_overdue",
    "sector_licence",
    "sector_not_processable",
    "hourly_wage",
    "vat_plausible",
    "bogus_self_employment",
    "duplicate_order",
    "proof_waiting",
]
FINE = CheckFacts(
    client=client(),
    sector=SHIPPED["graphic-design"],
    wage=wage_of(draft(), WAGE_TERMS),
    today=TODAY,
    treatments=frozenset({Treatment.REVERSE_CHARGE}),
    expected_treatment=Treatment.REVERSE_CHARGE,
)


def found(**changes: Any) -> dict[str, Check]:
    return {check.key: check for check in checks(replace(FINE, **changes))}


def wage(of: Draft) -> Any:
    return wage_of(of, WAGE_TERMS)


def test_every_key_is_listed_once_with_its_reasoning() -> None:
    result = checks(FINE)
    assert [check.key for check in result] == KEYS
    assert worst(result) is Level.OK
    assert all(check.title.english() and check.text.english() for check in result)
    assert worst([]) is Level.OK


FLAT = line("1", "1200", unit=Unit.FLAT)


@pytest.mark.parametrize(
    ("key", "level", "changes"),
    [
        ("client_blocked", "stop", {"client": client(block=Block.NO_ORDERS)}),
        ("client_blocked", "stop", {"client": client(block=Block.ADVANCE_ONLY)}),
        (
            "client_blocked",
            "look",
            {"client": client(block=Block.ADVANCE_ONLY), "paid_in_advance": True},
        ),
        ("client_unverified", "look", {"client": client(verified=False)}),
        ("client_similar", "look", {"similar_clients": ("Lefèvre SA",)}),
        ("contact_is_member", "look", {"contact_is_member": True}),
        ("client_overdue", "stop", {"overdue_since": date(2026, 10, 1)}),
        ("client_overdue", "stop", {"in_debt": True}),
        ("sector_licence", "stop", {"sector": SHIPPED["security"]}),
        ("sector_not_processable", "stop", {"sector": SHIPPED["craft"]}),
        ("sector_not_processable", "stop", {"sector": SHIPPED["sale-of-goods"]}),
        ("hourly_wage", "stop", {"wage": wage(draft(lines=(FLAT,), hours=Decimal(64)))}),
        ("hourly_wage", "look", {"wage": wage(draft(lines=()))}),
        ("hourly_wage", "look", {"wage": wage(draft(hours=Decimal(30)))}),
        ("vat_plausible", "look", {"expected_treatment": None}),
        ("vat_plausible", "look", {"treatments": frozenset({Treatment.STANDARD})}),
        ("vat_plausible", "look", {"client": client(vat_number="DE136695976")}),
        ("bogus_self_employment", "look", {"share_of_fees": Decimal("0.84")}),
        ("bogus_self_employment", "look", {"full_time_hours": True}),
        ("duplicate_order", "look", {"same_orders": ("A-2027-0416",)}),
        ("proof_waiting", "look", {"proofs_waiting": 2}),
    ],
)
def test_one_finding_changes_one_check(key: str, level: str, changes: dict[str, Any]) -> None:
    levels = {name: check.level for name, check in found(**changes).items()}
    assert levels == {**dict.fromkeys(KEYS, Level.OK), key: Level(level)}


def test_a_company_elsewhere_in_the_eu_without_a_number_is_asked_for_it() -> None:
    check = found(
        client=client(vat_number=""),
        treatments=frozenset({Treatment.STANDARD}),
        expected_treatment=Treatment.STANDARD,
    )["vat_plausible"]
    assert check.level is Level.LOOK
    assert "ask for it" in check.text.english()


def test_five_sixths_exactly_are_no_sign_yet() -> None:
    assert found(share_of_fees=Decimal(5) / Decimal(6))["bogus_self_employment"].level is Level.OK


def test_a_low_wage_shows_the_calculation_and_what_is_missing() -> None:
    check = found(wage=wage(draft(lines=(FLAT,), hours=Decimal(64))))["hourly_wage"]
    assert len(check.steps) == 4
    assert check.text.english() == (
        "€14.10 per hour; the minimum wage on these days is €14.60. "
        "Needed: €42.45 more in fees, or 3 hours less of work."
    )
