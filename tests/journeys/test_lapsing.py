"""An offer lapses the day after its last day; with a new date its client can still confirm it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import walk
from tests.journeys.hands import Hands, Way, both_ways
from tests.journeys.walk import Line, Work

pytestmark = pytest.mark.browser


@both_ways
def test_an_offer_lapses_and_a_new_date_reopens_it(visitor: Callable[..., Page], way: Way) -> None:
    fees = (Line("Concept and recording", "40", "hour", f"58.{way.number}"),)
    work = replace(
        Work(), title=f"Lapsed {way.name}", fees=fees, starts_in=30, ends_in=40, billed_in=45
    )
    member, client = way.come(visitor), way.come(visitor, locale="de-DE")
    walk.be(member.page, "Mira")
    walk.write_order(member.page, work, scripts=way.scripts)
    last_day = walk.today(member.page)
    walk.valid_until(member.page, last_day)
    order = walk.submit(member.page, "Send to the client first")
    walk.open_offer(client.page, walk.in_german(work.gross))
    expect(client.main).to_contain_text("heute ist der letzte Tag, bis 24 Uhr")
    link = client.page.url
    walk.move_on(member.page, 1)
    client.page.goto(link)
    expect(client.main).to_contain_text("Die Frist ist vorbei")
    client.look()
    new_day = last_day + timedelta(days=10)
    the_member_sets_a_new_date(member, work.title, new_day)
    walk.open_offer(client.page, walk.in_german(work.gross))
    client.press("Angebot bestätigen")
    expect(client.main).to_contain_text("Sie haben das Angebot bestätigt")
    walk.be(member.page, "Jonas")
    walk.approve(member.page, work.title)
    walk.be(member.page, "Mira")
    member.page.goto(order)
    expect(member.main).to_contain_text("Active")


def the_member_sets_a_new_date(member: Hands, title: str, day: date) -> None:
    member.page.goto("/")
    task = member.main.get_by_role("listitem").filter(has_text=title)
    expect(task).to_contain_text("The offer lapsed on")
    member.follow(task.get_by_role("link").last)
    expect(member.main).to_contain_text("Rejected")
    member.look()
    field = member.main.get_by_label("Offer valid until")
    today = walk.today(member.page)
    member.write(field, walk.typed_day(today - timedelta(days=1)))
    with member.watch.expecting(422):
        member.press("Set the date")
        expect(member.main).to_contain_text(f"Choose {today.day} {today:%B %Y} or later.")
    member.write(field, walk.typed_day(day))
    member.press("Set the date")
    expect(member.main).to_contain_text("Client Confirmation")
    expect(member.main).to_contain_text(f"You set the deadline to {day:%A} {day.day} {day:%B}")
