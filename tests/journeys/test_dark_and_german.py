"""The pages around an order as somebody sees them who reads German, in the dark."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import walk
from tests.journeys.watch import Watch

pytestmark = pytest.mark.browser

AROUND_AN_ORDER = ("", "contact", "proofs", "conversation", "change", "cancel")
OF_THE_TEAM = (
    "/team/proofs/",
    "/team/conversations/",
    "/team/cancellations/",
    "/team/guarantee/",
    "/team/reminders/",
    "/team/reminders/?show=sent",
    "/team/mail/",
)


def test_the_pages_around_an_order(visitor: Callable[..., Page]) -> None:
    page = visitor(locale="de-DE", color_scheme="dark")
    watch = Watch(page)
    walk.be(page, "Mira")
    page.goto("/orders?status=active&q=newsletter")
    page.get_by_role("link", name="Monthly newsletter").first.click()
    order = page.url.split("#")[0]
    for part in AROUND_AN_ORDER:
        page.goto(order + part)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        watch.look()
    page.goto("/account")
    watch.look()
    walk.be(page, "Jonas")
    for address in (order.replace("/orders/", "/team/orders/"), *OF_THE_TEAM):
        page.goto(address)
        watch.look()
