"""The review page: the offer as the client will see it, the checks, and one decision (R9–R11)."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from kontor.actions import submit_order
from kontor.foundation.models import HistoryEntry
from kontor.orders.draft import Contact, LineKind, Unit
from kontor.orders.models import Order
from kontor.people.roles import Role
from tests.builders import drafts, house, orders
from tests.builders.links import linked
from tests.builders.orders import MONDAY
from tests.cast import Cast, cast
from tests.pages.member.reading import Page, Reader

pytestmark = pytest.mark.django_db

CONTACT = Contact("Canary Person", "canary@client.example", phone="canary-phone")


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def order(people: Cast) -> Order:
    return orders.submitted(people.owner, people.client, contact=CONTACT)


def underpaid(people: Cast) -> Order:
    """40 hours for 100 euros: a stop."""
    lines = (drafts.line(quantity="1", price="100", unit=Unit.FLAT, kind=LineKind.FEE),)
    return orders.submitted(people.owner, people.client, lines=lines, hours=Decimal(40))


def show(reader: Reader, order: Order) -> Page:
    return reader.get(f"/team/orders/{order.pk}/")


def approve(reader: Reader, order: Order, **values: Any) -> Page:
    return reader.post(f"/team/orders/{order.pk}/approve", **values)


def status(order: Order) -> str:
    order.refresh_from_db()
    return order.status


def test_the_page_shows_the_offer_the_checks_and_the_comment(people: Cast, order: Order) -> None:
    page = show(Reader(people.advisor), order)
    assert page.headline == "Autumn catalogue"
    for words in (
        "The offer, as the client will see it",
        "scope and fees are fixed",
        "Ada Brandt, through Smart Beispiel eG",
        "12 ok",
        "Comment on the order",
        "Known from an exhibition.",
        "Graphic design",
        "Ada Brandt submitted the order for review.",
        "Then Canary Person gets the link and can confirm until Monday 11 January 2027.",
    ):
        assert words in page.words, words


def test_what_the_team_reads_is_what_the_client_will_read(people: Cast, order: Order) -> None:
    reader = Reader(people.advisor)
    shown = show(reader, order).tree.xpath("//div[contains(@class, 'sheet-roomy')]/section")
    approve(reader, order, hash=orders.shown(order))
    page = Reader(None).get(f"/c/{orders.token(order)}")
    client = page.tree.xpath("//div[contains(@class, 'sheet-roomy')]/section")
    words = [" ".join(section.text_content().split()) for section in client]
    assert [" ".join(section.text_content().split()) for section in shown[1:]] == words


def test_approving_sends_the_link_and_goes_back_to_the_desk(people: Cast, order: Order) -> None:
    reader = Reader(people.advisor)
    form = show(reader, order).form(f"/team/orders/{order.pk}/approve")
    sent = approve(reader, order, **form)
    assert (sent.status, sent.url) == (302, "/team/#next")
    assert status(order) == "client_confirmation"
    assert "“Autumn catalogue” is approved." in reader.get("/team/").words


def test_approving_after_the_deadline_says_that_the_offer_lapses(
    people: Cast, order: Order
) -> None:
    reader = Reader(people.advisor, MONDAY + timedelta(days=30))
    page = show(reader, order)
    assert "The offer was valid until Monday 11 January 2027 only: it lapses" in page.words
    approve(reader, order, hash=orders.shown(order))
    assert "it lapses, and the member can set a new date." in reader.get("/team/").words


def test_a_revision_that_was_not_shown_is_not_approved(people: Cast, order: Order) -> None:
    page = approve(Reader(people.advisor), order, hash="0" * 64)
    assert page.status == 409
    assert "The member has changed the order since you opened this page." in page.words
    assert page.form(f"/team/orders/{order.pk}/approve")["hash"] == orders.shown(order)
    assert status(order) == "team_review"


def test_a_second_click_explains_itself(people: Cast, order: Order) -> None:
    reader = Reader(people.advisor)
    shown = orders.shown(order)
    approve(reader, order, hash=shown)
    page = approve(reader, order, hash=shown)
    assert page.status == 409
    assert "This order waits for the client. Nothing was changed." in page.words


def test_approving_over_a_stop_asks_for_a_reason_that_stands_in_the_history(people: Cast) -> None:
    order = underpaid(people)
    reader = Reader(people.advisor)
    page = show(reader, order)
    assert "Hourly wage below the minimum wage" in page.words
    assert "Approve despite the stop" in page.words
    assert not page.tree.xpath("//form//button[contains(@class, 'button-primary')]")
    refused = approve(reader, order, hash=orders.shown(order), reason=" ")
    assert refused.status == 422
    assert refused.fault_at("id_reason") == "Write why you approve it all the same."
    assert status(order) == "team_review"
    approve(reader, order, hash=orders.shown(order), reason="A gift to a friend.")
    assert status(order) == "client_confirmation"
    entry = HistoryEntry.objects.get(event="approve")
    assert entry.data["reason"] == "A gift to a friend."
    assert "A gift to a friend." in show(reader, order).words


def test_the_contact_person_is_shown_to_the_advisor_alone(people: Cast, order: Order) -> None:
    orders.confirm(orders.approve(people.advisor, order))
    orders.mailed(order, "invitation:9", "canary@client.example", state="failed")
    assert "canary@client.example" in show(Reader(people.advisor), order).words
    page = show(Reader(people.accountant), order)
    assert page.status == 200
    assert "canary" not in page.html.lower()
    assert "The client confirmed the offer." in page.words


def test_an_accountant_cannot_approve(people: Cast, order: Order) -> None:
    reader = Reader(people.accountant)
    assert "decision-bar" not in show(reader, order).html
    assert approve(reader, order, hash=orders.shown(order)).status == 403
    assert status(order) == "team_review"


def test_nobody_is_offered_to_approve_their_own_order(people: Cast) -> None:
    both = house.person("Both Roles", Role.MEMBER, Role.ADVISOR)
    order = orders.submitted(both, people.client)
    reader = Reader(both)
    page = show(reader, order)
    assert "This is your own order; another advisor reviews it." in page.words
    assert "decision-bar" not in page.html
    assert approve(reader, order, hash=orders.shown(order)).status in {403, 409}
    assert status(order) == "team_review"


def test_drafts_are_invisible_also_after_they_were_taken_back(people: Cast, order: Order) -> None:
    draft = orders.drafted(people.owner, people.client)
    submit_order.take_back(people.owner, order.pk, MONDAY)
    nothing = Reader(people.advisor).get("/team/orders/999999/")
    for hidden in (draft, order):
        for path in ("", "approve"):
            url = f"/team/orders/{hidden.pk}/{path}"
            answer = Reader(people.advisor)
            page = answer.post(url, hash="0") if path else answer.get(url)
            assert (page.status, page.words) == (404, nothing.words)
    for path in ("/team/", "/team/orders/", "/team/mail/"):
        assert "Autumn catalogue" not in Reader(people.advisor).get(path).words


def test_an_active_order_shows_its_invoices_instead_of_checks(people: Cast) -> None:
    order = orders.active(people.owner, people.advisor, people.client)
    linked(order)
    page = show(Reader(people.advisor), order)
    assert "RE-2027-000001" in page.words
    assert "Checks" not in page.words
    assert "decision-bar" not in page.html


def test_previous_and_next_walk_through_the_queue(people: Cast) -> None:
    first, second, third = (
        orders.submitted(
            people.owner, people.client, now=MONDAY + timedelta(minutes=n), title=f"No {n}"
        )
        for n in range(3)
    )
    page = show(Reader(people.advisor, MONDAY + timedelta(hours=1)), second)
    assert "2 of 3" in page.words
    links = page.all("//div[@class='page-actions']/a/@href")
    assert links == [f"/team/orders/{first.pk}/", f"/team/orders/{third.pk}/"]


@pytest.mark.parametrize("who", ["advisor", "accountant"])
def test_a_page_takes_at_most_twelve_queries(
    people: Cast, order: Order, who: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    active = orders.active(people.owner, people.advisor, people.client, title="Active")
    linked(active)
    reader = Reader(getattr(people, who))
    for each in (order, active):
        with django_assert_max_num_queries(12):
            show(reader, each)
