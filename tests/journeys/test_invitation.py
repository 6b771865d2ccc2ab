"""A house begins: its first administrator, an advisor by invitation, and both second factors."""

import re
import time
from collections.abc import Iterator

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Browser, Page, expect

from tests import portal
from tests.house_portal import House, house_portal
from tests.journeys.conftest import PATIENCE_MS
from tests.journeys.watch import Watch

pytestmark = pytest.mark.browser

ADMIN, ADVISOR = "alma.quint@coop.example", "nele.wendt@coop.example"
PASSWORD = "a sentence nobody guesses"
SECONDS_OF_A_CODE, SECONDS_TO_TYPE = 30, 3


@pytest.fixture
def house() -> Iterator[House]:
    with portal.throw_away_home() as home, house_portal(home) as running:
        yield running


def visitor(browser: Browser, house: House) -> Page:
    context = browser.new_context(
        base_url=house.url, locale="en-GB", viewport={"width": 1280, "height": 900}
    )
    context.set_default_timeout(PATIENCE_MS)
    return context.new_page()


def code_of(secret: str) -> str:
    """What the authenticator app shows, and goes on showing while it is typed."""
    left = SECONDS_OF_A_CODE - time.time() % SECONDS_OF_A_CODE
    if left < SECONDS_TO_TYPE:
        time.sleep(left)
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // SECONDS_OF_A_CODE)))


def sign_in(page: Page, email: str) -> None:
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def set_up_app(page: Page, watch: Watch) -> str:
    """From the page that asks for it to where one wanted; the secret of the app."""
    expect(page.get_by_role("heading", level=1)).to_have_text("One more lock for your account")
    watch.look()
    page.get_by_role("link", name="Set up the app").click()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    secret = page.locator("p.code").inner_text()
    page.get_by_label("Code from the app").fill(code_of(secret))
    page.get_by_role("button", name="Set up").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    watch.look()
    page.get_by_role("link", name="Go on").click()
    return secret


def invite(page: Page, watch: Watch) -> None:
    page.get_by_role("link", name="Invite somebody").click()
    watch.look()
    page.get_by_label("Name").fill("Nele Wendt")
    page.get_by_label("E-mail").fill(ADVISOR)
    page.get_by_label("Advisor").check()
    page.get_by_label("English").check()
    page.get_by_role("button", name="Send the invitation").click()


def test_from_the_first_command_to_an_advisor_at_the_desk(browser: Browser, house: House) -> None:
    words = (ADMIN, "--name", "Alma Quint", "--role", "admin", "--language", "en")
    house.kontor("people", "add", *words, KONTOR_NEW_PASSWORD=PASSWORD)
    office = visitor(browser, house)
    watch = Watch(office)
    office.goto("/team/people/")
    sign_in(office, ADMIN)
    set_up_app(office, watch)
    expect(office.get_by_role("heading", level=1)).to_have_text("1 person")
    watch.look()
    invite(office, watch)
    expect(office.get_by_role("main")).to_contain_text("The invitation is on its way.")
    watch.look()

    mail = house.newest_mail(ADVISOR, "Your account at Smart Beispiel eG")
    link = re.search(r"http\S+/sign-in/invitation/[\w-]+", mail.text)
    assert link
    page = visitor(browser, house)
    seen = Watch(page)
    page.goto(link[0])
    expect(page.get_by_role("heading", level=1)).to_have_text("Welcome, Nele Wendt")
    seen.look()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Open my account").click()
    sign_in(page, ADVISOR)
    secret = set_up_app(page, seen)
    expect(page.get_by_role("link", name="Desk")).to_have_attribute("aria-current", "page")
    with seen.expecting(404):
        page.goto(link[0])
        expect(page.get_by_role("heading", level=1)).to_have_text(
            "This link does not work any more"
        )
        seen.look()

    again = visitor(browser, house)
    again.goto("/team/")
    sign_in(again, ADVISOR)
    again.get_by_label("Code from the app, or a recovery code").fill(code_of(secret))
    again.get_by_role("button", name="Sign in", exact=True).click()
    expect(again.get_by_role("link", name="Desk")).to_be_visible()

    office.reload()
    expect(office.get_by_role("main")).to_contain_text("Nele Wendt opened the account.")
    office.get_by_text("Close the account …").click()
    office.get_by_role("button", name="Close the account").click()
    expect(office.get_by_role("main")).to_contain_text("The account is closed")
    watch.look()
    again.goto("/team/")
    expect(again.get_by_role("heading", level=1)).to_have_text("Sign in")
