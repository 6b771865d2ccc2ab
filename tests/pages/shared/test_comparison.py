"""What changed between two revisions, side by side, for member, team and client."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from kontor.actions import change_contact, submit_order
from kontor.orders.draft import Contact, First, Line, LineKind, Unit
from kontor.orders.models import Order
from tests.builders import drafts, orders
from tests.builders.drafts import line
from tests.builders.revisions import LATER, resubmitted, revised
from tests.cast import Cast, cast
from tests.pages.member.reading import Page, Reader

pytestmark = pytest.mark.django_db

TRAIN = Line("Train to Strasbourg", Decimal(1), Unit.FLAT, Decimal(90), LineKind.EXPENSE)
CHANGES: dict[str, Any] = {
    "description": "Layout of the spring catalogue.\nTwo rounds of corrections.",
    "service_to": date(2027, 1, 16),
    "lines": (line(price="450.00"), TRAIN),
}


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def order(people: Cast) -> Order:
    return revised(people, **CHANGES)


@pytest.fixture
def member(people: Cast) -> Reader:
    return Reader(people.owner, LATER)


def labels(page: Page) -> list[str]:
    return page.all("//h3[@class='compare-label']")


def client_page(order: Order, *, compare: bool = True) -> str:
    return f"/c/{orders.token(order)}{'/compare' if compare else ''}"


def test_only_what_changed_is_shown_before_and_after(member: Reader, order: Order) -> None:
    page = member.get(f"/orders/{order.pk}/compare")
    assert page.headline == "What changed"
    assert labels(page) == [
        "Service description",
        "Service period",
        "Fee",
        "Expense Added",
        "Sum",
        "Invoice",
    ]
    for words in (
        "11–15 January 2027",
        "11–16 January 2027",
        "5 days × added: €450.00",
        "€2,340.00",
    ):
        assert words in page.words
    for words in ("Order description", "Autumn catalogue Before"):
        assert words not in page.words


def test_changed_words_are_marked_for_eyes_and_ears(member: Reader, order: Order) -> None:
    page = member.get(f"/orders/{order.pk}/compare")
    assert page.all("//del")[0] == "removed: autumn"
    assert page.all("//ins")[0] == "added: spring"
    assert page.all("//del/span[@class='for-ears']")


def test_the_last_two_are_compared_unless_others_are_named(people: Cast, order: Order) -> None:
    submit_order.take_back(people.owner, order.pk, LATER)
    third = resubmitted(people, order, title="Winter catalogue")
    path = f"/orders/{third.pk}/compare"
    reader = Reader(people.owner, LATER)
    assert labels(reader.get(path)) == ["Order description"]
    assert len(labels(reader.get(path, **{"from": "1"}))) == 7
    page = reader.get(path, to="2")
    assert "Revision 1 of 4 January 2027 and revision 2 of 5 January 2027" in page.words
    assert page.all("//select[@name='from']/option/@value") == ["1", "2", "3"]


@pytest.mark.parametrize(
    "asked",
    [{"from": "0"}, {"to": "3"}, {"from": "2"}, {"from": "x"}, {"to": "1"}, {"to": "9" * 30}],
)
def test_unknown_revisions_do_not_exist(
    member: Reader, people: Cast, order: Order, asked: dict[str, str]
) -> None:
    assert member.get(f"/orders/{order.pk}/compare", **asked).status == 404
    assert Reader(people.advisor).get(f"/team/orders/{order.pk}/compare", **asked).status == 404


def test_with_one_revision_there_is_nothing_to_compare(member: Reader, people: Cast) -> None:
    once = orders.approved(people.owner, people.advisor, people.client)
    assert member.get(f"/orders/{once.pk}/compare").status == 404
    assert Reader(None).get(client_page(once)).status == 404
    for path in (f"/orders/{once.pk}/", client_page(once, compare=False)):
        assert "What changed" not in member.get(path).words


def test_the_history_leads_to_it_where_a_new_revision_came(member: Reader, order: Order) -> None:
    page = member.get(f"/orders/{order.pk}/")
    assert page.all("//ol[@class='history']//a/@href") == [f"/orders/{order.pk}/compare?to=2"]


def test_submitting_again_unchanged_is_no_new_revision(people: Cast, member: Reader) -> None:
    order = orders.changes_requested(people.owner, people.advisor, people.client, "Please.")
    same = resubmitted(people, order)
    assert not member.get(f"/orders/{same.pk}/").all("//ol[@class='history']//a")
    assert member.get(f"/orders/{same.pk}/compare").status == 404


def test_the_team_is_led_from_the_review_to_what_changed_since(people: Cast, order: Order) -> None:
    advisor = Reader(people.advisor)
    page = advisor.get(f"/team/orders/{order.pk}/")
    assert "What changed since the revision before" in page.words
    orders.confirm(order, LATER)
    path = f"/team/orders/{order.pk}/compare"
    assert labels(advisor.get(path))[0] == "Service description"
    back = advisor.get(path).all("//p[@class='eyebrow']/a/@href")
    assert back == [f"/team/orders/{order.pk}/"]


def test_the_review_compares_with_what_was_approved(people: Cast) -> None:
    order = orders.changes_requested(people.owner, people.advisor, people.client, "Please.")
    order = resubmitted(people, order, title="Winter catalogue")
    page = Reader(people.advisor).get(f"/team/orders/{order.pk}/")
    link = page.all("//p[@class='changed-since']/a")
    assert link == ["What changed since the last review"]
    assert page.all("//p[@class='changed-since']/a/@href") == [
        f"/team/orders/{order.pk}/compare?from=1"
    ]


def test_the_review_compares_with_what_the_client_confirmed(people: Cast) -> None:
    order = orders.submitted(people.owner, people.client, to=First.CLIENT)
    order = orders.confirm(order)
    submit_order.take_back(people.owner, order.pk, LATER)
    order = resubmitted(people, order, title="Winter catalogue")
    page = Reader(people.advisor).get(f"/team/orders/{order.pk}/")
    assert "What changed since the client confirmed" in page.words


def test_the_client_sees_what_changed_since_they_asked(order: Order) -> None:
    reader = Reader(None, LATER)
    page = reader.get(client_page(order, compare=False))
    assert "What changed since you asked for changes" in page.words
    page = reader.get(client_page(order))
    assert page.status == 200
    assert "Since you asked for changes on 4 January 2027" in page.words
    assert labels(page)[0] == "Service description"
    assert page.answer["Referrer-Policy"] == "no-referrer"
    assert page.all("//p[@class='eyebrow']/a/@href") == [client_page(order, compare=False)]


def test_the_client_cannot_choose_revisions(people: Cast, order: Order) -> None:
    page = Reader(None, LATER).get(client_page(order), **{"from": "1", "to": "1"})
    assert page.status == 200
    assert labels(page)[0] == "Service description"
    assert not page.all("//select")


def test_what_somebody_else_was_shown_is_not_compared(people: Cast) -> None:
    order = orders.changes_requested(people.owner, people.advisor, people.client, "Please.")
    nora = Contact("Nora Ellerbek", "nora@client.example")
    change_contact.change(people.owner, order.pk, nora, LATER)
    order = orders.approve(people.advisor, resubmitted(people, order, **CHANGES), LATER)
    reader = Reader(None, LATER)
    assert "What changed" not in reader.get(client_page(order, compare=False)).words
    assert reader.get(client_page(order)).status == 404


def test_a_revision_that_no_client_saw_is_passed_over(people: Cast) -> None:
    order = orders.changes_requested(people.owner, people.advisor, people.client, "Please.")
    order = resubmitted(people, order, title="Never shown")
    submit_order.take_back(people.owner, order.pk, LATER)
    order = resubmitted(people, order, title="Winter catalogue")
    order = orders.approve(people.advisor, order, LATER)
    page = Reader(None, LATER).get(client_page(order))
    assert "Autumn" in page.words
    assert "Never shown" not in page.html


def test_a_dead_link_compares_nothing(people: Cast, order: Order) -> None:
    path = client_page(order)
    submit_order.take_back(people.owner, order.pk, LATER)
    assert Reader(None, LATER).get(path).status == 404
    assert Reader(None, LATER).get("/c/wrong/compare").status == 404


def test_nothing_of_the_inside_reaches_the_client(people: Cast) -> None:
    order = orders.changes_requested(
        people.owner, people.advisor, people.client, "Please.", comment="canary-one"
    )
    contact = replace(drafts.draft().contact, phone="canary-phone")
    order = resubmitted(people, order, comment="canary-two", contact=contact, **CHANGES)
    order = orders.approve(people.advisor, order, LATER)
    page = Reader(None, LATER).get(client_page(order))
    assert "canary" not in page.html
    assert "graphic" not in page.html.lower()


def test_the_pages_take_at_most_twelve_queries(
    people: Cast, order: Order, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for reader, path in (
        (Reader(people.owner, LATER), f"/orders/{order.pk}/compare"),
        (Reader(people.advisor, LATER), f"/team/orders/{order.pk}/compare"),
        (Reader(None, LATER), client_page(order)),
        (Reader(None, LATER), client_page(order, compare=False)),
    ):
        with django_assert_max_num_queries(12):
            assert reader.get(path).status == 200


def test_it_reads_in_german_too(people: Cast, order: Order) -> None:
    page = Reader(people.owner, LATER, "de").get(f"/orders/{order.pk}/compare")
    assert page.headline == "Was sich geändert hat"
    assert "Leistungsbeschreibung" in labels(page)[0]
