"""Another contact person while the offer waits: the old link ends, the new person confirms."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import walk
from tests.journeys.hands import Way, both_ways
from tests.journeys.walk import Line, Work

pytestmark = pytest.mark.browser

NEW_NAME, NEW_EMAIL = "Jule Sandkamp", "jule.sandkamp@museum-lumenau.example"


@both_ways
def test_the_new_contact_person_confirms(visitor: Callable[..., Page], way: Way) -> None:
    fees = (Line("Concept and recording", "40", "hour", f"59.{way.number}"),)
    work = replace(Work(), title=f"Passed on {way.name}", fees=fees)
    member, client = way.come(visitor), way.come(visitor, locale="de-DE")
    walk.be(member.page, "Mira")
    walk.write_order(member.page, work, scripts=way.scripts)
    order = walk.submit(member.page, "Send to the client first")
    walk.open_offer(client.page, walk.in_german(work.gross))
    old_link = client.page.url
    member.follow("Change the contact person")
    member.look()
    member.write(member.page.get_by_label("Name", exact=True), NEW_NAME)
    member.write(member.page.get_by_label("E-mail", exact=True), NEW_EMAIL)
    member.press("Save")
    expect(member.main).to_contain_text(NEW_NAME)
    client.page.goto(old_link)
    expect(client.main).to_contain_text("Dieses Angebot beantwortet jetzt jemand anderes")
    expect(client.main).not_to_contain_text(NEW_NAME)
    client.look()
    walk.open_offer(client.page, walk.in_german(work.gross), to=NEW_EMAIL)
    expect(client.page.get_by_label("Ihr Name")).to_have_value(NEW_NAME)
    client.press("Angebot bestätigen")
    expect(client.main).to_contain_text("Sie haben das Angebot bestätigt")
    member.page.goto(order)
    expect(member.main).to_contain_text(f"{NEW_NAME} confirmed the offer.")
    expect(member.main).to_contain_text("Smart Confirmation")
