"""The VAT of a line is usual by client and country; a member may say otherwise, line by line."""

from dataclasses import replace

import pytest

from kontor.orders.draft import Treatment
from kontor.orders.models import Order
from tests.builders import checks, clients, drafts, orders
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


def test_a_member_proposes_the_reduced_rate_and_reads_that_the_team_decides(
    people: Cast, member: Reader
) -> None:
    german = clients.german_client()
    blank = member.get("/orders/new")
    chosen = {"vat_per_line": "on", "fees-0-vat": "reduced"}
    summary = member.send(blank, "/orders/summary", **typed(german), **chosen)
    assert "The team decides in the review" in summary.words
    member.send(blank, "/orders/new", act="submit", **typed(german), **chosen)
    order = Order.objects.get()
    assert (order.status, vat_of(order)) == ("team_review", "reduced")
    assert order.revision is not None
    assert order.revision.content["vat"] == "147.00"


def test_exempt_lines_are_said_to_be_so(people: Cast, member: Reader) -> None:
    blank = member.get("/orders/new")
    chosen = {"vat_per_line": "on", "fees-0-vat": "exempt"}
    summary = member.send(blank, "/orders/summary", **typed(clients.german_client()), **chosen)
    assert "VAT (exempt)" in summary.words
    assert "only with a certificate" in summary.words


def test_reverse_charge_is_refused_at_the_line_without_a_number(
    people: Cast, member: Reader
) -> None:
    blank = member.get("/orders/new")
    chosen = {"vat_per_line": "on", "fees-0-vat": "reverse_charge"}
    german = clients.german_client()
    page = member.send(blank, "/orders/new", act="submit", **typed(german), **chosen)
    assert page.status == 422
    assert "Reverse charge needs the client’s VAT number" in page.words
    assert page.form()["fees-0-vat"] == "reverse_charge"


def test_where_the_team_decides_german_vat_is_shown_and_the_team_comes_first(
    people: Cast, member: Reader
) -> None:
    tourist = clients.client(
        people.owner, name="Nell Ives", kind="private", country="US", vat_number=""
    )
    blank = member.get(f"/orders/new?client={tourist.pk}")
    assert "the team decides about VAT in the review" in blank.words
    page = member.send(blank, "/orders/new", act="client", **typed(tourist))
    assert page.status == 422
    assert "submit the order to the team first" in page.words
    assert page.form()["title"] == "Autumn catalogue"
    order = Order.objects.get()
    assert order.status == "draft"
    member.send(page, f"/orders/{order.pk}/edit", act="submit")
    order.refresh_from_db()
    assert order.status == "team_review"
    assert order.revision is not None
    assert order.revision.content["vat"] == "399.00"


def test_a_number_that_the_register_calls_invalid_leads_to_german_vat(
    people: Cast, member: Reader
) -> None:
    checks.found(people.client, "invalid")
    page = member.get(f"/orders/new?client={people.client.pk}")
    assert "VAT 19 % for all lines" in page.words
    chosen = {"vat_per_line": "on", "fees-0-vat": "reverse_charge"}
    page = member.send(page, "/orders/new", act="submit", **typed(people.client), **chosen)
    assert page.status == 422
    assert "so reverse charge is not possible" in page.words
    assert "Ask the client for the right number" in page.words
