"""The client asks for a change, the member answers, and the second revision is confirmed."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import walk
from tests.journeys.hands import Hands, Way, both_ways
from tests.journeys.walk import Line, Work

pytestmark = pytest.mark.browser

WISH = "Bitte zehn Stationen statt acht.\nUnd ohne Musik."
FIRST, SECOND = "Eight stations, with music.", "Ten stations, without music."


@both_ways
def test_the_client_asks_for_changes_and_confirms_the_second_revision(
    visitor: Callable[..., Page], way: Way
) -> None:
    work = replace(
        Work(),
        title=f"Audio guide, changed by {way.name}",
        description=FIRST,
        fees=(Line("Concept and recording", "40", "hour", f"57.{way.number}"),),
    )
    team, client = way.come(visitor), way.come(visitor, locale="de-DE")
    walk.be(team.page, "Mira")
    walk.write_order(team.page, work, scripts=way.scripts)
    order = walk.submit(team.page)
    walk.be(team.page, "Jonas")
    walk.approve(team.page, work.title)
    first_link = the_client_asks_for_a_change(client, work.gross)
    walk.be(team.page, "Mira")
    more = the_member_answers(team, work)
    the_advisor_sees_what_changed(team, work.title)
    the_first_link_says_that_the_offer_was_replaced(client, first_link)
    the_client_sees_what_changed_and_confirms(client, more)
    walk.be(team.page, "Mira")
    the_history_says_what_was_voided(team, order)


def the_client_asks_for_a_change(client: Hands, gross: Decimal) -> str:
    """The first link."""
    walk.open_offer(client.page, walk.in_german(gross))
    client.unfold("Änderung wünschen")
    client.write(client.page.get_by_label("Was soll Mira Falkenau ändern?"), WISH)
    client.press("Wunsch senden")
    expect(client.main).to_contain_text("Sie haben eine Änderung gewünscht")
    expect(client.main).to_contain_text("Und ohne Musik.")
    client.look()
    return client.page.url.split("#")[0]


def the_member_answers(member: Hands, work: Work) -> Decimal:
    """The new gross amount."""
    member.page.goto("/")
    task = member.main.get_by_role("listitem").filter(has_text=work.title)
    member.follow(task.get_by_role("link").first)
    expect(member.main).to_contain_text("Nora Ellerbek asks for a change:")
    expect(member.main).to_contain_text("Bitte zehn Stationen statt acht.")
    member.look()
    row = member.page.get_by_role("group", name="Fee line 1", exact=True)
    member.write(member.page.get_by_label("Service description", exact=True), SECOND)
    member.write(row.get_by_label("Quantity"), "50")
    member.write(member.page.get_by_label("Working time"), "50")
    member.press("Submit to Smart")
    expect(member.main).to_contain_text("Smart Confirmation")
    return replace(work, fees=(replace(work.fees[0], quantity="50"),)).gross


def the_advisor_sees_what_changed(advisor: Hands, title: str) -> None:
    walk.be(advisor.page, "Jonas")
    walk.review(advisor.page, title)
    advisor.follow("What changed since the last review")
    what_changed_is_shown(advisor)
    advisor.look()
    advisor.follow(advisor.main.get_by_role("link", name=title))
    advisor.press("Approve")
    expect(advisor.main).to_contain_text(f"“{title}” is approved.")


def what_changed_is_shown(reader: Hands) -> None:
    expect(reader.main.get_by_role("heading", level=1)).to_be_visible()
    gone, came = reader.main.locator("del"), reader.main.locator("ins")
    expect(gone.filter(has_text="Eight")).to_be_visible()
    expect(came.filter(has_text="Ten")).to_be_visible()


def the_first_link_says_that_the_offer_was_replaced(client: Hands, first_link: str) -> None:
    client.page.goto(first_link)
    expect(client.main).to_contain_text("Inzwischen wurde Ihnen ein neueres Angebot gesendet.")
    expect(client.main.get_by_role("button", name="Angebot bestätigen")).to_have_count(0)


def the_client_sees_what_changed_and_confirms(client: Hands, gross: Decimal) -> None:
    walk.open_offer(client.page, walk.in_german(gross))
    client.follow("Was sich geändert hat, seit Sie um Änderungen gebeten haben")
    what_changed_is_shown(client)
    client.look()
    expect(client.main).not_to_contain_text("They asked for a quick start.")
    client.follow("Zurück zum Angebot")
    client.press("Angebot bestätigen")
    expect(client.main).to_contain_text("Sie haben das Angebot bestätigt")


def the_history_says_what_was_voided(member: Hands, order: str) -> None:
    member.page.goto(order)
    expect(member.main).to_contain_text("Active")
    expect(member.page.get_by_role("listitem").filter(has_text="Revision 2;")).to_contain_text(
        "what was approved or confirmed before no longer counts"
    )
    member.follow("What changed with revision 2")
    what_changed_is_shown(member)
