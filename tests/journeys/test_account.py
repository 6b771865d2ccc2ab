"""The own account in a browser: a passkey from end to end, the forgotten password, the pages."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import walk
from tests.journeys.watch import Watch

pytestmark = pytest.mark.browser

KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
PASSWORD = "a sentence nobody guesses"


def with_a_key(page: Page) -> None:
    """A device that keeps passkeys and says yes."""
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})


def show_oneself(page: Page, watch: Watch) -> None:
    """Before the sign-in is changed, by the passkey."""
    page.get_by_role("link", name="With a passkey instead").click()
    watch.look()
    page.get_by_role("button", name="Use a passkey").click()


def test_a_passkey_signs_in_without_a_password(visitor: Callable[..., Page], address: str) -> None:
    page = visitor()
    by_name = address.replace("127.0.0.1", "localhost")
    page.goto(f"{by_name}/demo/")
    watch = Watch(page)
    with_a_key(page)
    walk.be(page, "Tomke")
    page.goto(f"{by_name}/profile")
    page.get_by_role("link", name="Add a passkey").click()
    watch.look()
    page.get_by_label("A name by which you know it again").fill("Laptop")
    page.get_by_role("button", name="Add a passkey").click()
    show_oneself(page, watch)
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    watch.look()
    page.goto(f"{by_name}/profile")
    expect(page.get_by_role("main")).to_contain_text("Passkey: Laptop")
    watch.look()
    page.get_by_text("Tomke Reinsdal").first.click()
    page.get_by_role("button", name="Sign out").first.click()
    page.goto(f"{by_name}/sign-in/?next=/orders")
    watch.look()
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(f"{by_name}/orders")
    page.goto(f"{by_name}/profile")
    page.get_by_role("link", name="Remove Laptop").click()
    show_oneself(page, watch)
    expect(page.get_by_role("heading", name="Remove the passkey")).to_be_visible()
    watch.look()
    page.get_by_role("button", name="Remove").click()
    expect(page.get_by_role("main")).to_contain_text("The passkey is removed.")


def test_by_a_bare_number_the_page_says_where_passkeys_work(visitor: Callable[..., Page]) -> None:
    page = visitor()
    walk.be(page, "Mira")
    page.goto("/profile")
    expect(page.get_by_role("link", name=re.compile("localhost"))).to_be_visible()
    page.goto("/sign-in/")
    expect(page.get_by_role("button", name="Sign in with a passkey")).to_be_hidden()


def test_a_password_is_chosen_by_the_link_in_the_mailbox(visitor: Callable[..., Page]) -> None:
    page = visitor(java_script_enabled=False)
    choose_a_password(page, "Henrike", "henrike.sollig@smart.example")
    page.goto("/profile")
    expect(page.get_by_role("link", name="Change password")).to_be_visible()


def choose_a_password(page: Page, name: str, email: str) -> None:
    """By the link that the profile mails, and sign in with it."""
    walk.be(page, name)
    page.goto("/profile")
    page.get_by_role("button", name="Mail me a link").click()
    expect(page.get_by_role("main")).to_contain_text("is on its way to you")
    walk.open_mail(page, "Neues Passwort wählen", to=email)
    page.goto(f"{page.url}?as=text")
    found = re.search(r"http\S+/sign-in/new-password/[\w-]+", page.content())
    assert found
    page.goto(found[0])
    page.get_by_label("New password").fill(PASSWORD)
    page.get_by_role("button", name="Set password").click()
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def test_a_new_password_ends_the_other_sessions(visitor: Callable[..., Page]) -> None:
    elsewhere, page = visitor(), visitor(java_script_enabled=False)
    choose_a_password(page, "Tomke", "tomke.reinsdal@members.example")
    walk.be(elsewhere, "Tomke")
    page.goto("/profile")
    page.get_by_role("link", name="Change password").click()
    page.get_by_label("Present password").fill(PASSWORD)
    for label in ("New password", "New password, once more"):
        page.get_by_label(label, exact=True).fill(f"{PASSWORD} twice")
    page.get_by_role("button", name="Change password").click()
    expect(page.get_by_role("link", name="Change password")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="This one")).to_be_visible()
    elsewhere.goto("/orders")
    expect(elsewhere.get_by_role("heading", level=1)).to_have_text("Sign in")


def test_the_language_of_the_profile_is_spoken_at_once(visitor: Callable[..., Page]) -> None:
    page = visitor()
    walk.be(page, "Tomke")
    page.goto("/profile")
    page.get_by_role("radio", name="Deutsch").check()
    page.get_by_role("button", name="Save").first.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Dein Profil")
    page.goto("/orders")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Aufträge")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_of_an_account_are_accessible(visitor: Callable[..., Page], scheme: str) -> None:
    page = visitor(color_scheme=scheme)
    watch = Watch(page)
    walk.be(page, "Mira")
    for path in ("/profile", "/profile/app/add", "/orders", "/", "/invoices"):
        page.goto(path)
        watch.look()
    page.context.clear_cookies()
    for path in ("/sign-in/", "/sign-in/forgotten/"):
        page.goto(path)
        watch.look()


def test_news_are_chosen_with_the_keyboard_alone(visitor: Callable[..., Page]) -> None:
    page = visitor()
    walk.be(page, "Tomke")
    page.goto("/profile")
    choice = page.get_by_label("The team writes to you")
    choice.focus()
    choice.press_sequentially("Once")
    for _ in ("guarantee", "trouble", "payments", "an invoice has gone out", "save"):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_contain_text("Your choices are saved.")
    expect(choice).to_have_value("digest")
