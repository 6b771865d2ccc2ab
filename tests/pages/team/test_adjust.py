"""The page on which an advisor adjusts an order in the review."""

import pytest

from tests.builders import orders
from tests.cast import Cast, cast
from tests.pages.member.reading import Reader

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


def typed(**changes: str) -> dict[str, str]:
    usual = {
        "contact_name": "Chloé Martin",
        "sector": "graphic-design",
        "date_0": "18/01/2027",
        "vat_0": "",
    }
    return {**usual, **changes}


def test_an_adjusted_date_is_shown_before_and_after_to_the_member(people: Cast) -> None:
    order = orders.submitted(people.owner, people.client)
    path = f"/team/orders/{order.pk}/adjust"
    advisor = Reader(people.advisor)
    assert advisor.get(f"/team/orders/{order.pk}/").all(f"//a[@href='{path}']")
    assert "18/01/2027" in advisor.get(path).html
    page = advisor.post(path, hash=orders.shown(order), **typed(date_0="20/01/2027"))
    assert page.status == 302
    history = Reader(people.owner).get(f"/orders/{order.pk}/").words
    assert "Jonas Wiebold adjusted the order." in history
    assert "Billing date: 18 January 2027 → 20 January 2027" in history


def test_a_fault_stands_at_its_field_and_the_typing_stays(people: Cast) -> None:
    order = orders.submitted(people.owner, people.client)
    page = Reader(people.advisor).post(
        f"/team/orders/{order.pk}/adjust",
        hash=orders.shown(order),
        **typed(date_0="soon", purchase_order="4711"),
    )
    assert page.status == 422
    assert 'value="soon"' in page.html
    assert 'value="4711"' in page.html


def test_outside_the_review_the_page_says_why_not(people: Cast) -> None:
    order = orders.active(people.owner, people.advisor, people.client)
    page = Reader(people.advisor).get(f"/team/orders/{order.pk}/adjust")
    assert page.status == 409
    assert "Only an order in the review can be adjusted." in page.words
