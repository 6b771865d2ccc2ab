"""The steps of which the journeys are made: what a person does, by the words on the page."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from playwright.sync_api import Locator, Page, expect

PATIENCE_S = 30
NIGHTS_MS = 60_000


@dataclass(frozen=True)
class Line:
    """A fee or an expense as somebody types it."""

    text: str
    quantity: str
    unit: str
    price: str


@dataclass(frozen=True)
class Work:
    """What an order is about; days count from the demo's today."""

    title: str = "Audio guide, eight stations"
    description: str = (
        'Script and recording of "Station 1" to “Station 8”.\nEdited & mixed: <ready>.'
    )
    contact_name: str = "Nora Ellerbek"
    contact_email: str = "nora.ellerbek@museum-lumenau.example"
    sector: str = "Photography"
    hours: str = "40"
    fees: tuple[Line, ...] = (Line("Concept and recording", "40", "hour", "60.00"),)
    expenses: tuple[Line, ...] = ()
    starts_in: int = 1
    ends_in: int = 5
    billed_in: int = 9
    comment: str = "They asked for a quick start."

    @property
    def net(self) -> Decimal:
        """Of all lines, as many as there are."""
        lines = (*self.fees, *self.expenses)
        return sum((_number(line.quantity) * _number(line.price) for line in lines), Decimal(0))

    @property
    def gross(self) -> Decimal:
        """With 19 % VAT."""
        return (self.net * Decimal("1.19")).quantize(Decimal("0.01"), ROUND_HALF_UP)


def _number(typed: str) -> Decimal:
    return Decimal(typed.replace(",", "."))


def euros(amount: Decimal) -> str:
    """As an English page says it."""
    return f"€{amount:,.2f}"


def in_german(amount: Decimal) -> str:
    """As a German mail says it."""
    return f"{amount:,.2f} €".translate(str.maketrans(",.", ".,"))


# --- Who and when -----------------------------------------------------------------------------


def demo(page: Page) -> Locator:
    """The strip at the top of every page of the demo."""
    return page.get_by_role("complementary", name="Demo")


