"""An advisor returns, rejects or refuses on a page of its own, and says why."""

import pytest

from tests.builders import orders
from tests.cast import Cast, cast
from tests.pages.member.reading import Reader

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


def test_the_review_leads_to_the_pages_and_a_ground_rejects(people: Cast) -> None:
    order = orders.submitted(people.owner, people.client)
    advisor = Reader(people.advisor)
    review = advisor.get(f"/team/orders/{order.pk}/")
    assert review.all(f"//a[@href='/team/orders/{order.pk}/reject']")
    shown = orders.shown(order)
    words = {"hash": shown, "grounds": ["licence", "statute"], "text": "Let us talk."}
    page = advisor.post(f"/team/orders/{order.pk}/reject", **words)
    assert page.status == 302
    order.refresh_from_db()
    assert order.status == "rejected"
    assert "Let us talk." in Reader(people.owner).get(f"/orders/{order.pk}/").words


def test_what_is_missing_is_said_at_its_field_and_nothing_typed_is_lost(people: Cast) -> None:
    order = orders.submitted(people.owner, people.client)
    page = Reader(people.advisor).post(
        f"/team/orders/{order.pk}/reject", hash=orders.shown(order), text="My words"
    )
    assert page.status == 422
    assert "My words" in page.words
    order.refresh_from_db()
    assert order.status == "team_review"


def test_a_stale_page_decides_nothing(people: Cast) -> None:
    order = orders.submitted(people.owner, people.client)
    page = Reader(people.advisor).post(
        f"/team/orders/{order.pk}/return", hash="0" * 64, text="On which days?"
    )
    assert page.status == 409
    assert "On which days?" in page.words


def test_an_active_order_can_be_refused_but_not_on_a_ground_of_the_review(people: Cast) -> None:
    order = orders.active(people.owner, people.advisor, people.client)
    advisor = Reader(people.advisor)
    path = f"/team/orders/{order.pk}/refuse"
    assert advisor.post(path, grounds=["licence"]).status == 422
    assert advisor.post(path, grounds=["client_debt"]).status == 302
    order.refresh_from_db()
    assert order.status == "rejected"
