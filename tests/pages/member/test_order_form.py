"""The order form: one page in the order of the manual, and nothing typed is ever lost (R12–R15)."""

from decimal import Decimal

import pytest

from kontor.clients.blocks import Block
from kontor.orders.models import Order
from tests.builders import clients, orders
from tests.cast import Cast, cast
from tests.pages.member.filled import typed
from tests.pages.member.reading import Page, Reader

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def member(people: Cast) -> Reader:
    return Reader(people.owner)


@pytest.fixture
def blank(member: Reader) -> Page:
    return member.get("/orders/new")


def test_the_form_follows_the_manual(blank: Page) -> None:
    assert blank.all("//section[@class='form-part']//h2") == [
        "Client",
        "Contact person",
        "Sector and service",
        "Fees and expenses",
        "Client confirmation",
        "Payments",
        "Comment for Smart",
    ]


def test_a_new_offer_is_open_for_a_week_and_due_in_14_days(blank: Page) -> None:
    form = blank.form()
    assert form["valid_until"] == "11/01/2027"
    assert form["term_days"] == "14"
    assert form["contact_name"] == form["contact_email"] == ""


def test_the_page_holds_no_style_or_script_of_its_own(blank: Page) -> None:
    assert not blank.all("//@style")
    assert not blank.all("//style")
    assert len(blank.all("//script")) == len(blank.all("//script/@src"))
    assert not [name for name in ("onclick=", "javascript:") if name in blank.html]


def test_a_draft_is_saved_however_incomplete_and_comes_back(member: Reader, blank: Page) -> None:
    saved = member.send(blank, "/orders/new", title="Autumn catalogue", act="draft")
    order = Order.objects.get()
    assert saved.url == f"/orders/{order.pk}/edit#headline"
    again = member.get(f"/orders/{order.pk}/edit")
    assert again.form()["title"] == "Autumn catalogue"
    assert "Draft saved at 09:00. Only you can see it." in again.words
    assert order.status == "draft"


def test_a_complete_order_reaches_the_team_as_typed(
    people: Cast, member: Reader, blank: Page
) -> None:
    sent = member.send(blank, "/orders/new", act="submit", **typed(people.client))
    order = Order.objects.get()
    assert sent.url == f"/orders/{order.pk}/#headline"
    assert order.status == "team_review"
    assert order.description == "Layout of the autumn catalogue.\nTwo rounds of corrections."
    assert order.lines.get().unit_price == Decimal("420.00")
    assert order.client == people.client


def test_the_client_can_come_first(people: Cast, member: Reader, blank: Page) -> None:
    member.send(blank, "/orders/new", act="client", **typed(people.client))
    assert Order.objects.get().status == "client_confirmation"


def test_submitting_names_everything_that_is_missing_at_its_place(
    member: Reader, blank: Page
) -> None:
    page = member.send(blank, "/orders/new", act="submit", title="Autumn catalogue")
    assert page.status == 422
    assert page.one("//*[@id='errors-title']") == "9 things are missing"
    links = page.all("//*[@id='errors']//a/@href")
    assert links[0] == "#id_client"
    assert links[-1] == "#id_billing_date"
    ids = set(page.all("//@id"))
    assert all(link.removeprefix("#") in ids for link in links)
    assert page.fault_at("id_contact_email") == "Enter the contact person’s e-mail address."
    assert page.fault_at("id_fees-0-text") == "Add at least one fee line."
    assert "Everything else is saved as a draft." in page.words
    assert Order.objects.get().title == "Autumn catalogue"


WRONG = [
    ("hours", "1.234,567", "at most 2 digits"),
    ("hours", "NaN", "digits 0 to 9"),
    ("hours", "-1", "0 or more"),
    ("hours", "1e30", "digits 0 to 9"),
    ("hours", "12.500", "can mean two things"),
    ("term_days", "3,5", "digit"),
    ("term_days", "91", "at most 90"),
    ("service_from", "31.02.2027", "does not exist"),
    ("billing_date", "tomorrow", "day, month and year"),
    ("valid_until", "1.1.27", "four digits"),
    ("fees-0-quantity", "٣", "digits 0 to 9"),
    ("fees-0-unit_price", "99999999999", "at most"),
    ("title", "a\x00b", "NULL"),
    ("title", "x" * 201, "Shorten this by 1 character"),
    ("contact_name", "abc\u202edef", "RIGHT-TO-LEFT OVERRIDE"),
    ("contact_name", "line\nbreak", "line break"),
    ("sector", "no-such-sector", "from the list"),
    ("place_country", "XX", "from the list"),
    ("client", "999999999999999999999", "from the list"),
    ("client", "0x1", "from the list"),
]


