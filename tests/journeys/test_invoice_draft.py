"""An invoice draft is held, changed and sent by its member before its day (spec § 9)."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import walk
from tests.journeys.hands import Hands, Way, both_ways
from tests.journeys.walk import Line, Work

pytestmark = pytest.mark.browser

WORDS = "Two hours were less."


@both_ways
def test_a_draft_is_held_changed_and_sent(visitor: Callable[..., Page], way: Way) -> None:
    fees = (Line("Concept and recording", "40", "hour", f"58.{way.number}"),)
    work = replace(Work(), title=f"Held back {way.name}", fees=fees)
    member, client = way.come(visitor), way.come(visitor, locale="de-DE")
    walk.be(member.page, "Mira")
    walk.write_order(member.page, work, scripts=way.scripts)
    order = walk.submit(member.page)
    walk.be(member.page, "Jonas")
    walk.approve(member.page, work.title)
    walk.open_offer(client.page, walk.in_german(work.gross))
    client.press("Angebot bestätigen")
    walk.be(member.page, "Mira")
    walk.move_on(member.page, 3)
    member.page.goto(order)
    member.follow(member.main.locator("table a.row-title").first)
    expect(member.main).to_contain_text("It goes out by itself on")
    member.look()
    the_member_holds_it(member)
    the_member_lowers_it(member)
    member.press("Send it now")
    expect(member.main).to_contain_text("is issued. Its documents are being made")
    expect(member.main).to_contain_text("The client is to pay")
    member.look()


def the_member_holds_it(member: Hands) -> None:
    member.unfold("Hold it")
    member.write(member.page.get_by_label("Message to the team"), WORDS)
    member.press("Hold the invoice")
    expect(member.main).to_contain_text("It waits for you")
    expect(member.main).to_contain_text(WORDS)
    member.look()


def the_member_lowers_it(member: Hands) -> None:
    member.follow("Change this invoice")
    member.look()
    member.write(member.page.get_by_label("Quantity"), "41")
    with member.watch.expecting(422):
        member.press("Change the invoice")
        expect(member.main).to_contain_text("Enter 40 or less: the client confirmed no more.")
    member.look()
    member.write(member.page.get_by_label("Quantity"), "38")
    member.press("Change the invoice")
    expect(member.main).to_contain_text("38 hours")
    expect(member.main).to_contain_text("It goes out by itself on")
