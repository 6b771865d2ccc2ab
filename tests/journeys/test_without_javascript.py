"""The whole path again with JavaScript switched off: buttons of the page save what scripts save."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import walk
from tests.journeys.walk import Line, Work
from tests.journeys.watch import Watch

pytestmark = pytest.mark.browser

CONFIRMED = Work(
    title="Photographs for the annual report",
    fees=(Line("Two days on site", "16", "hour", "55,00"), Line("Editing", "12", "piece", "20")),
    hours="28",
)
CHANGED = replace(CONFIRMED, title="Photographs of the new wing", fees=CONFIRMED.fees[:1])
NEW_CLIENT = "Lumenau Museum Shop GmbH"


def test_the_whole_path_without_javascript(visitor: Callable[..., Page]) -> None:
    page = visitor(java_script_enabled=False)
    watch = Watch(page)
    walk.press(page, "Be Mira")
    an_order_for_a_client_that_is_searched(page, watch)
    an_order_for_a_client_that_is_new(page, watch)
    walk.be(page, "Jonas")
    walk.approve(page, CONFIRMED.title)
    walk.approve(page, CHANGED.title)
    client = visitor(locale="de-DE", java_script_enabled=False)
    the_client_confirms_one_and_asks_to_change_the_other(client)
    walk.be(page, "Mira")
    the_member_reads_what_was_asked(page)
    watch.look_without_axe()


def an_order_for_a_client_that_is_searched(page: Page, watch: Watch) -> None:
    walk.begin_order(page)
    walk.fill_in(page, CONFIRMED)
    a_line_is_added_and_removed(page)
    page.get_by_label("Client", exact=True).fill("lum")
    walk.press(page, "Search")
    watch.look_without_axe()
    page.get_by_role("radio", name="Museum Lumenau gGmbH").check()
    everything_typed_is_still_there(page, CONFIRMED)
    walk.press(page, "Submit to Smart")
    expect(page.get_by_role("main")).to_contain_text("Smart Confirmation")
    expect(page.get_by_role("main")).to_contain_text("€1,332.80")


def a_line_is_added_and_removed(page: Page) -> None:
    fees = page.get_by_role("group", name="Fee line")
    walk.press(page, "Fee line")
    expect(fees).to_have_count(3)
    walk.press(page, "Remove Fee line 3")
    expect(fees).to_have_count(2)


def an_order_for_a_client_that_is_new(page: Page, watch: Watch) -> None:
    walk.begin_order(page)
    walk.fill_in(page, CHANGED)
    page.get_by_label("Client", exact=True).fill(NEW_CLIENT)
    walk.press(page, "Search")
    walk.press(page, f"Add “{NEW_CLIENT}” as a new client your order is kept")
    adding = page.get_by_role("group", name="New client")
    expect(adding.get_by_label("Legal name")).to_have_value(NEW_CLIENT)
    adding.get_by_label("Street and number").fill("Uferstraße 4")
    adding.get_by_label("Postcode").fill("20095")
    adding.get_by_label("Town").fill("Lumenau")
    walk.press(page, "Add client")
    expect(page.get_by_role("region", name="Is it one of these?")).to_contain_text("Museum Lumenau")
    watch.look_without_axe()
    walk.press(page, "Add it all the same")
    expect(page.get_by_role("main")).to_contain_text(f"{NEW_CLIENT} is added and chosen.")
    everything_typed_is_still_there(page, CHANGED)
    walk.press(page, "Submit to Smart")
    expect(page.get_by_role("main")).to_contain_text("Smart Confirmation")


def everything_typed_is_still_there(page: Page, work: Work) -> None:
    for label, text in {
        "Name": work.contact_name,
        "E-mail": work.contact_email,
        "Order description": work.title,
        "Service description": work.description,
        "Comment": work.comment,
    }.items():
        expect(page.get_by_label(label, exact=True)).to_have_value(text)
    for number, line in enumerate(work.fees, start=1):
        row = page.get_by_role("group", name=f"Fee line {number}")
        expect(row.get_by_label("Text")).to_have_value(line.text)
        expect(row.get_by_label("Net price")).to_have_value(line.price)


def the_client_confirms_one_and_asks_to_change_the_other(client: Page) -> None:
    walk.open_offer(client, "1.332,80 €")
    walk.press(client, "Angebot bestätigen")
    expect(client.get_by_role("main")).to_contain_text("Sie haben das Angebot bestätigt")
    walk.open_offer(client, "1.047,20 €")
    client.get_by_text("Änderung wünschen").click()
    client.get_by_label("Was soll Mira Falkenau ändern?").fill("Bitte erst im Mai.")
    walk.press(client, "Wunsch senden")
    expect(client.get_by_role("main")).to_contain_text("Sie haben eine Änderung gewünscht")


def the_member_reads_what_was_asked(page: Page) -> None:
    page.goto("/orders")
    expect(walk.row_of(page, CONFIRMED.title)).to_contain_text("Active")
    expect(walk.row_of(page, CHANGED.title)).to_contain_text("Changes requested")
    page.get_by_role("link", name=CHANGED.title).click()
    page.get_by_role("main").get_by_role("link", name="Edit").first.click()
    expect(page.get_by_role("main")).to_contain_text(
        "Nora Ellerbek asks for a change: Bitte erst im Mai."
    )
