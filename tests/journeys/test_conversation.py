"""Member and team talk about an order and about a blocked client; no client reads any of it."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys import walk
from tests.journeys.hands import Hands, Way, both_ways
from tests.journeys.walk import Line, Work

pytestmark = pytest.mark.browser

QUESTION, ANSWER = "Do they pay the travel too?", "Only the ticket; add it as an expense."
BLOCKED = "Graupelwind Konzerte GmbH"
CALM = "We can’t accept new orders for this client right now. You can keep a draft."


@both_ways
def test_member_and_advisor_talk_about_an_order(visitor: Callable[..., Page], way: Way) -> None:
    fees = (Line("Concept and recording", "40", "hour", f"56.{way.number}"),)
    work = replace(Work(), title=f"Talked over {way.name}", fees=fees)
    person, client = way.come(visitor), way.come(visitor, locale="de-DE")
    walk.be(person.page, "Mira")
    walk.write_order(person.page, work, scripts=way.scripts)
    order = walk.submit(person.page, "Send to the client first")
    person.write(person.page.get_by_label("Message to Smart"), QUESTION)
    person.press("Send")
    expect(person.main).to_contain_text(QUESTION)
    the_advisor_is_told_and_answers(person, work.title)
    walk.be(person.page, "Mira")
    the_member_is_told(person, work.title)
    person.page.goto(order)
    expect(person.page.locator("#conversation")).to_contain_text(ANSWER)
    the_client_reads_none_of_it(client, work)


def the_advisor_is_told_and_answers(advisor: Hands, title: str) -> None:
    walk.be(advisor.page, "Jonas")
    walk.open_mail(advisor.page, f"Mira Falkenau schreibt zu „{title}“")
    with advisor.page.expect_navigation():
        walk.letter(advisor.page).get_by_role("link").first.click()
    expect(advisor.main).to_contain_text(QUESTION)
    advisor.look()
    advisor.page.goto("/team/conversations/")
    advisor.look()
    advisor.follow(walk.row_of(advisor.page, title).get_by_role("link", name="Answer"))
    advisor.write(advisor.page.get_by_label("Message to Mira Falkenau"), ANSWER)
    advisor.press("Send")
    expect(advisor.main).to_contain_text(ANSWER)


def the_member_is_told(member: Hands, title: str) -> None:
    task = member.page.get_by_role("main").get_by_role("listitem").filter(has_text=title)
    member.page.goto("/")
    expect(task.first).to_contain_text(f"Jonas Wiebold writes: “{ANSWER}”")
    walk.open_mail(member.page, f"Jonas Wiebold schreibt zu „{title}“")
    expect(walk.letter(member.page)).to_contain_text(ANSWER)


def the_client_reads_none_of_it(client: Hands, work: Work) -> None:
    walk.open_mail(client.page, f"Angebot von Mira Falkenau über {walk.in_german(work.gross)}")
    says_nothing(walk.letter(client.page), work)
    walk.open_offer(client.page, walk.in_german(work.gross))
    says_nothing(client.page.locator("body"), work)


def says_nothing(page: Locator, work: Work) -> None:
    for words in (QUESTION, ANSWER, work.comment):
        expect(page).not_to_contain_text(words)


@both_ways
def test_a_blocked_client_leads_to_a_talk_and_keeps_the_typing(
    visitor: Callable[..., Page], way: Way
) -> None:
    member = way.come(visitor)
    title = f"A concert poster {way.name}"
    walk.be(member.page, "Tomke" if way.scripts else "Mira")
    walk.begin_order(member.page)
    if way.scripts:
        walk.choose_client(member.page, "grau", BLOCKED)
    else:
        walk.choose_client_by_radio(member.page, "grau", BLOCKED)
    walk.fill_in(member.page, replace(Work(), title=title))
    if way.scripts:
        expect(member.main).to_contain_text(CALM)
        expect(walk.summary(member.page)).not_to_contain_text("reviews the order")
    with member.watch.expecting(409):
        member.press("Submit to Smart")
        expect(member.page.get_by_role("alert")).to_contain_text("Talk to the team.")
    member.look()
    member.press(member.main.get_by_role("button", name="Talk to the team about this client").last)
    expect(member.main).to_contain_text("Your order is saved.")
    expect(member.page.get_by_role("heading", level=1)).to_have_text(BLOCKED)
    member.look()
    member.write(member.page.get_by_label("Message to Smart"), "I never had trouble with them.")
    member.press("Send")
    expect(member.main).to_contain_text("I never had trouble with them.")
    member.follow(f"Back to “{title}”")
    expect(member.page.get_by_label("Order description", exact=True)).to_have_value(title)
