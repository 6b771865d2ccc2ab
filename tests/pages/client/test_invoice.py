"""The issued invoice behind its link: state, payment code, bank data, documents."""

from datetime import datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from kontor.foundation.written import BERLIN
from kontor.invoicing.models import Invoice
from kontor.orders.draft import Contact
from tests.builders import orders
from tests.builders.links import Linked, all_rows, linked
from tests.cast import Cast, cast
from tests.pages.member.reading import Reader

pytestmark = pytest.mark.django_db

ISSUE_DAY = datetime(2027, 1, 18, 12, tzinfo=BERLIN)
DUE_DAY = datetime(2027, 2, 1, 12, tzinfo=BERLIN)


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def issued(people: Cast) -> Linked:
    """Over 2,100.00 € at reverse charge, due on 1 February 2027."""
    return linked(orders.active(people.owner, people.advisor, people.client))


def visitor(now: datetime = ISSUE_DAY) -> Reader:
    return Reader(None, now)


def test_the_page_shows_what_is_to_be_paid_when_and_how(issued: Linked) -> None:
    page = visitor().get(f"/i/{issued.token}")
    assert (page.status, page.headline) == (200, "Autumn catalogue")
    for words in (
        "Invoice RE-2027-000001 of 18 January 2027",
        "To Imprimerie Lefèvre SARL, from Smart Beispiel eG for the work of Ada Brandt",
        "Open",
        "Layout and typesetting €2,100.00 5 days × €420.00",
        "Due Monday 1 February 2027",
        "14 days left",
        "Reverse charge",
        "DE89 3704 0044 0532 0130 00",
        "To pay",
        "Invoice as PDF",
        "E-invoice as XML",
    ):
        assert words in page.words, words


def test_opening_the_link_changes_no_row(issued: Linked) -> None:
    before = all_rows()
    for path in ("", "/qr", "/pdf", "/xml"):
        assert visitor().browser.get(f"/i/{issued.token}{path}").status_code == 200
    assert all_rows() == before


def test_the_bank_data_are_copied_without_spaces_and_the_amount_bare(issued: Linked) -> None:
    page = visitor().get(f"/i/{issued.token}")
    copied = page.all("//button/@data-copy")
    assert copied == [
        "Smart Beispiel eG",
        "DE89370400440532013000",
        "BEISDEBBXXX",
        "2,100.00",
        "RE-2027-000001",
    ]


@pytest.mark.parametrize(
    ("days", "words"), [(-1, "1 day left"), (0, "today"), (1, "Overdue, 1 day")]
)
def test_the_due_date_is_shown_with_the_days(issued: Linked, days: int, words: str) -> None:
    page = visitor(DUE_DAY + timedelta(days=days)).get(f"/i/{issued.token}")
    assert words in page.words


def test_the_payment_code_is_a_picture_of_its_own(issued: Linked) -> None:
    answer = visitor().browser.get(f"/i/{issued.token}/qr")
    assert answer["Content-Type"] == "image/svg+xml"
    assert b"<svg" in answer.content


def test_a_paid_invoice_asks_for_nothing_more(issued: Linked) -> None:
    Invoice.objects.filter(pk=issued.invoice.pk).update(status="paid")
    page = visitor().get(f"/i/{issued.token}")
    assert "Paid" in page.words
    assert "IBAN" not in page.words
    assert visitor().get(f"/i/{issued.token}/qr").status == 404


@pytest.mark.parametrize(
    ("kind", "media_type"), [("pdf", "application/pdf"), ("xml", "application/xml")]
)
def test_documents_are_downloads_under_the_number(
    issued: Linked, kind: str, media_type: str
) -> None:
    answer = visitor().browser.get(f"/i/{issued.token}/{kind}")
    assert answer["Content-Type"] == media_type
    assert answer["Content-Disposition"] == f'attachment; filename="RE-2027-000001.{kind}"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "no-store"


def test_a_document_that_is_not_there_yet_is_pending(people: Cast) -> None:
    order = orders.active(people.owner, people.advisor, people.client)
    pending = linked(order, with_documents=False)
    page = visitor().get(f"/i/{pending.token}")
    assert "Document pending" in page.words
    assert "Invoice as PDF" not in page.words
    refused = visitor().get(f"/i/{pending.token}/pdf")
    assert refused.status == 409
    assert "The document is being made." in refused.words


def test_wrong_tokens_and_kinds_are_answered_alike(issued: Linked) -> None:
    paths = ["/i/x", "/i/x/qr", "/i/x/pdf", f"/i/{issued.token}/zip", f"/i/{issued.token[:-1]}"]
    pages = [visitor().get(path) for path in paths]
    assert {(page.status, page.words) for page in pages} == {(404, pages[0].words)}


def test_an_offers_link_opens_no_invoice(people: Cast, issued: Linked) -> None:
    order = issued.invoice.order
    assert visitor().get(f"/i/{orders.token(order)}").status == 404
    assert visitor().get(f"/c/{issued.token}").status == 404


def test_nothing_of_the_inside_ever_reaches_the_client(people: Cast) -> None:
    contact = Contact("Canary Name", "chloe@client.example", phone="canary-phone")
    order = orders.active(
        people.owner, people.advisor, people.client, contact=contact, comment="canary-comment"
    )
    page = visitor().get(f"/i/{linked(order).token}")
    assert page.status == 200
    assert "canary" not in page.html.lower()


def test_a_page_takes_at_most_twelve_queries(
    issued: Linked, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    reader = visitor()
    with django_assert_max_num_queries(12):
        reader.get(f"/i/{issued.token}")


def test_who_tries_many_wrong_links_gets_no_answer_for_a_minute(issued: Linked) -> None:
    for n in range(30):
        assert visitor().get(f"/i/{n:043d}").status == 404
    page = visitor().get(f"/i/{issued.token}")
    assert (page.status, page.headline) == (429, "Too many attempts")
    assert "Wait 1 minute, then try again." in page.words
