"""An advisor returns, rejects or refuses on a page of its own, and says why."""

from decimal import Decimal
from typing import Any

import pytest

from kontor.foundation.models import OutboxMail
from kontor.foundation.saying import say
from kontor.orders.draft import Unit
from kontor.orders.grounds import GROUNDS
from kontor.orders.models import Order
from tests.builders import drafts, orders
from tests.cast import Cast, cast
from tests.pages.member.reading import Page, Reader

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


def reject_page(people: Cast, order: Order, **query: Any) -> Page:
    return Reader(people.advisor).get(f"/team/orders/{order.pk}/reject", **query)


def ticked(page: Page) -> list[str]:
    return page.all("//input[@name='grounds'][@checked]/@value")


def test_each_ground_opens_its_text_in_the_language_of_the_member(people: Cast) -> None:
    order = orders.submitted(people.owner, people.client)
    page = reject_page(people, order)
    for key, ground in GROUNDS.items():
        area = f"//textarea[@name='text_{key}']"
        assert page.one(area) == say(ground.text, "de"), key
        assert page.all(f"{area}/@lang") == ["de"]
        assert page.all(f"{area}/ancestor::*[@class='choice-card']//input/@value") == [key]
    assert "Ada Brandt is written to in German." in page.words
    people.owner.language = "en"
    people.owner.save()
    page = reject_page(people, order)
    assert page.one("//textarea[@name='text_licence']") == GROUNDS["licence"].text.english()


def test_only_what_is_ticked_is_sent_as_it_was_changed(people: Cast) -> None:
    order = orders.submitted(people.owner, people.client)
    sent = {
        "hash": orders.shown(order),
        "grounds": ["statute", "minimum_wage"],
        "text_statute": "Unsere Satzung lässt das nicht zu.\r\nSchade.",
        "text_licence": "Canary that nobody ticked.",
    }
    answer = Reader(people.advisor).post(f"/team/orders/{order.pk}/reject", **sent)
    assert answer.status == 302
    mail = OutboxMail.objects.get(purpose="order_rejected")
    assert "Unsere Satzung lässt das nicht zu.\n" in mail.text
    assert "Mindestlohn" in mail.text
    assert "Canary" not in mail.text
    told = Reader(people.owner).get(f"/orders/{order.pk}/").words
    assert "Jonas Wiebold rejected the order. Against the statute; Hourly wage too low." in told
    assert "Unsere Satzung lässt das nicht zu. Schade." in told
    assert "Canary" not in told


def test_an_emptied_text_is_asked_for_and_nothing_typed_is_lost(people: Cast) -> None:
    order = orders.submitted(people.owner, people.client)
    values = {
        "hash": orders.shown(order),
        "grounds": ["statute", "licence"],
        "text_statute": " ",
        "text_licence": "My own words.",
        "text_disagreement": "Typed and not ticked.",
    }
    page = Reader(people.advisor).post(f"/team/orders/{order.pk}/reject", **values)
    assert page.status == 422
    assert page.fault_at("id_text_statute") == "Write why, or take this ground back."
    assert page.all("//*[@id='errors']//a/@href") == ["#id_text_statute"]
    assert sorted(ticked(page)) == ["licence", "statute"]
    assert page.one("//textarea[@name='text_licence']") == "My own words."
    assert page.one("//textarea[@name='text_disagreement']") == "Typed and not ticked."
    order.refresh_from_db()
    assert order.status == "team_review"


def test_where_a_check_says_stop_its_ground_is_ticked_and_the_page_says_why(people: Cast) -> None:
    cheap = drafts.line("1", "100.00", unit=Unit.FLAT)
    order = orders.submitted(
        people.owner, people.client, lines=(cheap,), hours=Decimal(40), sector="security"
    )
    review = Reader(people.advisor).get(f"/team/orders/{order.pk}/")
    [link] = review.all("//a[starts-with(., 'Reject')]/@href")
    assert link == f"/team/orders/{order.pk}/reject?ground=licence&ground=minimum_wage"
    page = reject_page(people, order, ground=["licence", "minimum_wage"])
    assert ticked(page) == ["licence", "minimum_wage"]
    assert "Ticked because a check says stop." in page.words


def test_nothing_is_ticked_without_a_stop_or_for_what_is_no_ground_here(people: Cast) -> None:
    order = orders.submitted(people.owner, people.client)
    review = Reader(people.advisor).get(f"/team/orders/{order.pk}/")
    assert review.all("//a[starts-with(., 'Reject')]/@href") == [f"/team/orders/{order.pk}/reject"]
    page = reject_page(people, order, ground=["mood"])
    assert ticked(page) == []
    assert "Ticked because" not in page.words
    active = orders.active(people.owner, people.advisor, people.client, title="Goes on")
    refuse = Reader(people.advisor).get(f"/team/orders/{active.pk}/refuse", ground="licence")
    assert ticked(refuse) == []
    assert refuse.all("//input[@name='grounds']/@value") == [
        "bogus_self_employment",
        "disagreement",
        "client_debt",
        "no_cooperation",
    ]


def test_a_question_is_asked_in_the_language_of_the_member(people: Cast) -> None:
    order = orders.submitted(people.owner, people.client)
    page = Reader(people.advisor).get(f"/team/orders/{order.pk}/return")
    assert "Ada Brandt is written to in German." in page.words
    assert page.all("//textarea[@name='text']/@lang") == ["de"]
    answer = Reader(people.advisor).post(
        f"/team/orders/{order.pk}/return", hash=orders.shown(order), text=" "
    )
    assert answer.status == 422
    assert answer.fault_at("id_text") == "Write your question, so that the member can answer."


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