@pytest.mark.parametrize(("name", "text", "says"), WRONG)
@pytest.mark.parametrize("act", ["draft", "submit"])
def test_what_cannot_be_read_stays_on_the_page_with_a_sentence(  # noqa: PLR0917  # a table
    people: Cast, member: Reader, blank: Page, name: str, text: str, says: str, act: str
) -> None:
    page = member.send(blank, "/orders/new", act=act, **{**typed(people.client), name: text})
    assert page.status == 422
    assert says in page.fault_at(f"id_{name}")
    if name not in ("client", "sector", "place_country"):
        assert page.form()[name].replace("\r\n", "\n") == text.replace("\x00", "\ufffd")
    order = Order.objects.get()
    assert order.status == "draft"
    assert order.contact_email == "chloe.martin@lefevre.example"


def test_a_wrong_entry_leaves_the_stored_one_alone(people: Cast, member: Reader) -> None:
    order = orders.drafted(people.owner, people.client)
    page = member.get(f"/orders/{order.pk}/edit")
    member.send(page, f"/orders/{order.pk}/edit", act="draft", billing_date="soon", title="New")
    order.refresh_from_db()
    assert str(order.billing_date) == "2027-01-18"
    assert order.title == "New"


@pytest.mark.parametrize(
    "text",
    ["<script>alert(1)</script>", "{{ 7|add:7 }}{% now %}", '#let x = read("/etc")', "=1+1", "ﬁ‑x"],
)
def test_mischief_is_only_text(people: Cast, member: Reader, blank: Page, text: str) -> None:
    sent = member.send(
        blank, "/orders/new", act="draft", **typed(people.client, title=text, description=text)
    )
    assert sent.status == 302
    again = member.get(sent.url.removesuffix("#headline"))
    assert again.form()["title"] == again.form()["description"] == text
    assert "<script>alert" not in again.html


def test_an_address_of_ones_own_is_refused_at_the_field(
    people: Cast, member: Reader, blank: Page
) -> None:
    wrong = typed(people.client, contact_email=people.owner.email.upper())
    page = member.send(blank, "/orders/new", act="submit", **wrong)
    assert "belongs to you or to the team" in page.fault_at("id_contact_email")


def test_two_tabs_keep_both_typings(people: Cast, member: Reader) -> None:
    order = orders.drafted(people.owner, people.client)
    path = f"/orders/{order.pk}/edit"
    first, second = member.get(path), member.get(path)
    member.send(second, path, act="draft", title="From the second tab")
    page = member.send(first, path, act="draft", title="From the first tab")
    assert page.status == 409
    assert page.form()["title"] == "From the first tab"
    assert "From the second tab" in page.one("//dl[contains(@class, 'saved-facts')]")
    assert Order.objects.get().title == "From the second tab"
    member.send(page, path, act="draft")
    assert Order.objects.get().title == "From the first tab"


def test_a_double_click_makes_one_order(people: Cast, member: Reader, blank: Page) -> None:
    for _ in range(2):
        member.send(blank, "/orders/new", act="draft", **typed(people.client))
    assert Order.objects.count() == 1


def test_a_double_click_on_submit_has_one_effect_and_leads_to_the_order(
    people: Cast, member: Reader, blank: Page
) -> None:
    sent = [
        member.send(blank, "/orders/new", act="submit", **typed(people.client)) for _ in range(2)
    ]
    order = Order.objects.get()
    assert [page.url for page in sent] == [f"/orders/{order.pk}/#headline"] * 2
    assert order.status == "team_review"


def test_typing_into_an_order_that_is_with_the_team_is_kept_on_the_page(
    people: Cast, member: Reader
) -> None:
    order = orders.drafted(people.owner, people.client)
    page = member.get(f"/orders/{order.pk}/edit")
    orders.submit(people.owner, order)
    late = member.send(page, f"/orders/{order.pk}/edit", act="draft", title="Too late")
    assert late.status == 409
    assert late.form()["title"] == "Too late"
    assert "being reviewed by the team" in late.words
    assert not late.all("//button[@value='submit']")
    order.refresh_from_db()
    assert order.title == "Autumn catalogue"


