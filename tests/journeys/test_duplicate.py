"""A copy of an order asks to check three things before it goes on its way."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys import walk
from tests.journeys.hands import Hands, Way, both_ways
from tests.journeys.walk import Work

pytestmark = pytest.mark.browser


@both_ways
def test_a_copy_is_checked_before_it_goes_on_its_way(
    visitor: Callable[..., Page], way: Way
) -> None:
    work = replace(Work(), title=f"Every spring {way.name}")
    member = way.come(visitor)
    walk.be(member.page, "Mira")
    walk.write_order(member.page, work, scripts=way.scripts)
    walk.submit(member.page)
    member.press("Duplicate")
    the_copy_says_what_to_check(member, work)
    member.page.get_by_label("Comment", exact=True).fill("As last year.")
    with member.watch.expecting(422):
        member.press("Submit to Smart")
        expect(member.main.get_by_role("region", name="3 things")).to_be_visible()
    member.look()
    the_member_checks(member, work)
    expect(member.main).to_contain_text("Smart Confirmation")
    expect(member.main).to_contain_text("Copy of A-")


def the_copy_says_what_to_check(member: Hands, work: Work) -> None:
    expect(member.main).to_contain_text("check service period, payment type and billing dates")
    expect(member.page.get_by_label("Order description", exact=True)).to_have_value(work.title)
    expect(member.page.get_by_label("Name", exact=True)).to_have_value(work.contact_name)
    expect(member.page.get_by_label("Comment", exact=True)).to_have_value("")
    for box in boxes(member).all():
        expect(box).not_to_be_checked()
    member.look()


def boxes(member: Hands) -> Locator:
    return member.page.get_by_role("region", name="Copy of").get_by_role("checkbox")


def the_member_checks(member: Hands, work: Work) -> None:
    """Two are right as they stand; the service period is another one, and that counts too."""
    member.tick(boxes(member).nth(1))
    member.tick(boxes(member).nth(2))
    first = walk.today(member.page) + timedelta(days=work.starts_in + 1)
    member.write(member.page.get_by_label("Service from", exact=True), walk.typed_day(first))
    member.press("Submit to Smart")
