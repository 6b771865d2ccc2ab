"""Member and team read the same words and the same calculation of the hourly wage (spec § 7)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from kontor.clients.models import Client
from tests.builders import drafts, orders
from tests.cast import Cast, cast
from tests.pages.member.filled import typed
from tests.pages.member.reading import Page, Reader

pytestmark = pytest.mark.django_db

HOURLY = "//p[@class='wage-line']"
CHECK = (
    "//div[contains(@class, 'check-')][.//h3[contains(., 'ourly wage') or contains(., 'Stund')]]"
)


@dataclass(frozen=True)
class Case:
    """An order, as typed in the form and as it stands submitted; what is said of its wage."""

    order: dict[str, Any]
    form: dict[str, Any]
    words: str
    steps: int = 4


CASES = {
    "above": Case({}, {}, "€39.48 per hour; the minimum wage on these days is €14.60."),
    "below": Case(
        {"hours": Decimal(200)},
        {"hours": "200"},
        "€7.90 per hour; the minimum wage on these days is €14.60. Needed: €1,782.64 more in fees,"
        " or 92 hours less of work. Working time and the hours in the lines differ; the working"
        " time counts.",
    ),
    "open": Case(
        {"lines": (drafts.line(price="0.00"),)},
        {"fees-0-unit_price": "0,00"},
        "The hourly wage shows once fees and working time are filled in.",
        steps=0,
    ),
    "two rates within the service": Case(
        {"service_from": date(2026, 12, 28), "service_to": date(2027, 1, 8)},
        {"service_from": "28/12/2026", "service_to": "08/01/2027"},
        "€39.48 per hour; the minimum wage rises to €14.60 on 1 January 2027, within the service"
        " period, and the higher one counts.",
    ),
}


@pytest.fixture
def people() -> Cast:
    return cast()


def to_member(page: Page) -> tuple[str, list[str]]:
    """The words below the headline, and the lines of the calculation."""
    words = page.one(f"{HOURLY}/following-sibling::p[1]")
    return words, page.all(f"{HOURLY}/following-sibling::dl[1]/div")


def to_team(page: Page) -> tuple[str, list[str]]:
    """Those of the check where it asks for something, else those beside the order."""
    if page.all(HOURLY):
        return to_member(page)
    return page.one(f"{CHECK}//h3/following-sibling::p[1]"), page.all(f"{CHECK}//dl/div")


def form_of(member: Reader, client: Client, case: Case) -> Page:
    return member.post("/orders/summary", **typed(client, **{"hours": "40", **case.form}))


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("name", CASES)
def test_form_order_and_review_say_the_same(people: Cast, name: str, language: str) -> None:
    case = CASES[name]
    order = orders.submitted(people.owner, people.client, **case.order)
    member = Reader(people.owner, language=language)
    team = Reader(people.advisor, language=language)
    read = to_member(form_of(member, people.client, case))
    assert to_member(member.get(f"/orders/{order.pk}/")) == read
    assert to_team(team.get(f"/team/orders/{order.pk}/")) == read
    assert len(read[1]) == case.steps
    if language == "en":
        assert read[0] == case.words
