"""A client disputes an invoice; the team notes a bounce and corrects it; all read it (spec § 9)."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import walk
from tests.journeys.hands import Hands, Way, both_ways
from tests.journeys.walk import Line, Work

pytestmark = pytest.mark.browser

WORDS = "Unsere Bestellnummer fehlt."
ANSWER = "Sie haben recht."


@both_ways
def test_a_disputed_invoice_is_corrected(visitor: Callable[..., Page], way: Way) -> None:
    fees = (Line("Concept and recording", "40", "hour", f"61.{way.number}"),)
    work = replace(Work(), title=f"Disputed {way.name}", fees=fees)
    team, client = way.come(visitor), way.come(visitor, locale="de-DE")
    number = an_invoice_goes_out(team, client, work, way)
    the_client_says_that_something_is_wrong(client, number)
    the_team_notes_that_a_mail_came_back(team, number)
    the_team_corrects_it(team)
    the_member_sees_both(team, number)
    client.page.reload()
    expect(client.main).to_contain_text(ANSWER)
    expect(client.main).to_contain_text("Storniert durch ST-")
    client.look()


def an_invoice_goes_out(team: Hands, client: Hands, work: Work, way: Way) -> str:
    """Its number; sent now by its member, so that the day of the demo stays near."""
    walk.be(team.page, "Mira")
    walk.write_order(team.page, work, scripts=way.scripts)
    order = walk.submit(team.page)
    walk.be(team.page, "Jonas")
    walk.approve(team.page, work.title)
    walk.open_offer(client.page, walk.in_german(work.gross))
    client.press("Angebot bestätigen")
    walk.be(team.page, "Mira")
    walk.move_on(team.page, 3)
    team.page.goto(order)
    team.follow(team.main.locator("table a.row-title").first)
    team.press("Send it now")
    expect(team.main).to_contain_text("is issued.")
    return str(re.findall(r"RE-\d{4}-\d{6}", team.main.inner_text())[0])


def the_client_says_that_something_is_wrong(client: Hands, number: str) -> None:
    walk.open_mail(client.page, re.compile(f"Rechnung {number} über .*: fällig"), "museum")
    walk.letter(client.page).get_by_role("link", name="Rechnung ansehen und bezahlen").click()
    client.unfold("Etwas stimmt nicht")
    client.look()
    with client.watch.expecting(422):
        client.press("Senden")
        expect(client.main).to_contain_text("Schreiben Sie ein paar Worte")
    client.look()
    client.write(client.page.get_by_label("Was stimmt an der Rechnung nicht?"), WORDS)
    client.press("Senden")
    expect(client.main).to_contain_text("Bis dahin mahnt niemand diese Rechnung an.")
    client.look()


def the_team_notes_that_a_mail_came_back(team: Hands, number: str) -> None:
    walk.be(team.page, "Jonas")
    team.page.goto("/team/invoices/?pile=disputed")
    team.follow(number)
    expect(team.main).to_contain_text(WORDS)
    walk.reload_until(team.page, team.main.get_by_text("Sent", exact=True).first)
    team.unfold("It came back … nora.ellerbek")
    team.look()
    team.write(team.page.get_by_label("What does the e-mail say that came back?").first, "550")
    team.press(team.main.get_by_role("button", name="Note that it came back").first)
    expect(team.main).to_contain_text("Came back")
    team.look()


def the_team_corrects_it(team: Hands) -> None:
    with team.watch.expecting(422):
        team.press("Answer")
        expect(team.main).to_contain_text("Write the answer")
    team.look()
    team.choose(team.page.get_by_role("radio", name="Correct it"))
    team.write(team.page.get_by_label("Your answer"), ANSWER)
    team.press("Answer")
    expect(team.main).to_contain_text("Client and member have been told.")
    team.look()
    team.follow("corrected, the new one is not issued yet")
    expect(team.main).to_contain_text("replaces")
    team.look()


def the_member_sees_both(member: Hands, number: str) -> None:
    walk.be(member.page, "Mira")
    member.page.goto("/invoices")
    expect(member.main).to_contain_text(f"replaces {number}")
    member.look()
    member.follow(member.main.locator("a.row-title").filter(has_text=number))
    expect(member.main).to_contain_text(ANSWER)
    member.look()
