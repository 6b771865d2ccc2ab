"""The keyboard alone, double clicks, two tabs, old pages: one effect, and nothing typed is lost."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys import walk
from tests.journeys.walk import Line, Work

pytestmark = pytest.mark.browser

STALE = "Here is the latest; nothing was decided."


def main(page: Page) -> Locator:
    return page.get_by_role("main")


def test_the_client_is_found_and_left_with_the_keyboard_alone(visitor: Callable[..., Page]) -> None:
    page = visitor()
    walk.be(page, "Mira")
    walk.begin_order(page)
    box = page.get_by_role("combobox", name="Client")
    box.press_sequentially("lum")
    options = page.get_by_role("listbox").get_by_role("option")
    expect(options).not_to_have_count(0)
    expect(page.get_by_role("status").filter(has_text="found")).to_be_attached()
    for _ in range(2):
        box.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    box.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("lum")
    box.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    box.press("Enter")
    change = page.get_by_role("button", name="Change Client")
    expect(change).to_be_focused()
    change.press("Enter")
    expect(box).to_be_focused()
    expect(box).to_have_value("lum")


@pytest.mark.parametrize(
    ("scripts", "price", "gross"),
    [(True, "61.00", "2.903,60 €"), (False, "62.00", "2.951,20 €")],
    ids=["with JavaScript", "without"],
)
def test_double_clicks_have_one_effect(
    visitor: Callable[..., Page], *, scripts: bool, price: str, gross: str
) -> None:
    fees = (Line("Concept and recording", "40", "hour", price),)
    work = replace(Work(), title=f"Clicked twice for {gross}", fees=fees)
    page = visitor(java_script_enabled=scripts)
    walk.be(page, "Mira")
    walk.begin_order(page)
    if scripts:
        walk.choose_client(page, "lum", "Museum Lumenau gGmbH")
    else:
        walk.choose_client_by_radio(page, "lum", "Museum Lumenau gGmbH")
    walk.fill_in(page, work)
    press_twice(page, "Submit to Smart")
    expect(main(page)).to_contain_text("Smart Confirmation")
    expect(page.get_by_role("heading", level=1)).to_have_text(work.title)
    order = page.url.split("#")[0]
    walk.be(page, "Jonas")
    walk.review(page, work.title)
    press_twice(page, "Approve")
    expect(main(page)).not_to_contain_text("Then Nora Ellerbek gets the link")
    client = visitor(locale="de-DE", java_script_enabled=scripts)
    walk.open_offer(client, gross)
    press_twice(client, "Angebot bestätigen")
    expect(main(client)).to_contain_text("Sie haben das Angebot bestätigt")
    walk.be(page, "Mira")
    page.goto(order)
    history = page.get_by_role("listitem")
    for event in ("submitted the order", "approved the order", "confirmed the offer"):
        expect(history.filter(has_text=event)).to_have_count(1)
    for mail in ("Link to the offer", "Copy of what was confirmed"):
        expect(history.filter(has_text=mail)).to_have_count(1)
    expect(page.get_by_role("row").filter(has_text="Single payment")).to_have_count(1)


def press_twice(page: Page, button: str) -> None:
    main(page).get_by_role("button", name=button, exact=True).dblclick()


def test_of_two_tabs_the_second_save_is_told_and_keeps_its_typing(
    visitor: Callable[..., Page],
) -> None:
    page = visitor()
    walk.be(page, "Mira")
    walk.begin_order(page)
    page.get_by_label("Order description", exact=True).fill("Written in two tabs")
    walk.press(page, "Save as draft")
    expect(page.get_by_role("heading", level=1)).to_have_text("Written in two tabs")
    second = page.context.new_page()
    second.goto(page.url)
    page.get_by_label("Comment", exact=True).fill("From the first tab.")
    walk.press(page, "Save as draft")
    expect(page.get_by_label("Comment", exact=True)).to_have_value("From the first tab.")
    expect(main(page)).not_to_contain_text("elsewhere")
    second.get_by_label("Comment", exact=True).fill("From the second tab.")
    walk.press(second, "Save as draft")
    told = second.get_by_role("alert")
    expect(told).to_contain_text("This is saved and differs from what stands below:")
    expect(told).to_contain_text("From the first tab.")
    expect(second.get_by_label("Comment", exact=True)).to_have_value("From the second tab.")


def test_back_after_submitting_leads_to_the_order(visitor: Callable[..., Page]) -> None:
    work = replace(Work(), title="Sent once, then back")
    page = visitor()
    walk.be(page, "Mira")
    walk.write_order(page, work)
    expect(main(page)).to_contain_text("Draft saved at")
    walk.press(page, "Submit to Smart")
    expect(main(page)).to_contain_text("Smart Confirmation")
    page.go_back()
    expect(main(page)).to_contain_text("Smart Confirmation")
    page.goto("/orders")
    expect(walk.row_of(page, work.title)).to_have_count(1)


def test_an_old_review_page_decides_nothing(visitor: Callable[..., Page]) -> None:
    work = replace(Work(), title="Changed while it is read")
    page = visitor()
    walk.be(page, "Mira")
    walk.write_order(page, work)
    walk.press(page, "Submit to Smart")
    expect(main(page)).to_contain_text("Smart Confirmation")
    advisor = visitor()
    walk.be(advisor, "Jonas")
    walk.review(advisor, work.title)
    walk.press(page, "Take back for editing")
    page.get_by_label("Service description", exact=True).fill("Something else entirely.")
    walk.press(page, "Submit to Smart")
    expect(main(page)).to_contain_text("Smart Confirmation")
    walk.press(advisor, "Approve")
    expect(advisor.get_by_role("alert")).to_contain_text(STALE)
    expect(main(advisor)).to_contain_text("Something else entirely.")
    page.reload()
    expect(page.get_by_role("listitem").filter(has_text="approved the order")).to_have_count(0)


def test_another_language_keeps_the_page_and_what_was_typed(visitor: Callable[..., Page]) -> None:
    page = visitor()
    walk.be(page, "Mira")
    page.goto("/orders?status=draft")
    walk.speak(page, "Deutsch")
    expect(page).to_have_url(re.compile(r"/orders\?status=draft$"))
    walk.speak(page, "English")
    walk.begin_order(page)
    page.get_by_label("Order description", exact=True).fill("Typed before the switch")
    walk.speak(page, "Deutsch")
    expect(page.get_by_label("Auftragsbezeichnung", exact=True)).to_have_value(
        "Typed before the switch"
    )