def test_an_order_that_cannot_be_edited_leads_to_its_page(people: Cast, member: Reader) -> None:
    order = orders.submitted(people.owner, people.client)
    assert member.get(f"/orders/{order.pk}/edit").url == f"/orders/{order.pk}/"


def test_lines_are_added_and_removed_without_script(member: Reader, blank: Page) -> None:
    page = member.send(blank, "/orders/new", add_line="fees", **{"fees-0-text": "Layout"})
    page = member.send(page, "/orders/new", add_line="expenses", **{"fees-1-text": "Printing"})
    form = page.form()
    assert [form[f"fees-{at}-text"] for at in (0, 1)] == ["Layout", "Printing"]
    assert form["expenses-0-unit"] == "piece"
    page = member.send(page, "/orders/new", remove_line="fees-0")
    assert page.form()["fees-0-text"] == "Printing"
    assert "fees-1-text" not in page.form()
    assert not Order.objects.exists()


@pytest.mark.parametrize("value", ["", "fees", "fees-99", "nonsense-1", "expenses-x", "\x00"])
def test_senseless_buttons_change_nothing(member: Reader, blank: Page, value: str) -> None:
    for name in ("remove_line", "add_line", "act"):
        assert member.send(blank, "/orders/new", **{name: value}).status in (200, 302)


def test_a_returned_order_shows_the_clients_words_on_top(people: Cast) -> None:
    order = orders.changes_requested(people.owner, people.advisor, people.client, "Two invoices.")
    page = Reader(people.owner).get(f"/orders/{order.pk}/edit")
    assert "Chloé Martin asks for a change: Two invoices." in page.words


def test_a_blocked_client_can_be_drafted_for_but_not_submitted(
    people: Cast, member: Reader, blank: Page
) -> None:
    blocked = clients.client(name="Blocked SARL", block=Block.NO_ORDERS)
    page = member.send(blank, "/orders/new", act="submit", **typed(blocked))
    assert page.status == 409
    assert "We can’t accept new orders for this client right now." in page.words
    assert page.all("//button[@value='draft']")
    assert Order.objects.get().status == "draft"


def test_german_members_read_german_and_type_german_amounts(people: Cast) -> None:
    member = Reader(people.owner, language="de")
    page = member.get("/orders/new")
    assert page.headline == "Neuer Auftrag"
    assert page.form()["valid_until"] == "11.01.2027"
    sent = typed(people.client, **{"fees-0-unit_price": "1.234,56"})
    page = member.send(page, "/orders/new", act="draft", **sent)
    assert Order.objects.get().lines.get().unit_price == Decimal("1234.56")


def lines(number: int) -> dict[str, str]:
    """So many fee lines, as a browser sends them."""
    row = {"text": "Layout", "quantity": "1", "unit": "hour", "unit_price": "50", "DELETE": ""}
    return {f"fees-{at}-{name}": text for at in range(number) for name, text in row.items()}


def test_two_hundred_lines_are_an_order_and_one_more_is_too_many(
    people: Cast, member: Reader, blank: Page
) -> None:
    page = member.send(blank, "/orders/new", act="draft", **typed(people.client, **lines(200)))
    assert page.status == 302
    order = Order.objects.get()
    assert order.lines.count() == 200
    page = member.get(f"/orders/{order.pk}/edit")
    page = member.send(page, f"/orders/{order.pk}/edit", act="draft", **lines(201))
    assert page.status == 422
    assert "Use at most 200 lines in one order." in page.fault_at("id_fees-0-text")
    assert page.form()["fees-200-text"] == "Layout"
    assert order.lines.count() == 200


def test_what_was_taken_out_before_a_refused_submission_stays_out(
    people: Cast, member: Reader
) -> None:
    order = orders.drafted(people.owner, people.client)
    page = member.get(f"/orders/{order.pk}/edit")
    undecided = clients.client(name="Insel GmbH", country="ES", postcode="35001", vat_number="")
    page = member.send(
        page,
        f"/orders/{order.pk}/edit",
        act="submit",
        contact_name="",
        client=str(undecided.pk),
    )
    assert page.status == 422
    order.refresh_from_db()
    assert order.contact_name == ""
    assert order.client == undecided
