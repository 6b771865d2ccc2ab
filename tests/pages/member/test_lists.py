"""Overview, orders, invoices and clients: what a member sees, and nobody else's (R3, R7, R38)."""

from datetime import date, timedelta
from typing import Any

import pytest

from kontor.actions import draft_order, submit_order, talk, turn_down_order
from kontor.clients.facts import Kind
from kontor.invoicing.models import Invoice
from kontor.orders.models import Order, Proof
from tests.builders import clients, drafts, invoices, orders
from tests.builders.orders import MONDAY
from tests.cast import Cast, cast
from tests.pages.member.reading import Page, Reader

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
    assert "No order matches" in member.get("/orders", q="nothing").words


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


def test_rows_say_what_happens_next_and_what_a_draft_is_worth(people: Cast, member: Reader) -> None:
    orders.drafted(people.owner, people.client, title="Draft")
    orders.submitted(people.owner, people.client, title="Review")
    orders.approved(people.owner, people.advisor, people.client, title="Offer")
    orders.changes_requested(people.owner, people.advisor, people.client, "Two.", title="Changes")
    orders.active(people.owner, people.advisor, people.client, title="Active")
    found = [" ".join(" ".join(row.itertext()).split()) for row in rows_in(member.get("/orders"))]
    rows = {row.split(maxsplit=1)[0]: row for row in found}
    assert "Draft Next step: you submit it €2,100.00" in rows["Draft"]
    assert "Next step: Smart reviews it" in rows["Review"]
    assert "Next step: Chloé Martin decides 7 days left until Mon 11 January" in rows["Offer"]
    assert "Next step: you change it and submit again" in rows["Changes"]
    assert "Next step: invoice on 18 January 2027" in rows["Active"]


def test_a_draft_without_a_client_has_no_amount_yet(people: Cast, member: Reader) -> None:
    draft_order.create(people.owner, drafts.draft(client_id=None), MONDAY)
    assert member.get("/orders").all("//tbody/tr/td")[-2] == "–"


def test_a_short_list_has_no_pages(people: Cast, member: Reader) -> None:
    orders.drafted(people.owner, people.client)
    assert "of 1" not in member.get("/orders").words


def test_drafts_put_away_are_found_by_their_own_filter_only(people: Cast, member: Reader) -> None:
    order = orders.submitted(people.owner, people.client)
    submit_order.take_back(people.owner, order.pk, MONDAY)
    draft_order.put_away(people.owner, order.pk, MONDAY)
    assert member.get("/orders").headline == "You have 0 orders"
    assert member.get("/").headline == "Nothing needs you right now."
    assert "Autumn catalogue" in member.get("/orders", status="put_away").words


def test_clients_are_found_however_they_are_spelt(people: Cast, member: Reader) -> None:
    client = clients.client(name="Müllers Mühle GmbH", vat_number="")
    orders.drafted(people.owner, client, title="Leaflet")
    for words in ("mueller", "MÜHLE leaflet", "muhle"):
        assert member.get("/orders", q=words).headline == "1 order matches"
    assert member.get("/orders", q="- ,").headline == "0 orders match"


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (4, ""),
        (5, "The offer lapses the day after tomorrow at midnight"),
        (6, "The offer lapses tomorrow at midnight"),
        (7, "The offer lapses at midnight"),
    ],
)
def test_an_offer_that_lapses_soon_needs_the_member(people: Cast, days: int, words: str) -> None:
    orders.approved(people.owner, people.advisor, people.client)
    page = Reader(people.owner, MONDAY + timedelta(days=days)).get("/")
    assert (words in page.words) if words else ("lapses" not in page.words)
    assert page.headline == (
        "One thing needs you, Ada" if words else "Nothing needs you right now."
    )


def test_a_rejection_is_news_for_a_week(people: Cast) -> None:
    orders.rejected(people.owner, people.advisor, people.client)
    page = Reader(people.owner).get("/")
    assert "Chloé Martin rejects the offer: “Too dear.”" in page.words
    assert page.headline == "One thing needs you, Ada"
    later = Reader(people.owner, MONDAY + timedelta(days=8)).get("/")
    assert later.headline == "Nothing needs you right now."


