"""Overview, orders, invoices and clients: what a member sees, and nobody else's (R3, R7, R38)."""

from datetime import timedelta

import pytest

from kontor.clients.facts import Kind
from tests.builders import clients, invoices, orders
from tests.builders.orders import MONDAY
from tests.cast import Cast, cast
from tests.pages.member.reading import Reader

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def member(people: Cast) -> Reader:
    return Reader(people.owner)


def test_with_nothing_to_do_the_headline_says_so(member: Reader) -> None:
    page = member.get("/")
    assert page.headline == "Nothing needs you right now."
    assert "No offers are waiting" in page.words
    assert page.all("//div[@class='page-actions']/a[@href='/orders/new']") == ["New order"]


def test_the_headline_counts_what_needs_the_member(people: Cast) -> None:
    orders.drafted(people.owner, people.client, title="Unfinished")
    orders.changes_requested(people.owner, people.advisor, people.client, "Two invoices please.")
    orders.drafted(people.stranger, people.client, title="Not mine")
    page = Reader(people.owner).get("/")
    assert page.headline == "Two things need you, Ada"
    assert "Chloé Martin asks for a change: “Two invoices please.”" in page.words
    assert "This order is not submitted yet Unfinished" in page.words
    assert "Not mine" not in page.html
    assert page.all("//nav[@aria-label='Main']//span[@class='count']")[0].startswith("2")


def test_a_lapsed_offer_and_a_failed_mail_need_the_member(people: Cast) -> None:
    order = orders.lapsed(people.owner, people.advisor, people.client)
    orders.mailed(order, "invitation:9", "gone@lefevre.example", state="failed")
    page = Reader(people.owner, MONDAY + timedelta(days=31)).get("/")
    assert page.headline == "Two things need you, Ada"
    assert "The offer lapsed on 11 January 2027 without an answer" in page.words
    assert "An e-mail to gone@lefevre.example could not be delivered" in page.words


def test_waiting_offers_show_their_days_left(people: Cast, member: Reader) -> None:
    orders.approved(people.owner, people.advisor, people.client)
    page = member.get("/")
    assert "Autumn catalogue Imprimerie Lefèvre SARL €2,100.00 7 days left" in page.words
    assert "until Mon 11 January" in page.words


def test_next_invoices_and_money_are_shown(people: Cast) -> None:
    order = orders.active(people.owner, people.advisor, people.client)
    page = Reader(people.owner, MONDAY + timedelta(days=2)).get("/")
    assert "18 Jan Mon Imprimerie Lefèvre SARL €2,100.00 Planned" in page.words
    invoices.issued(order)
    page = Reader(people.owner, MONDAY + timedelta(days=20)).get("/")
    assert "Issued in 2027, net €2,100.00" in page.words
    assert "Money per month" in page.words


def test_orders_are_found_by_status_client_and_words(people: Cast, member: Reader) -> None:
    other = clients.client(name="Auvelin SARL", vat_number="")
    orders.drafted(people.owner, people.client, title="Autumn catalogue")
    orders.submitted(people.owner, other, title="Spring leaflet")
    orders.drafted(people.stranger, people.client, title="Not mine")

    def titles(**query: str) -> list[str]:
        return member.get("/orders", **query).all("//a[@class='row-title']")

    assert titles() == ["Spring leaflet", "Autumn catalogue"]
    assert titles(sort="title") == ["Autumn catalogue", "Spring leaflet"]
    assert titles(status="draft") == ["Autumn catalogue"]
    assert titles(client=str(other.pk)) == ["Spring leaflet"]
    assert titles(q="leaf auv") == ["Spring leaflet"]
    assert titles(q="A-2027") == ["Spring leaflet", "Autumn catalogue"]
    assert titles(status="lapsed") == []
    assert "No order fits" in member.get("/orders", q="nothing").words


@pytest.mark.parametrize(
    "query",
    [
        {"status": "x\x00"},
        {"client": "9" * 40},
        {"client": "-1"},
        {"q": "%_\x00'\""},
        {"page": "99999"},
        {"page": "x"},
        {"sort": "password"},
    ],
)
def test_senseless_filters_show_a_list(member: Reader, query: dict[str, str]) -> None:
    for path in ("/orders", "/invoices", "/clients"):
        assert member.get(path, **query).status == 200


def test_long_lists_are_paged_and_keep_their_filter(people: Cast, member: Reader) -> None:
    for number in range(23):
        orders.drafted(people.owner, people.client, title=f"Order {number}")
    page = member.get("/orders", status="draft")
    assert "1–20 of 23" in page.words
    assert page.all("//a[@rel='next']/@href") == ["?status=draft&page=2"]
    assert "21–23 of 23" in member.get("/orders", status="draft", page="2").words


def test_invoices_are_the_members_own(people: Cast, member: Reader) -> None:
    own = invoices.issued(orders.active(people.owner, people.advisor, people.client))
    other = invoices.issued(
        orders.active(people.stranger, people.advisor, people.client, title="Not mine"),
        number="RE-2027-000002",
    )
    page = member.get("/invoices")
    assert "RE-2027-000001" in page.words
    assert "RE-2027-000002" not in page.html
    assert member.get(f"/invoices/{other.pk}/pdf").status == 404
    document = member.get(f"/invoices/{own.pk}/pdf").answer
    assert document.content.startswith(b"%PDF")
    assert document["Content-Disposition"] == 'attachment; filename="RE-2027-000001.pdf"'
    assert document["X-Content-Type-Options"] == "nosniff"
    assert member.get(f"/invoices/{own.pk}/xml").answer["Content-Type"] == "application/xml"
    assert member.get(f"/invoices/{own.pk}/exe").status == 404


def test_a_planned_invoice_has_no_document_yet(people: Cast, member: Reader) -> None:
    order = orders.active(people.owner, people.advisor, people.client)
    planned = order.invoices.get()
    page = member.get(f"/invoices/{planned.pk}/pdf")
    assert page.status == 409
    assert "not issued yet" in page.words


def test_clients_are_those_of_own_orders_and_the_directory_can_be_searched(
    people: Cast, member: Reader
) -> None:
    orders.drafted(people.owner, people.client)
    clients.client(name="Verlag Birkenhain GmbH", town="Birkenhain", vat_number="")
    clients.client(people.stranger, name="Petra Birkenstock", kind=Kind.PRIVATE, vat_number="")
    page = member.get("/clients")
    assert "Imprimerie Lefèvre SARL" in page.words
    assert "Birkenhain" not in page.html
    found = member.get("/clients", q="birken")
    assert "1 client found" in found.words
    assert "Verlag Birkenhain GmbH" in found.words
    assert "Petra" not in found.html
    assert "compta@lefevre.example" not in page.html
