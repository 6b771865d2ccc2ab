"""Five hundred orders wait, and the keyboard alone takes, approves, returns and walks on."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys import walk
from tests.journeys.watch import Watch

pytestmark = pytest.mark.browser


@pytest.fixture
def page(visitor: Callable[..., Page], busy_address: str) -> Page:
    page = visitor(base_url=busy_address)
    walk.be(page, "Jonas")
    page.goto("/team/")
    return page


def focused(page: Page) -> Locator:
    return page.locator(":focus")


def test_several_orders_are_reviewed_without_a_mouse(page: Page) -> None:
    watch = Watch(page)
    watch.look()
    page.keyboard.press("n")
    for _ in range(3):
        page.wait_for_url(re.compile(r"/team/orders/\d+/$"))
        page.keyboard.press("a")
        expect(focused(page)).to_contain_text("Approve")
        expect(page).to_have_url(re.compile(r"/team/orders/\d+/$"))  # the key alone decides nothing
        page.keyboard.press("Enter")
        expect(page.get_by_role("status").first).to_contain_text("is approved")
        expect(focused(page)).to_contain_text("Review next")
        page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/team/orders/\d+/$"))
    watch.look()
    page.keyboard.press("r")
    expect(page.get_by_role("heading", level=1)).to_have_text("Return with a question")
    page.get_by_label("Your words to the member").focus()
    page.keyboard.type("jkn, who pays the travel?")  # keys are letters in a field
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("with the member again")


def test_rows_and_orders_are_walked_with_j_and_k(page: Page) -> None:
    rows = page.locator("[data-key-row]")
    page.keyboard.press("j")
    expect(rows.nth(0)).to_be_focused()
    page.keyboard.press("j")
    expect(rows.nth(1)).to_be_focused()
    page.keyboard.press("k")
    page.keyboard.press("o")
    page.wait_for_url(re.compile(r"/team/orders/\d+/$"))
    first = page.url
    page.keyboard.press("j")
    expect(page).not_to_have_url(first)
    page.keyboard.press("k")
    expect(page).to_have_url(first)
    page.keyboard.press("x")
    expect(page.get_by_role("heading", level=1)).to_have_text("Reject the order")


def test_the_keys_are_listed_and_can_be_turned_off(page: Page) -> None:
    keys = page.locator("[data-keys]")
    page.keyboard.press("?")
    expect(keys.locator("summary")).to_be_focused()
    expect(keys).to_contain_text("Next and previous order")
    page.keyboard.press("Control+j")  # belongs to the browser
    expect(keys.locator("summary")).to_be_focused()
    keys.get_by_role("checkbox").uncheck()
    page.reload()
    page.keyboard.press("j")
    expect(page.locator("[data-key-row]:focus")).to_have_count(0)
    keys.locator("summary").click()
    keys.get_by_role("checkbox").check()
    keys.locator("summary").focus()
    page.keyboard.press("j")
    expect(page.locator("[data-key-row]").first).to_be_focused()
