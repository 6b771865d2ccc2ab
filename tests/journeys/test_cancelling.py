"""A member asks to cancel a running order, invoice by invoice; the team asks back and does it."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys import walk
from tests.journeys.hands import Hands, Way, both_ways
from tests.journeys.walk import Line, Work

pytestmark = pytest.mark.browser

WHY = "The museum closes for a year."
ASKED, ANSWERED = "May the second one be stopped too?", "Yes, stop it."


@both_ways
def test_a_recurrent_order_is_cancelled_invoice_by_invoice(
    visitor: Callable[..., Page], way: Way
) -> None:
    fees = (Line("Weekly round", "10", "hour", f"55.{way.number}"),)
    work = replace(Work(), title=f"Weekly round {way.name}", fees=fees, hours="10", ends_in=28)
    person, client = way.come(visitor), way.come(visitor, locale="de-DE")
    walk.be(person.page, "Mira")
    the_member_plans_four_weeks(person, work)
    order = walk.submit(person.page)
    walk.be(person.page, "Jonas")
    walk.approve(person.page, work.title)
    the_client_confirms_the_terms(client, work)
    walk.be(person.page, "Mira")
    walk.move_on(person.page, 2)
    person.page.goto(order)
    walk.reload_until(person.page, person.main.get_by_role("link", name="Invoice as PDF"))
    the_member_asks_to_cancel(person)
    walk.be(person.page, "Jonas")
    the_advisor_asks_back(person, work.title)
    walk.be(person.page, "Mira")
    person.page.goto(order)
    the_member_answers(person)
    walk.be(person.page, "Jonas")
    the_advisor_carries_it_out(person, work.title)
    walk.be(person.page, "Mira")
    person.page.goto(order)
    expect(person.main.locator(".page-lead")).to_contain_text("Cancelled")
    person.look()
    the_client_is_told(client, work)


def the_member_plans_four_weeks(member: Hands, work: Work) -> None:
    walk.write_order(member.page, work, scripts=member.scripts)
    member.choose(member.page.get_by_role("radio", name="Recurrent payments"))
    terms = walk.payments(member.page)
    first = walk.today(member.page) + timedelta(days=2)
    member.write(terms.get_by_label("First billing date"), walk.typed_day(first))
    member.write(terms.get_by_label("Every", exact=True), "1")
    member.pick(terms.get_by_label("Interval", exact=True), "weeks")
    member.choose(terms.get_by_role("radio", name="After a number of invoices"))
    member.write(terms.get_by_label("Number of invoices", exact=True), "4")
    if member.scripts:
        expect(walk.summary(member.page)).to_contain_text("4 invoices planned")


def the_client_confirms_the_terms(client: Hands, work: Work) -> None:
    walk.open_offer(client.page, walk.in_german(work.gross))
    expect(client.main).to_contain_text("Jede Woche, erstmals am")
    client.look()
    client.press("Angebot bestätigen")
    expect(client.main).to_contain_text("Sie haben das Angebot bestätigt")


def choice(person: Hands, row: int, words: str) -> Locator:
    return person.page.get_by_role("row").nth(row).get_by_role("radio", name=words)


def the_member_asks_to_cancel(member: Hands) -> None:
    member.follow("Cancel the order …")
    expect(member.main).to_contain_text("Invoices are not cancelled by themselves.")
    for row, words in enumerate(("Cancel it", "Please ask me", "Stop it"), start=1):
        expect(choice(member, row, "Keep it")).to_be_checked()
        member.choose(choice(member, row, words))
    member.look()
    member.write(member.page.get_by_label("Your words to the team"), WHY)
    member.press("Send the request")
    expect(member.main).to_contain_text("to cancel this order. Smart decides about it.")
    member.look()


def the_advisor_asks_back(advisor: Hands, title: str) -> None:
    advisor.page.goto("/team/cancellations/")
    advisor.look()
    the_advisor_opens_the_request(advisor, title)
    expect(advisor.main).to_contain_text(WHY)
    advisor.look()
    advisor.follow("Ask the member")
    advisor.write(advisor.page.get_by_label("Message to Mira Falkenau"), ASKED)
    advisor.press("Send")
    expect(advisor.page.locator("#conversation")).to_contain_text(ASKED)


def the_advisor_opens_the_request(advisor: Hands, title: str) -> None:
    advisor.follow(walk.row_of(advisor.page, title).get_by_role("link", name="Look at"))
    advisor.follow("Decide about the request")


def the_member_answers(member: Hands) -> None:
    expect(member.page.locator("#conversation")).to_contain_text(ASKED)
    member.write(member.page.get_by_label("Message to Smart"), ANSWERED)
    member.press("Send")
    expect(member.page.locator("#conversation")).to_contain_text(ANSWERED)


def the_advisor_carries_it_out(advisor: Hands, title: str) -> None:
    advisor.page.goto("/team/cancellations/")
    the_advisor_opens_the_request(advisor, title)
    with advisor.watch.expecting(422):
        advisor.press("Carry out")
        fault = "Decide about this invoice; the member asks for your advice."
        expect(advisor.main.get_by_role("link", name=fault)).to_be_visible()
    advisor.look()
    advisor.choose(choice(advisor, 2, "Stop it"))
    advisor.press("Carry out")
    expect(advisor.main).to_contain_text("Cancelled")


def the_client_is_told(client: Hands, work: Work) -> None:
    walk.open_mail(client.page, f"Storniert: Auftrag mit Mira Falkenau, {work.title}")
    walk.open_mail(client.page, "Stornorechnung ST-", to=work.contact_email)
    with client.page.expect_navigation():
        walk.letter(client.page).get_by_role("link", name="Stornorechnung ansehen").click()
    expect(client.main).to_contain_text("Es ist nichts zu zahlen.")
    client.look()
    walk.open_mail(client.page, re.compile("^Rechnung RE-"), to=work.contact_email)
    with client.page.expect_navigation():
        walk.letter(client.page).get_by_role("link", name="Rechnung ansehen und bezahlen").click()
    expect(client.main).to_contain_text("Storniert")
