"""From "+ New order" to the issued invoice in the client's mailbox, as a newcomer walks it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import walk
from tests.journeys.walk import Line, Work
from tests.journeys.watch import Watch

pytestmark = pytest.mark.browser

WORK = Work(expenses=(Line("Train to Lumenau", "1", "flat", "84.50"),))
NET, VAT, GROSS = "2,484.50", "472.06", "€2,956.56"


def test_a_newcomer_walks_from_the_new_order_to_the_invoice(
    visitor: Callable[..., Page],
) -> None:
    page = visitor()
    watch = Watch(page)
    watch.look()
    order = the_member_writes_a_draft_and_finds_it_again(page, watch)
    the_member_submits(page, watch)
    the_advisor_approves(page, watch)
    client = visitor(locale="de-DE")
    the_client_confirms(client, Watch(client))
    number = the_member_sees_the_invoice_go_out(page, watch, order)
    the_client_gets_the_invoice(client, Watch(client), number)
    walk.speak(page, "Deutsch")
    in_the_dark(page, watch, "/", "/orders", order, "/orders/new", "/invoices", "/clients?q=lum")
    walk.be(page, "Jonas")
    in_the_dark(page, watch, "/team/", "/team/orders/", "/team/mail/", "/demo/", "/demo/mailbox/")
    in_the_dark(client, Watch(client), client.url)


def the_member_writes_a_draft_and_finds_it_again(page: Page, watch: Watch) -> str:
    walk.press(page, "Be Mira")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    watch.look()
    walk.begin_order(page)
    watch.look()
    walk.choose_client(page, "lum", "Museum Lumenau gGmbH")
    walk.fill_in(page, WORK)
    beside = walk.summary(page)
    due = walk.today(page) + timedelta(days=WORK.billed_in + 14)
    expect(beside).to_contain_text(GROSS)
    expect(beside).to_contain_text(NET)
    expect(beside).to_contain_text(VAT)
    expect(beside).to_contain_text(f"due {due.day} {due:%B}")
    expect(beside).to_contain_text("Payment guarantee: not yet")
    expect(beside).to_contain_text("Smart reviews the order by")
    watch.look()
    walk.press(page, "Save as draft")
    expect(page.get_by_role("heading", level=1)).to_have_text(WORK.title)
    address = page.url
    page.goto("/orders")
    watch.look()
    page.get_by_role("link", name=WORK.title).click()
    page.get_by_role("link", name="Edit").first.click()
    expect(page.get_by_label("Service description", exact=True)).to_have_value(WORK.description)
    expect(page.get_by_label("Comment", exact=True)).to_have_value(WORK.comment)
    expect(page.get_by_role("group", name="Expense 1").get_by_label("Text")).to_have_value(
        "Train to Lumenau"
    )
    expect(beside).to_contain_text(GROSS)
    watch.look()
    return address


def the_member_submits(page: Page, watch: Watch) -> None:
    field = page.get_by_label("E-mail", exact=True)
    field.fill("")
    with watch.expecting(422):
        walk.press(page, "Submit to Smart")
        summary = page.get_by_role("region", name="1 thing is missing")
        expect(summary).to_be_focused()
    watch.look()
    summary.get_by_role("link").click()
    expect(field).to_be_focused()
    field.fill(WORK.contact_email)
    walk.press(page, "Submit to Smart")
    expect(page.get_by_role("main")).to_contain_text("Smart Confirmation")
    watch.look()


def the_advisor_approves(page: Page, watch: Watch) -> None:
    walk.be(page, "Jonas")
    watch.look()
    walk.review(page, WORK.title)
    expect(page.get_by_role("main")).to_contain_text(GROSS)
    watch.look()
    walk.press(page, "Approve")
    expect(page.get_by_role("main")).to_contain_text(f"“{WORK.title}” is approved.")
    watch.look()


def the_client_confirms(client: Page, watch: Watch) -> None:
    walk.open_mail(client, "Angebot von Mira Falkenau über 2.956,56 €")
    watch.look()
    walk.letter(client).get_by_role("link", name="Angebot ansehen und entscheiden").click()
    expect(client.get_by_role("heading", level=1)).to_have_text(WORK.title)
    expect(client.get_by_role("main")).to_contain_text("2.956,56 €")
    watch.look()
    walk.speak(client, "English")
    expect(client.get_by_role("heading", level=1)).to_have_text(WORK.title)
    expect(client.get_by_role("main")).to_contain_text(GROSS)
    for line in WORK.description.splitlines():
        expect(client.get_by_role("main")).to_contain_text(line)
    watch.look()
    walk.press(client, "Confirm offer")
    expect(client.get_by_role("main")).to_contain_text("You have confirmed the offer")
    watch.look()


def the_member_sees_the_invoice_go_out(page: Page, watch: Watch, order: str) -> str:
    """The invoice number."""
    walk.be(page, "Mira")
    watch.look()
    page.goto(order)
    expect(page.get_by_role("main")).to_contain_text("Active")
    watch.look()
    walk.move_on(page)
    invoice = page.get_by_role("table", name="Invoices of this order").get_by_role("row").nth(1)
    expect(invoice).to_contain_text("Draft")
    watch.look()
    walk.move_on(page)
    expect(invoice).to_contain_text("Issued")
    walk.reload_until(page, page.get_by_role("link", name="Invoice as PDF"))
    watch.look()
    assert walk.download(page, page.get_by_role("link", name="Invoice as PDF")).startswith(b"%PDF-")
    assert WORK.title.encode() in walk.download(page, page.get_by_role("link", name="XML"))
    page.goto("/invoices")
    row = walk.row_of(page, WORK.title)
    expect(row).to_contain_text("Issued")
    watch.look()
    return row.get_by_role("rowheader").get_by_role("link").inner_text()


def the_client_gets_the_invoice(client: Page, watch: Watch, number: str) -> None:
    subject = f"Rechnung {number} über 2.956,56 €: fällig am"
    walk.speak(client, "Deutsch")
    walk.open_mail(client, subject)
    client.get_by_role("main").get_by_role("link", name="Postfach").click()
    mails = client.get_by_role("listitem").filter(has_text=subject)
    walk.reload_until(client, mails.nth(1))
    expect(mails).to_have_count(2)
    for address in (WORK.contact_email, "rechnungen@museum-lumenau.example"):
        expect(mails.filter(has_text=address)).to_have_count(1)
    watch.look()
    mails.filter(has_text=WORK.contact_email).get_by_role("link").click()
    watch.look()
    walk.letter(client).get_by_role("link", name="Rechnung ansehen und bezahlen").click()
    expect(client.get_by_role("main")).to_contain_text("2.956,56 €")
    code = client.get_by_role("img", name="QR-Code")
    drawn = "picture => picture.decode().then(() => picture.naturalWidth)"
    assert code.evaluate(drawn) > 0
    pdf = walk.download(client, client.get_by_role("link", name="Rechnung als PDF"))
    assert pdf.startswith(b"%PDF-")
    watch.look()
    walk.speak(client, "English")
    expect(client.get_by_role("link", name="Invoice as PDF")).to_be_visible()
    watch.look()


def in_the_dark(page: Page, watch: Watch, *addresses: str) -> None:
    page.emulate_media(color_scheme="dark")
    for address in addresses:
        page.goto(address)
        watch.look()
