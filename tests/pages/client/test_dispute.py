"""*Something is wrong* on the invoice's page: words to the team, and their answer (spec § 9)."""

from datetime import datetime

import pytest
from pytest_django import DjangoAssertNumQueries

from kontor.actions import resolve_dispute
from kontor.foundation.written import BERLIN
from kontor.invoicing.models import Dispute, Invoice
from tests.builders import orders
from tests.builders.links import Linked, all_rows, link_to, linked
from tests.cast import Cast, cast
from tests.pages.member.reading import Page, Reader

pytestmark = pytest.mark.django_db

NOW = datetime(2027, 1, 20, 12, tzinfo=BERLIN)
WORDS = "Our order number 4711 is missing.\n<b>Please add it.</b>"


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def issued(people: Cast) -> Linked:
    return linked(orders.active(people.owner, people.advisor, people.client))


def client() -> Reader:
    return Reader(None, NOW)


def sent(issued: Linked, words: str = WORDS) -> Page:
    return client().post(f"/i/{issued.token}", text=words)


def test_the_form_unfolds_without_javascript_and_opening_changes_nothing(issued: Linked) -> None:
    before = all_rows()
    page = client().get(f"/i/{issued.token}")
    assert page.all("//details/summary//span/text()") == ["Something is wrong"]
    assert page.all("//details//textarea/@name") == ["text"]
    assert not page.all("//details/@open")
    assert all_rows() == before


def test_it_shows_what_was_written_and_that_nobody_reminds(issued: Linked) -> None:
    assert sent(issued).status == 302
    page = client().get(f"/i/{issued.token}")
    for words in (
        "Disputed",
        "You have told us that something is wrong",
        "Our order number 4711 is missing.",
        "nobody reminds you",
        "DE89 3704 0044 0532 0130 00",
    ):
        assert words in page.words, words
    assert "<b>Please" not in page.html
    assert not page.all("//details")
    assert client().browser.get(f"/i/{issued.token}/qr").status_code == 200


@pytest.mark.parametrize("text", ["", " \n", "x" * 2001])
def test_wrong_words_are_asked_for_at_their_field_and_kept(issued: Linked, text: str) -> None:
    page = sent(issued, text)
    assert page.status == 422
    assert page.all("//details/@open")
    assert page.all("//textarea/@aria-invalid") == ["true"]
    assert not Dispute.objects.exists()


def test_a_second_click_finds_the_first(issued: Linked) -> None:
    sent(issued)
    assert sent(issued).status == 302
    page = sent(issued, "Again")
    assert page.status == 409
    assert "told us already" in page.words
    assert "Our order number 4711 is missing." in page.words
    assert Dispute.objects.get().text == WORDS


@pytest.mark.parametrize("status", ["paid", "cancelled"])
def test_where_no_money_is_asked_for_it_is_not_offered(issued: Linked, status: str) -> None:
    Invoice.objects.filter(pk=issued.invoice.pk).update(status=status)
    assert not client().get(f"/i/{issued.token}").all("//details")
    page = sent(issued)
    assert page.status == 409
    assert "This is what you wrote:" in page.words
    assert not Dispute.objects.exists()


def test_the_answer_stands_on_the_page(people: Cast, issued: Linked) -> None:
    sent(issued)
    resolve_dispute.resolve(people.advisor, issued.invoice.pk, "keep", "It is on page 1.", NOW)
    page = client().get(f"/i/{issued.token}")
    for words in ("Open", "It is on page 1.", "The invoice stays as it is.", "Something is wrong"):
        assert words in page.words, words
    assert people.advisor.name not in page.words


def test_every_link_to_the_invoice_shows_it_and_no_other(people: Cast, issued: Linked) -> None:
    sent(issued)
    second = link_to(issued.invoice, "second")
    other = linked(orders.active(people.owner, people.advisor, people.client), "RE-2027-000002")
    assert "4711" in client().get(f"/i/{second}").words
    assert "4711" not in client().get(f"/i/{other.token}").words


def test_nothing_else_can_be_written(issued: Linked) -> None:
    before = dict(Invoice.objects.values().get(pk=issued.invoice.pk))
    client().post(
        f"/i/{issued.token}", text=WORDS, state="kept", answer="Yes", status="paid", gross="0"
    )
    after = dict(Invoice.objects.values().get(pk=issued.invoice.pk))
    dispute = Dispute.objects.get()
    assert {key for key in after if after[key] != before[key]} == {"status"}
    assert (after["status"], dispute.state, dispute.answer) == ("disputed", "open", "")


def test_who_writes_very_often_waits(issued: Linked) -> None:
    for _ in range(10):
        assert sent(issued, "").status == 422
    assert sent(issued, "").status == 429


def test_a_disputed_invoice_takes_few_queries(
    issued: Linked, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    sent(issued)
    with django_assert_max_num_queries(10):
        client().get(f"/i/{issued.token}")