def test_the_teams_no_and_its_replies_need_the_member(people: Cast) -> None:
    order = orders.submitted(people.owner, people.client, title="Refused")
    turn_down_order.reject(
        people.advisor, order.pk, orders.shown(order), ["not_processable"], "No.", MONDAY
    )
    other = orders.submitted(people.owner, people.client, title="Talked about")
    talk.say(people.owner, other.pk, "Is it all right?", "a", MONDAY)
    assert Reader(people.owner).get("/").headline == "One thing needs you, Ada"
    talk.say(people.advisor, other.pk, "It is.\nNearly.", "b", MONDAY)
    page = Reader(people.owner).get("/")
    assert page.headline == "Two things need you, Ada"
    assert "The team does not accept the order: “Diese Tätigkeit lässt sich nicht" in page.words
    assert "Jonas Wiebold writes: “It is. Nearly.”" in page.words


def test_a_refused_proof_needs_the_member_until_there_is_another(people: Cast) -> None:
    order = orders.approved(people.owner, people.advisor, people.client)
    first = proof_of(order, state="refused", judged_at=MONDAY, reason="Not signed.")
    page = Reader(people.owner).get("/")
    assert "Your proof was not accepted: “Not signed.”" in page.words
    assert page.headline == "One thing needs you, Ada"
    proof_of(order, sha256="b" * 64)
    assert first.name not in Reader(people.owner).get("/").words


def test_a_copy_says_how_much_it_asks_to_check(people: Cast, member: Reader) -> None:
    order = orders.drafted(people.owner, people.client)
    Order.objects.filter(pk=order.pk).update(to_check=["payment", "billing_dates"])
    assert "This copy asks you to check 2 things before you submit it" in member.get("/").words
    assert "Next step: you check 2 things" in member.get("/orders").words


def test_the_list_shows_twelve_tasks_at_most_and_counts_the_others(
    people: Cast, member: Reader
) -> None:
    for number in range(14):
        orders.drafted(people.owner, people.client, title=f"Draft {number}")
    page = member.get("/")
    assert len(page.all("//li[contains(@class,'row-task')]")) == 12
    assert page.headline == "14 things need you, Ada"
    assert "And 2 more among your orders" in page.words


def rows_in(page: Page) -> list[Any]:
    """The rows of the page's table."""
    rows: list[Any] = page.tree.xpath("//tbody/tr")
    return rows


def proof_of(order: Order, sha256: str = "a" * 64, **more: Any) -> Proof:
    """A proof as it lies in the database; its file is not needed here."""
    return Proof.objects.create(
        order=order,
        key=f"key-{sha256[0]}",
        name=f"{sha256[0]}.pdf",
        media_type="application/pdf",
        sha256=sha256,
        size=9,
        uploaded_at=MONDAY,
        **more,
    )


def test_invoices_stand_in_the_order_in_which_a_member_needs_them(
    people: Cast, member: Reader
) -> None:
    monthly = orders.active(
        people.owner,
        people.advisor,
        people.client,
        payment=drafts.recurrent("2027-01-31", times=4),
        service_from=date(2027, 1, 1),
        service_to=date(2027, 4, 30),
    )
    january, february, march, april = Invoice.objects.filter(order=monthly).order_by("position")
    Invoice.objects.filter(pk=april.pk).update(status="stopped")
    Invoice.objects.filter(pk=february.pk).update(status="draft")
    issued = invoices.issued(monthly)

    def order_of(**query: str) -> list[str]:
        return member.get("/invoices", **query).all("//a[@class='row-title']/@href")

    assert issued.pk == january.pk
    assert order_of() == [f"/invoices/{row.pk}" for row in (february, january, march, april)]
    by_day = [f"/invoices/{row.pk}" for row in (april, march, february, january)]
    assert order_of(sort="day") == by_day
    assert order_of(sort="number")[0] == f"/invoices/{january.pk}"
    assert "1–31 March 2027" in member.get("/invoices").words
