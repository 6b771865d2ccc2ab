"""The team's lists: found again by words and status, a page at a time, no contact persons (R19)."""

import pytest
from pytest_django import DjangoAssertNumQueries

from kontor.invoicing.models import Invoice
from kontor.orders.draft import Contact
from tests.builders import orders
from tests.builders.links import linked
from tests.cast import Cast, cast
from tests.pages.member.reading import Page, Reader

pytestmark = pytest.mark.django_db

CONTACT = Contact("Canary Person", "canary@client.example", phone="canary-phone")
LISTS = ["/team/", "/team/orders/", "/team/invoices/", "/team/mail/"]


@pytest.fixture
def people() -> Cast:
    return cast()


def titles(page: Page) -> list[str]:
    return page.all("//a[contains(@class, 'row-title')]")


def test_orders_are_found_by_number_title_member_and_client(people: Cast) -> None:
    first = orders.submitted(people.owner, people.client, title="Herbstkatalog")
    orders.submitted(people.stranger, people.client, title="Winter programme")
    reader = Reader(people.advisor)
    for words, found in (
        ("herbst", ["Herbstkatalog"]),
        (first.number, ["Herbstkatalog"]),
        ("carlsen", ["Winter programme"]),
        ("lefevre winter", ["Winter programme"]),
        ("nothing like it", []),
    ):
        assert titles(reader.get("/team/orders/", q=words)) == found, words
    assert "No order found" in reader.get("/team/orders/", q="nothing like it").words


def test_orders_are_filtered_by_status_and_the_filter_stays_in_the_page_links(
    people: Cast,
) -> None:
    orders.approved(people.owner, people.advisor, people.client, title="With the client")
    for n in range(21):
        orders.submitted(people.owner, people.client, title=f"Waiting {n}")
    page = Reader(people.advisor).get("/team/orders/", status="team_review")
    assert page.headline == "21 orders"
    assert "With the client" not in page.words
    assert page.all("//a[@rel='next']/@href") == ["?status=team_review&page=2"]


@pytest.mark.parametrize("words", ["%", "_", "\x00", "'; --", "   ", "x" * 5000, "(a+)+$"])
def test_no_search_breaks_a_list(people: Cast, words: str) -> None:
    orders.submitted(people.owner, people.client)
    for path in LISTS:
        found = Reader(people.advisor).get(path, q=words, status=words, state=words, pile=words)
        assert found.status == 200


@pytest.mark.parametrize("who", ["advisor", "accountant"])
def test_no_list_names_a_contact_person(people: Cast, who: str) -> None:
    order = orders.active(people.owner, people.advisor, people.client, contact=CONTACT)
    linked(order)
    failed = orders.mailed(order, "invoice:1", "canary@client.example", state="failed")
    failed.answer = "550 <canary@client.example>: no such user, ask canary-2@client.example"
    failed.save()
    orders.submitted(people.owner, people.client, contact=CONTACT, title="Another")
    reader = Reader(getattr(people, who))
    for path in [*LISTS, "/team/mail/?state=failed", "/team/orders/?q=canary"]:
        page = reader.get(path)
        assert page.status == 200
        assert "canary" not in page.html.lower().replace("?q=canary", "").replace(
            'value="canary"', ""
        ), path
    assert "550 <…>: no such user" in reader.get("/team/mail/").words


def test_invoices_are_listed_with_their_documents(people: Cast) -> None:
    order = orders.active(people.owner, people.advisor, people.client)
    invoice = linked(order).invoice
    page = Reader(people.accountant).get("/team/invoices/", q="RE-2027")
    assert page.headline == "1 invoice"
    for kind, media_type in (("pdf", "application/pdf"), ("xml", "application/xml")):
        path = f"/team/invoices/{invoice.pk}/{kind}"
        assert path in page.all("//tbody//a/@href")
        answer = Reader(people.accountant).browser.get(path)
        assert (answer.status_code, answer["Content-Type"]) == (200, media_type)


def test_refused_and_pending_invoices_have_a_pile_each(people: Cast) -> None:
    refused = orders.active(people.owner, people.advisor, people.client, title="Refused one")
    Invoice.objects.filter(order=refused).update(status="draft", fault="BR-CO-25: no due date")
    pending = orders.active(people.owner, people.advisor, people.client, title="Pending one")
    linked(pending, with_documents=False)
    reader = Reader(people.advisor)
    pills = reader.get("/team/").all("//span[@class='pill-words']")
    assert {"Invoices refused 1", "Document pending 1"} <= set(pills)
    page = reader.get("/team/invoices/", pile="refused")
    assert page.headline == "1 invoice was refused by the check"
    assert "Refused one" in page.words
    assert "BR-CO-25: no due date" in page.words
    assert "Pending one" not in page.words
    page = reader.get("/team/invoices/", pile="pending")
    assert page.headline == "1 invoice waits for its document"
    assert "Pending one" in page.words
    answer = reader.get(f"/team/invoices/{Invoice.objects.get(order=pending).pk}/pdf")
    assert answer.status == 409


def test_an_invoice_that_is_only_planned_has_no_document_yet(people: Cast) -> None:
    order = orders.active(people.owner, people.advisor, people.client)
    path = f"/team/invoices/{Invoice.objects.get(order=order).pk}"
    assert Reader(people.advisor).get(f"{path}/pdf").status == 409
    assert Reader(people.advisor).get(f"{path}/zip").status == 404
    assert Reader(people.advisor).get("/team/invoices/999999/pdf").status == 404


@pytest.mark.parametrize("path", LISTS)
def test_many_rows_take_at_most_twelve_queries(
    people: Cast, path: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(9):
        orders.active(people.owner, people.advisor, people.client, title=f"Active {n}")
    reader = Reader(people.advisor)
    with django_assert_max_num_queries(12):
        assert reader.get(path).status == 200
