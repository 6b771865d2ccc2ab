"""Every mode of payment in a real browser: by keyboard, on a phone, without JavaScript."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys import walk
from tests.journeys.walk import Work
from tests.journeys.watch import Watch

pytestmark = pytest.mark.browser

WORK = replace(Work(), title="A year of audio guides", starts_in=1, ends_in=700, hours="40")


def test_the_payments_by_keyboard(visitor: Callable[..., Page]) -> None:
    page = visitor()
    watch = Watch(page)
    walk.be(page, "Mira")
    walk.begin_order(page)
    walk.choose_client(page, "lum", "Museum Lumenau gGmbH")
    walk.fill_in(page, WORK)
    instalments_are_typed(page)
    watch.look()
    a_deposit_is_typed(page)
    watch.look()
    with watch.expecting(422):
        the_end_of_recurrent_payments_is_asked(page)
    watch.look()
    walk.press(page, "Save as draft")
    expect(page.get_by_role("link", name="Say when")).to_have_count(0)
    everything_is_shown_again(page)
    watch.look()


def test_the_payments_without_javascript(visitor: Callable[..., Page]) -> None:
    page = visitor(java_script_enabled=False)
    watch = Watch(page)
    walk.press(page, "Be Mira")
    walk.begin_order(page)
    walk.fill_in(page, WORK)
    mode(page, "Instalments").check()
    part(page, 1).get_by_label("Billing date").fill(in_days(page, 120))
    part(page, 1).get_by_label("Part").fill("100")
    walk.press(page, "Instalment")
    expect(part(page, 3)).to_be_visible()
    expect(part(page, 1).get_by_label("Part")).to_have_value("100")
    walk.press(page, "Remove Instalment 3")
    expect(part(page, 3)).to_have_count(0)
    mode(page, "Recurrent payments").check()
    page.get_by_label("First billing date").fill(in_days(page, 120))
    page.get_by_role("radio", name="Until further notice").check()
    expect(page.get_by_label("Service to")).to_be_hidden()
    watch.look_without_axe()
    walk.press(page, "Save as draft")
    expect(page.get_by_role("main")).to_contain_text("until further notice")
    expect(mode(page, "Recurrent payments")).to_be_checked()


def instalments_are_typed(page: Page) -> None:
    """Arrow keys choose the mode, Tab leads through its rows, Enter adds one."""
    mode(page, "Single payment").focus()
    page.keyboard.press("ArrowDown")
    expect(mode(page, "Instalments")).to_be_checked()
    days = [in_days(page, ahead) for ahead in (30, 60, 90)]
    for number, (day, share) in enumerate(zip(days, ("30", "30", "40"), strict=True), start=1):
        if number > 2:
            page.get_by_role("button", name="Instalment", exact=True).press("Enter")
            expect(part(page, number).get_by_label("Billing date")).to_be_focused()
        part(page, number).get_by_label("Billing date").fill(day)
        part(page, number).get_by_label("Part").fill(share)
    expect(page.get_by_text("The whole is distributed")).to_be_visible()
    expect(page.get_by_role("complementary", name="Summary")).to_contain_text("Instalment 3 of 3")


def a_deposit_is_typed(page: Page) -> None:
    mode(page, "Advance payment").check()
    page.get_by_role("textbox", name="Billing date").locator("visible=true").fill(
        in_days(page, 120)
    )
    page.get_by_role("radio", name="A deposit, then a final invoice").check()
    page.get_by_label("Deposit", exact=True).fill("30")
    page.get_by_label("Final invoice on").fill(in_days(page, 210))
    expect(page.get_by_role("complementary", name="Summary")).to_contain_text("Deposit 30 %")


def the_end_of_recurrent_payments_is_asked(page: Page) -> None:
    mode(page, "Recurrent payments").check()
    page.get_by_label("First billing date").fill(in_days(page, 120))
    walk.press(page, "Submit to Smart")
    fault = page.get_by_role("link", name="Say when the recurrent payments end.")
    fault.press("Enter")
    expect(page.get_by_role("group", name="Ends")).to_be_focused()
    page.get_by_role("radio", name="After a number of invoices").check()
    page.get_by_label("Number of invoices", exact=True).fill("12")
    expect(page.get_by_role("complementary", name="Summary")).to_contain_text("and 6 more until")


def everything_is_shown_again(page: Page) -> None:
    expect(mode(page, "Recurrent payments")).to_be_checked()
    expect(page.get_by_label("First billing date")).to_have_value(in_days(page, 120))
    expect(page.get_by_label("Number of invoices", exact=True)).to_have_value("12")


def in_days(page: Page, days: int) -> str:
    return walk.typed_day(walk.today(page) + timedelta(days=days))


def mode(page: Page, name: str) -> Locator:
    return page.get_by_role("radio", name=name)


def part(page: Page, number: int) -> Locator:
    return page.get_by_role("group", name=f"Instalment {number}")
