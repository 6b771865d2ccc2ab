"""A statement from the file to the booked invoice and back: by keyboard, and without JavaScript."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from playwright.sync_api import FilePayload, Locator, Page, expect

from kontor.cli.demo_house import COOPERATIVE
from kontor.cli.made_statement import Booked, made_statement
from tests.journeys import walk
from tests.journeys.watch import Watch

pytestmark = pytest.mark.browser


def some_open_invoice(page: Page) -> Decimal:
    """The gross amount of an invoice that waits for money."""
    page.goto("/team/invoices/?status=issued")
    gross = page.locator("tbody .card-amount").first.inner_text()
    return Decimal(re.sub(r"[^\d.]", "", gross))


def statement(page: Page, payer: str, amount: Decimal) -> FilePayload:
    """A statement of today with one payment of an unknown payer, who names no invoice."""
    entry = Booked(amount=amount, bank_reference=payer, name=payer, reference="with thanks")
    day: date = walk.today(page)
    data = made_statement(COOPERATIVE["iban"], day, Decimal("1000.00"), [entry])
    return {"name": f"{payer}.xml", "mimeType": "application/xml", "buffer": data}


def hand_in(page: Page, file: FilePayload) -> None:
    page.goto("/team/bank/")
    field = page.get_by_label("Bank statements")
    if not field.is_visible():
        page.get_by_text("Hand in statements").click()
    field.set_input_files(file)
    walk.press(page, "Hand in")
    expect(page.get_by_role("main")).to_contain_text("Just handed in")


def case_of(page: Page, payer: str) -> Locator:
    return page.get_by_role("article").filter(has_text=payer)


@pytest.mark.parametrize("scripts", [True, False], ids=["keyboard", "no scripts"])
def test_a_statement_is_handed_in_booked_and_undone(
    visitor: Callable[..., Page], *, scripts: bool
) -> None:
    page = visitor(java_script_enabled=scripts)
    watch = Watch(page)
    walk.be(page, "Henrike")
    payer = f"Payer {uuid4().hex[:8]}"
    hand_in(page, statement(page, payer, some_open_invoice(page)))
    if scripts:
        watch.look()
    case = case_of(page, payer)
    expect(case).to_contain_text("The amount is exactly what is open.")
    best = case.get_by_role("button", name="Book").first
    if scripts:
        case.get_by_role("link", name=payer, exact=True).focus()
        page.keyboard.press("b")
        expect(best).to_be_focused()
        page.keyboard.press("Enter")
    else:
        best.click()
    said = page.get_by_role("status").filter(has_text=payer)
    expect(said).to_contain_text("booked to RE-")
    expect(case_of(page, payer)).to_have_count(0)
    said.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("main")).to_contain_text("The entry waits to be decided again.")
    expect(page.get_by_role("main")).to_contain_text("undone by Henrike Sollig")
    if scripts:
        watch.look()
        assert not watch.troubles


def test_an_entry_is_split_and_the_rest_follows_the_typing(visitor: Callable[..., Page]) -> None:
    page = visitor()
    watch = Watch(page)
    walk.be(page, "Henrike")
    payer = f"Payer {uuid4().hex[:8]}"
    hand_in(page, statement(page, payer, Decimal("0.77")))
    page.get_by_role("link", name=f"Open {payer}").or_(
        page.get_by_role("link", name="Another invoice").filter(has_text=payer)
    ).first.click()
    page.locator("[name=charge]").fill("0.5")
    expect(page.locator("output")).to_have_text("€0.27")
    page.locator("[name=other]").fill("0.27")
    expect(page.locator("output")).to_have_text("€0.00")
    page.get_by_label("What is it about").fill("Found in the hall")
    page.locator(".bank-split .sheet-foot").get_by_role("button", name="Book").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("This entry is decided")
    watch.look()
    assert not watch.troubles
