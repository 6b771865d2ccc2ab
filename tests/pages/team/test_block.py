"""The page on which the team blocks a client (R57, R58)."""

from datetime import date, datetime, timedelta

import pytest

from kontor.actions import block_client, propose_block
from kontor.clients.blocks import Block
from kontor.clients.models import Client
from kontor.people.roles import Role
from kontor.receivables.models import BlockProposal
from tests.builders import bank, house, orders
from tests.builders.orders import MONDAY
from tests.builders.unpaid import at, bank_reports
from tests.cast import Cast, cast
from tests.pages.member.reading import Page, Reader

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


def url(people: Cast) -> str:
    return f"/team/clients/{people.client.pk}/block"


def send(reader: Reader, people: Cast, page: Page | None = None, **typed: str) -> Page:
    form = (page or reader.get(url(people))).form(url(people))
    return reader.post(url(people), **{**form, **typed})


def test_a_client_is_blocked_with_a_reason_and_looked_at_in_three_months(people: Cast) -> None:
    orders.submitted(people.owner, people.client)
    reader = Reader(people.advisor)
    page = reader.get(url(people))
    assert page.headline == "Block this client"
    assert page.form(url(people))["review_on"] == "04/04/2027"
    assert "1 order in review: its check says stop." in page.words
    done = send(reader, people, level="no_orders", reason="Two invoices open.")
    assert (done.status, done.url) == (302, url(people))
    page = reader.get(url(people))
    assert page.headline == "Change or lift the block"
    assert "Two invoices open." in page.words
    assert "4 January 2027, Jonas Wiebold" in page.words
    assert "Jonas Wiebold blocked the client: No new orders." in page.words
    assert Client.objects.get(pk=people.client.pk).block_review_on == date(2027, 4, 4)


def test_what_is_missing_stands_at_its_field_and_nothing_typed_is_lost(people: Cast) -> None:
    reader = Reader(people.advisor)
    page = send(reader, people, level="advance_only", review_on="31.02.2027")
    assert page.status == 422
    assert page.form(url(people))["review_on"] == "31.02.2027"
    assert page.fault_at("id_review_on")
    page = send(reader, people, level="advance_only", review_on="05.01.2028")
    assert page.fault_at("id_reason") == "Write why, for the team."
    assert page.fault_at("id_review_on") == "Choose 4 January 2028 or earlier: within a year."
    assert page.form(url(people))["level"] == "advance_only"
    assert send(reader, people, level="no such", reason="x").status == 422


def test_a_block_that_is_due_is_kept_until_a_new_day_or_lifted(people: Cast) -> None:
    block_client.block(
        people.advisor, people.client.pk, Block.NO_ORDERS, MONDAY, "Debts.", date(2027, 2, 1)
    )
    reader = Reader(people.accountant, MONDAY + timedelta(days=30))
    page = reader.get(url(people))
    assert "The day you set for it has come." in page.words
    assert page.form(url(people))["review_on"] == "03/05/2027"
    assert send(reader, people, page, reason="Still open.").status == 302
    page = reader.get(url(people))
    assert "The day you set" not in page.words
    assert "Henrike Sollig looked at the block again: No new orders." in page.words
    assert send(reader, people, page, level="none", reason="All paid.").status == 302
    page = reader.get(url(people))
    assert "Henrike Sollig lifted the block. All paid." in page.words
    assert page.headline == "Block this client"


def test_a_stale_page_saves_nothing_and_shows_both(people: Cast) -> None:
    reader = Reader(people.advisor)
    old = reader.get(url(people))
    block_client.block(people.accountant, people.client.pk, Block.ADVANCE_ONLY, MONDAY, "Late.")
    page = send(reader, people, old, level="no_orders", reason="Debts.")
    assert page.status == 409
    assert "Only in advance" in page.words
    assert page.form(url(people))["reason"] == "Debts."
    assert Client.objects.get(pk=people.client.pk).block == "advance_only"
    assert send(reader, people, page).status == 302
    assert Client.objects.get(pk=people.client.pk).block == "no_orders"


def test_the_team_alone_may_open_it(people: Cast) -> None:
    for role in (Role.ACCOUNTANT, Role.ADMIN):
        assert Reader(house.person(role.value.title(), role)).get(url(people)).status == 200
    assert Reader(people.owner).get(url(people)).status == 404
    assert Reader(None).get(url(people)).status == 302
    assert Reader(people.advisor).get(f"/team/clients/{10**9}/block").status == 404


def test_the_page_takes_at_most_twelve_queries(
    people: Cast, django_assert_max_num_queries: object
) -> None:
    for _ in range(3):
        orders.submitted(people.owner, people.client)
    reader = Reader(people.advisor)
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        assert reader.browser.get(url(people)).status_code == 200


def proposed(people: Cast) -> datetime:
    """Overdue since 1 February, and the night of 2 April has proposed a block."""
    now = at(date(2027, 4, 2))
    bank.waiting(people)
    bank_reports(now)
    assert propose_block.propose(people.client.pk, now)
    return now


def test_a_proposed_block_stands_on_desk_and_client_and_is_accepted_with_its_words(
    people: Cast,
) -> None:
    reader = Reader(people.accountant, proposed(people))
    assert "Blocks proposed 1" in reader.get("/team/").words
    assert people.client.name in reader.get("/team/clients/", show="block_proposed").words
    client = reader.get(f"/team/clients/{people.client.pk}/")
    assert "A block has been proposed since 2 April 2027." in client.words
    page = reader.get(url(people))
    form = page.form(url(people))
    cause = (
        "An invoice has been due since 1 February 2027, for more than two months; overdue in all:"
        " €2,100.00."
    )
    assert (form["level"], form["reason"], form["review_on"]) == (
        "advance_only",
        cause,
        "02/07/2027",
    )
    assert send(reader, people, page).status == 302
    assert BlockProposal.objects.get().state == "blocked"
    assert Client.objects.get(pk=people.client.pk).block_reason == cause


def test_a_proposed_block_is_declined_with_a_reason(people: Cast) -> None:
    reader = Reader(people.advisor, proposed(people))
    decline = f"{url(people)}/decline"
    page = reader.get(url(people))
    form = page.form(decline)
    refused = reader.post(decline, **form)
    assert refused.status == 422
    assert refused.fault_at("id_decline-reason") == "Write why, for the team."
    done = reader.post(decline, **{**form, "decline-reason": "They pay on Friday."})
    assert (done.status, done.url) == (302, f"/team/clients/{people.client.pk}/")
    assert "Jonas Wiebold declined the proposed block. They pay on Friday." in (
        reader.get(url(people)).words
    )
    late = reader.post(decline, **{**form, "decline-reason": "Another reason."})
    assert late.status == 409
    assert "was decided or settled already" in late.words
    assert late.form(decline)["decline-reason"] == "Another reason."
