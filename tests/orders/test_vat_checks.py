"""What the review says about VAT, with its reasoning (spec § 7, § 9)."""

from typing import Any

import pytest

from kontor.clients.facts import ClientFacts, Kind
from kontor.clients.vat_register import Verdict
from kontor.invoicing.vat import terms_for
from kontor.orders.checks import CheckFacts, Level
from kontor.orders.draft import Treatment
from kontor.orders.sectors import SHIPPED
from kontor.orders.vat_checks import vat_plausible
from kontor.orders.wage import wage_of
from tests.builders.drafts import RATES, TODAY, WAGE_TERMS, client, draft, german_client


def facts(
    of: ClientFacts,
    *used: Treatment,
    certificate: str = "",
    verdict: Verdict | None = None,
    **vat: Any,
) -> CheckFacts:
    terms = terms_for(of, TODAY, RATES, number_invalid=verdict is Verdict.INVALID, **vat)
    return CheckFacts(
        client=of,
        sector=SHIPPED["graphic-design"],
        wage=wage_of(draft(), WAGE_TERMS),
        today=TODAY,
        vat=terms,
        treatments=frozenset(used) or frozenset({terms.default}),
        place_country=vat.get("place", "") or of.country,
        certificate=certificate,
        vat_verdict=verdict,
    )


def said(of: CheckFacts) -> str:
    """The reasoning; empty where the check is in order."""
    check = vat_plausible(of)
    return "" if check.level is Level.OK else check.text.english()


@pytest.mark.parametrize(
    ("of", "words"),
    [
        (facts(german_client()), ""),
        (facts(client(), verdict=Verdict.VALID), ""),
        (facts(client(country="CH", vat_number="")), ""),
        (facts(client(country="US", vat_number="", kind=Kind.PRIVATE)), "§ 3a (1), (4) UStG"),
        (facts(german_client(), place="AT"), "§ 3a (3) UStG"),
        (facts(client(country="ES", postcode="35001", vat_number="")), "rules of its own"),
        (facts(german_client(), Treatment.REDUCED), "§ 12 (2) no. 7 c UStG"),
        (facts(german_client(), usual=Treatment.REDUCED), "§ 12 (2) no. 7 c UStG"),
        (facts(german_client(), Treatment.EXEMPT), "settings name no certificate"),
        (facts(german_client(), Treatment.EXEMPT, certificate="Az. 4711"), "certificate: Az. 4711"),
        (facts(german_client(), Treatment.OUTSIDE), "do not follow the usual treatment"),
        (facts(client(), Treatment.STANDARD), "do not follow the usual treatment"),
        (facts(client(), Treatment.REDUCED), "no German VAT is usual"),
        (facts(client(), verdict=Verdict.INVALID), "FR40303265045 is not valid"),
        (facts(client(), verdict=Verdict.NOT_CHECKED), "nobody has checked"),
        (facts(client(verified=False)), "nobody has checked"),
        (facts(client(verified=False), verdict=Verdict.VALID), ""),
        (facts(german_client(vat_number="DE136695976", verified=False)), ""),
        (facts(client(), place="DE"), "done in Germany"),
        (facts(client(vat_number="")), "ask for it"),
    ],
)
def test_each_doubt_is_spelled_out(of: CheckFacts, words: str) -> None:
    assert words in said(of)
    assert bool(said(of)) is bool(words)


def test_what_the_team_decides_stays_a_look_whatever_was_chosen() -> None:
    private = client(country="US", vat_number="", kind=Kind.PRIVATE)
    for treatment in (Treatment.STANDARD, Treatment.OUTSIDE):
        assert "the team decides" in said(facts(private, treatment))


def test_several_doubts_are_all_said() -> None:
    both = said(facts(client(verified=False), place="DE"))
    assert "done in Germany" in both
    assert "nobody has checked" in both
