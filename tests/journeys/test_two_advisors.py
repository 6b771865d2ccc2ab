"""Two advisors in two browsers on one order: one takes it, the other is told and refused."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.faults.scene import IDA, IDAS_PASSWORD
from tests.journeys import walk
from tests.journeys.watch import Watch

pytestmark = pytest.mark.browser
TITLE = "Order 42"
HELD = "Ida Roth is reviewing this order until"


def main(page: Page) -> Locator:
    return page.get_by_role("main")


def open_order(page: Page) -> None:
    """Without taking it; it is not among the first."""
    page.goto("/team/orders/?q=" + TITLE)
    page.get_by_role("link", name=TITLE, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)


@pytest.fixture
def jonas(visitor: Callable[..., Page], busy_address: str) -> Page:
    page = visitor(base_url=busy_address)
    walk.be(page, "Jonas")
    return page


@pytest.fixture
def ida(visitor: Callable[..., Page], busy_address: str) -> Page:
    page = visitor(base_url=busy_address)
    page.goto("/sign-in/?next=/team/")
    page.get_by_label("E-mail").fill(IDA)
    page.get_by_label("Password").fill(IDAS_PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/team/")
    return page


def test_one_takes_the_order_and_the_other_decides_nothing(jonas: Page, ida: Page) -> None:
    watch = Watch(jonas)
    open_order(jonas)  # before anybody has it
    open_order(ida)
    ida.get_by_role("button", name="Take", exact=True).click()
    expect(main(ida)).to_contain_text("Yours since")
    with watch.expecting(409):
        walk.press(jonas, "Approve")
        expect(main(jonas)).to_contain_text(HELD)
    expect(jonas.get_by_role("button", name="Approve", exact=True)).to_have_count(0)
    watch.look()
    ida.get_by_role("link", name="Return with a question …").click()
    ida.get_by_label("Your words to the member").fill("Who pays the travel?")
    ida.get_by_role("button", name="Return to the member").click()
    expect(main(ida)).to_contain_text("The order is with the member again.")
    with watch.expecting(409):
        jonas.get_by_role("button", name="Take over").click()
        expect(main(jonas)).to_contain_text("This order is back with its member for changes.")


def test_who_presses_next_at_once_reviews_another_order(jonas: Page, ida: Page) -> None:
    for page in (jonas, ida):
        page.goto("/team/")
    for page in (jonas, ida):
        page.get_by_role("button", name="Review next").first.click()
        expect(main(page)).to_contain_text("Yours since")
    assert jonas.url != ida.url
    jonas.goto(ida.url)
    expect(main(jonas)).to_contain_text("With Ida Roth until")
    jonas.get_by_role("button", name="Take over").click()
    expect(main(jonas)).to_contain_text("Yours since")
    ida.reload()
    expect(main(ida)).to_contain_text("With Jonas Wiebold until")
    jonas.get_by_role("button", name="Let go").click()
    expect(jonas.get_by_role("heading", level=1)).to_contain_text("wait for review")