def be(page: Page, name: str) -> None:
    """Become one of the demo's people with the click at the top."""
    demo(page).get_by_role("button", name=name, exact=True).click()
    expect(demo(page).get_by_role("button", name=name, exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )


def speak(page: Page, language: str) -> None:
    """The language switch at the top of the page."""
    switch = page.get_by_role("group", name="Language").or_(
        page.get_by_role("group", name="Sprache")
    )
    switch.get_by_role("button", name=language).click()
    expect(switch.get_by_role("button", name=language)).to_have_attribute("aria-pressed", "true")


def today(page: Page) -> date:
    """The demo's date as the strip says it in English."""
    words = demo(page).get_by_role("strong").inner_text()
    return datetime.strptime(words, "%A %d %B %Y").date()  # noqa: DTZ007  # a day has no zone


def move_on(page: Page, days: int = 7) -> None:
    """Move the demo's date, at most 31 days, and wait until the page says so."""
    then = today(page) + timedelta(days=days)
    demo(page).get_by_label("Days forward").fill(str(days))
    demo(page).get_by_role("button", name="days forward").click(timeout=NIGHTS_MS)
    expect(demo(page)).to_contain_text(f"{then.day} {then:%B} {then.year}")


def typed_day(day: date) -> str:
    """A day as a British reader types it."""
    return f"{day:%d/%m/%Y}"


# --- The member writes an order ---------------------------------------------------------------


def begin_order(page: Page) -> None:
    """The button at the top right of the dashboard."""
    page.goto("/")
    page.get_by_role("main").get_by_role("link", name="New order").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("New order")


def choose_client(page: Page, letters: str, name: str) -> None:
    """Type a few letters, pick by keyboard."""
    box = page.get_by_role("combobox", name="Client")
    box.press_sequentially(letters)
    wanted = page.get_by_role("option", name=name)
    expect(wanted).to_be_visible()
    for _ in range(page.get_by_role("listbox").get_by_role("option").count()):
        if wanted.get_attribute("aria-selected") != "true":
            box.press("ArrowDown")
    expect(wanted).to_have_attribute("aria-selected", "true")
    box.press("Enter")
    expect(page.get_by_role("button", name="Change Client")).to_be_visible()


def choose_client_by_radio(page: Page, letters: str, name: str) -> None:
    """The same without JavaScript: a button that searches, and a list of radios."""
    page.get_by_label("Client", exact=True).fill(letters)
    press(page, "Search")
    page.get_by_role("radio", name=name).check()


def choose_sector(page: Page, name: str) -> None:
    """The searchable list; without JavaScript it is a plain select."""
    box = page.get_by_role("combobox", name="Sector")
    if box.evaluate("node => node.tagName") == "SELECT":
        box.select_option(label=name)
        return
    box.fill(name[:5])
    page.get_by_role("option", name=name).click()


def fill_in(page: Page, work: Work) -> None:
    """Everything but the client, in the order of the form."""
    first, last, billed = (
        typed_day(today(page) + timedelta(days=days))
        for days in (work.starts_in, work.ends_in, work.billed_in)
    )
    typed = {
        "Name": work.contact_name,
        "E-mail": work.contact_email,
        "Order description": work.title,
        "Service description": work.description,
        "Service from": first,
        "Service to": last,
        "Comment": work.comment,
    }
    for label, text in typed.items():
        page.get_by_label(label, exact=True).fill(text)
    payments(page).get_by_role("textbox", name="Billing date").fill(billed)
    page.get_by_label("Working time").fill(work.hours)
    choose_sector(page, work.sector)
    for number, line in enumerate(work.fees, start=1):
        fill_line(page, "Fee line", number, line)
    for number, line in enumerate(work.expenses, start=1):
        fill_line(page, "Expense", number, line)


def valid_until(page: Page, day: date) -> None:
    """The last day on which the client can confirm."""
    page.get_by_label("Offer valid until", exact=True).fill(typed_day(day))


def payments(page: Page) -> Locator:
    """The part of the form about mode of payment and days; of the modes only the chosen is open."""
    return page.get_by_role("group", name="Mode of payment")


def fill_line(page: Page, kind: str, number: int, line: Line) -> None:
    """Fill the line with this number, added first where it is not there."""
    row = page.get_by_role("group", name=f"{kind} {number}", exact=True)
    if row.count() == 0:
        page.get_by_role("button", name=kind, exact=True).click()
    row.get_by_label("Text").fill(line.text)
    row.get_by_label("Quantity").fill(line.quantity)
    row.get_by_label("Unit").select_option(label=line.unit)
    row.get_by_label("Net price").fill(line.price)


def summary(page: Page) -> Locator:
    """What stands beside the form and follows the typing."""
    return page.get_by_role("complementary", name="Summary")


def press(page: Page, button: str) -> None:
    """A button of the page itself."""
    page.get_by_role("main").get_by_role("button", name=button, exact=True).click()


def write_order(
    page: Page,
    work: Work,
    letters: str = "lum",
    client: str = "Museum Lumenau gGmbH",
    *,
    scripts: bool = True,
) -> None:
    """From the dashboard to a form that is ready to be submitted."""
    begin_order(page)
    if scripts:
        choose_client(page, letters, client)
    else:
        choose_client_by_radio(page, letters, client)
    fill_in(page, work)


def submit(page: Page, button: str = "Submit to Smart") -> str:
    """Send the order that is written; the address of its page."""
    press(page, button)
    page.wait_for_url(re.compile(r"/orders/\d+/(#.*)?$"))
    return page.url.split("#")[0]


# --- The team, and the client's mail ------------------------------------------------------------


def review(page: Page, title: str) -> None:
    """Take an order from the queue."""
    page.goto("/team/")
    row_of(page, title).get_by_role("button", name=re.compile("Take|Continue")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def approve(page: Page, title: str) -> None:
    """Open an order from the queue and approve it."""
    review(page, title)
    press(page, "Approve")
    expect(page.get_by_role("main")).to_contain_text(f"“{title}” is approved")


def open_mail(page: Page, subject: str | re.Pattern[str], to: str = "") -> None:
    """The newest mail with these words in its subject, as soon as it lies in the mailbox.

    `to`: only one to this address.
    """
    demo(page).get_by_role("link", name=re.compile("Mailbox|Postfach")).click()
    mails = page.get_by_role("main").get_by_role("listitem").filter(has_text=to)
    mail = mails.get_by_role("link", name=subject).first
    reload_until(page, mail)
    mail.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(subject)


def reload_until(page: Page, wanted: Locator) -> None:
    """For what the worker makes by itself a moment later: a mail, a document."""
    for _ in range(PATIENCE_S):
        try:
            expect(wanted).to_be_visible(timeout=1_000)
        except AssertionError:
            page.reload()
        else:
            return
    expect(wanted).to_be_visible()


def open_offer(page: Page, gross: str, to: str = "") -> None:
    """From the German mail about an offer over this amount to the page behind its link."""
    open_mail(page, f"Angebot von Mira Falkenau über {gross}", to)
    letter(page).get_by_role("link", name="Angebot ansehen und entscheiden").click()
    expect(page.get_by_role("main")).to_contain_text(gross)


def row_of(page: Page, title: str) -> Locator:
    """The row of a list that speaks of this order."""
    return page.get_by_role("row").filter(has_text=title)


def letter(page: Page) -> Locator:
    """The formatted mail, in the frame it is shown in."""
    return page.frame_locator("iframe").locator("body")


def download(page: Page, link: Locator) -> bytes:
    """What the browser saves after a click on the link."""
    with page.expect_download() as started:
        link.click()
    return started.value.path().read_bytes()
