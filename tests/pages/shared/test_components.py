"""The page of all parts in the running demo: no accessibility fault, and what the keyboard does."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Only what it finds is handed over: all that is well fills a hundred times the space.
AXE = {"runOnly": RULES, "reporter": "no-passes"}

Opened = Callable[..., Page]


@pytest.fixture
def opened(browser: Browser, address: str) -> Iterator[Opened]:
    """Opens the page in a fresh profile; closed at the end, for what turns on it never rests."""
    with ExitStack() as stack:

        def opened(**options: object) -> Page:
            page = stack.enter_context(browser.new_context(**options)).new_page()  # type: ignore[arg-type]
            page.goto(f"{address}/components", wait_until="networkidle")
            return page

        yield opened


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_every_part_is_accessible(opened: Opened, scheme: str, width: int) -> None:
    page = opened(color_scheme=scheme, viewport={"width": width, "height": 900})
    found = Axe().run(page, options=AXE)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_sector_is_found_and_taken_with_the_keyboard_alone(opened: Opened) -> None:
    page = opened()
    root = page.locator("[data-combobox-select]").first
    field = root.get_by_role("combobox")
    field.fill("photo")
    root.get_by_role("option").wait_for()
    assert field.get_attribute("aria-expanded") == "true"
    field.press("Escape")
    assert field.get_attribute("aria-expanded") == "false"
    assert field.input_value() == "photo"
    field.press("ArrowDown")
    root.locator("[aria-selected=true]").wait_for()
    field.press("Enter")
    assert root.locator("select").input_value() == "photography"


def test_a_line_is_added_with_the_focus_in_it_and_removed_with_the_focus_beside_it(
    opened: Opened,
) -> None:
    page = opened()
    lines = page.locator("[data-lines=fees] [data-line]:visible")
    before = lines.count()
    page.locator("[data-add-line=fees]").click()
    assert lines.count() == before + 1
    assert page.evaluate("document.activeElement.name") == f"fees-{before}-text"
    lines.first.locator("[data-line-remove]").click()
    assert lines.count() == before
    assert page.locator("[name=fees-0-DELETE]").input_value() == "on"
    assert page.evaluate("document.activeElement.name") == "fees-1-text"


def test_without_script_the_same_page_offers_buttons_and_radios(
    opened: Opened,
) -> None:
    page = opened(java_script_enabled=False)
    assert page.locator("button[name=find]:visible").count() == 1
    assert page.locator("input[type=radio][name=wrong-client]").count() == 2
    assert page.locator("select[name=sector]").is_visible()
    assert page.locator("[data-copy]:visible").count() == 0
