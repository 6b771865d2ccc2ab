"""The VAT of a line is usual by client and country; a member may say otherwise, line by line."""

from dataclasses import replace

import pytest

from kontor.orders.draft import Treatment
from kontor.orders.models import Order
from tests.builders import drafts, orders
from tests.cast import Cast, cast
from tests.pages.member.filled import typed
from tests.pages.member.reading import Reader

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def member(people: Cast) -> Reader:
    return Reader(people.owner)


def vat_of(order: Order) -> str:
    return order.lines.get().vat


def test_a_line_keeps_the_vat_chosen_for_it(people: Cast, member: Reader) -> None:
    blank = member.get("/orders/new")
    chosen = {"vat_per_line": "on", "fees-0-vat": "standard"}
    member.send(blank, "/orders/new", act="submit", **typed(people.client), **chosen)
    order = Order.objects.get()
    assert vat_of(order) == "standard"
    assert order.revision is not None
    assert order.revision.content["vat"] == "399.00"


def test_without_the_tick_the_rules_decide(people: Cast, member: Reader) -> None:
    blank = member.get("/orders/new")
    chosen = {"fees-0-vat": "standard"}
    member.send(blank, "/orders/new", act="draft", **typed(people.client), **chosen)
    assert vat_of(Order.objects.get()) == ""


def test_what_the_team_adjusted_survives_the_members_next_save(
    people: Cast, member: Reader
) -> None:
    line = replace(drafts.line(), vat=Treatment.STANDARD)
    order = orders.drafted(people.owner, people.client, lines=(line,))
    page = member.get(f"/orders/{order.pk}/edit")
    assert page.form()["fees-0-vat"] == "standard"
    member.send(page, f"/orders/{order.pk}/edit", act="draft", comment="Only a comment.")
    assert vat_of(order) == "standard"


def test_a_treatment_that_cannot_be_billed_is_refused_at_the_line(
    people: Cast, member: Reader
) -> None:
    blank = member.get("/orders/new")
    chosen = {"vat_per_line": "on", "fees-0-vat": "reduced"}
    page = member.send(blank, "/orders/new", act="submit", **typed(people.client), **chosen)
    assert page.status == 422
    assert "The team decides about the reduced rate" in page.words
    assert page.form()["fees-0-vat"] == "reduced"
