"""The review's checks: each key once, nothing hidden, nothing decided (spec § 7)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from kontor.clients.alike import Alike, Why
from kontor.clients.blocks import Block
from kontor.clients.standing import Standing
from kontor.clients.vat_register import Verdict
from kontor.invoicing.vat import terms_for
from kontor.orders.checks import Check, CheckFacts, Level, RefKind, SameOrder, worst
from kontor.orders.draft import Draft, Treatment, Unit
from kontor.orders.review_checks import checks
from kontor.orders.sectors import SHIPPED
from kontor.orders.wage import wage_of
from tests.builders.drafts import RATES, TODAY, WAGE_TERMS, client, draft, line

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
    client_id=5,
    today=TODAY,
    vat=terms_for(client(), TODAY, RATES),
    treatments=frozenset({Treatment.REVERSE_CHARGE}),
    place_country="FR",
    vat_verdict=Verdict.VALID,
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
LEFEVRE = Alike(9, "Lefèvre SA", Why.VAT_NUMBER)
PAID = Standing(
    open=Decimal(0), overdue=Decimal(0), oldest_due=None, over_two_months=False, debts=Decimal(0)
)
OVERDUE = replace(PAID, open=Decimal(90), overdue=Decimal(90), oldest_due=date(2026, 10, 1))
LONG_OVERDUE = replace(OVERDUE, over_two_months=True)
IN_DEBT = replace(PAID, debts=Decimal("40.00"))


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
        ("client_similar", "look", {"similar_clients": (LEFEVRE,)}),
        ("contact_is_member", "look", {"contact_is_member": True}),
        ("client_overdue", "stop", {"standing": LONG_OVERDUE}),
        ("client_overdue", "stop", {"standing": IN_DEBT}),
        ("sector_licence", "stop", {"sector": SHIPPED["security"]}),
        ("sector_not_processable", "stop", {"sector": SHIPPED["craft"]}),
        ("sector_not_processable", "stop", {"sector": SHIPPED["sale-of-goods"]}),
        ("hourly_wage", "stop", {"wage": wage(draft(lines=(FLAT,), hours=Decimal(64)))}),
        ("hourly_wage", "look", {"wage": wage(draft(lines=()))}),
        ("hourly_wage", "look", {"wage": wage(draft(hours=Decimal(30)))}),
        ("vat_plausible", "look", {"vat": terms_for(client(), TODAY, RATES, place="ES")}),
        ("vat_plausible", "look", {"vat_verdict": Verdict.INVALID}),
        ("vat_plausible", "look", {"vat_verdict": Verdict.NOT_CHECKED}),
        ("vat_plausible", "look", {"place_country": "DE"}),
        ("vat_plausible", "look", {"treatments": frozenset({Treatment.STANDARD})}),
        ("vat_plausible", "look", {"client": client(vat_number="DE136695976")}),
        ("bogus_self_employment", "look", {"share_of_fees": Decimal("0.84")}),
        ("bogus_self_employment", "look", {"weekly_hours": Decimal(35)}),
        ("duplicate_order", "look", {"same_orders": (SameOrder(7, "A-2027-0416"),)}),
        ("proof_waiting", "look", {"proofs_waiting": 2}),
    ],
)
def test_one_finding_changes_one_check(key: str, level: str, changes: dict[str, Any]) -> None:
    levels = {name: check.level for name, check in found(**changes).items()}
    assert levels == {**dict.fromkeys(KEYS, Level.OK), key: Level(level)}


def test_a_company_elsewhere_in_the_eu_without_a_number_is_asked_for_it() -> None:
    check = found(
        client=client(vat_number=""),
        vat=terms_for(client(vat_number=""), TODAY, RATES),
        treatments=frozenset({Treatment.STANDARD}),
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


def test_nothing_is_said_about_payments_that_nobody_knows() -> None:
    check = found()["client_overdue"]
    assert (check.level, check.title.english()) == (Level.OK, "No payment data yet")
    assert found(standing=PAID)["client_overdue"].title.english() == "No overdue invoices"


def test_what_is_overdue_but_not_for_long_is_said_and_stops_nothing() -> None:
    check = found(standing=OVERDUE)["client_overdue"]
    assert check.level is Level.OK
    assert check.text.english() == "Due since 1 October 2026, not for more than two months."


def test_a_debt_is_named_with_its_amount() -> None:
    text = found(standing=IN_DEBT)["client_overdue"].text.english()
    assert text == "The client owes the cooperative €40.00."


def test_each_similar_client_is_named_with_what_is_the_same() -> None:
    near = Alike(10, "Druckerei Lefèvre", Why.ADDRESS)
    assert found(similar_clients=(LEFEVRE, near))["client_similar"].text.english() == (
        "Lefèvre SA has the same VAT number. Druckerei Lefèvre has the same address."
    )


def test_both_signs_of_bogus_self_employment_are_told() -> None:
    check = found(share_of_fees=Decimal("0.9"), weekly_hours=Decimal("36.4"))
    assert check["bogus_self_employment"].text.english() == (
        "90 % of the member’s fees over twelve months come from this client; more than five "
        "sixths. The order repeats about 36 hours a week for one client; from 35 on that is full "
        "time."
    )


@pytest.mark.parametrize(
    ("key", "changes", "leads_to"),
    [
        (
            "client_blocked",
            {"client": client(block=Block.NO_ORDERS)},
            [(RefKind.CLIENT, 5), (RefKind.CONVERSATION, 5)],
        ),
        ("client_unverified", {"client": client(verified=False)}, [(RefKind.VERIFY, 5)]),
        ("client_similar", {"similar_clients": (LEFEVRE,)}, [(RefKind.CLIENT, 9)]),
        ("client_overdue", {"standing": LONG_OVERDUE}, [(RefKind.CLIENT, 5)]),
        ("sector_licence", {"sector": SHIPPED["security"]}, [(RefKind.ADJUST, 0)]),
        ("vat_plausible", {"place_country": "DE"}, [(RefKind.ADJUST, 0)]),
        (
            "vat_plausible",
            {"vat_verdict": Verdict.INVALID},
            [(RefKind.ADJUST, 0), (RefKind.CLIENT, 5)],
        ),
        (
            "duplicate_order",
            {"same_orders": (SameOrder(7, "A-2027-0416"),)},
            [(RefKind.ORDER, 7), (RefKind.COMPARE, 7)],
        ),
        ("proof_waiting", {"proofs_waiting": 1}, [(RefKind.PROOFS, 0)]),
    ],
)
def test_a_finding_leads_to_what_it_speaks_about(
    key: str, changes: dict[str, Any], leads_to: list[tuple[RefKind, int]]
) -> None:
    refs = found(**changes)[key].refs
    assert [(ref.kind, ref.id) for ref in refs] == leads_to
    assert all(ref.label.english() for ref in refs)
    assert not any(check.refs for check in found().values())
