"""What a member sees of a disputed, corrected or undelivered invoice (spec § 8, § 9)."""

import pytest
from pytest_django import DjangoAssertNumQueries

from kontor.actions import (
    cancel_one,
    correct_invoice,
    dispute_invoice,
    note_bounce,
    resolve_dispute,
)
from kontor.foundation.models import OutboxMail
from kontor.invoicing.models import Invoice
from tests.builders.delivery import LATER, delivered, links_to
from tests.cast import Cast, cast
from tests.pages.member.reading import Reader

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def invoice(people: Cast) -> Invoice:
    return delivered(people)


def pages(people: Cast, invoice: Invoice) -> list[str]:
    reader = Reader(people.owner, LATER)
    return [
        reader.get(path).words
        for path in (f"/invoices/{invoice.pk}", f"/orders/{invoice.order_id}/")
    ]


def test_a_dispute_stands_there_in_words_and_so_does_the_answer(
    people: Cast, invoice: Invoice
) -> None:
    dispute_invoice.dispute(links_to(invoice)[0], "Our number is missing.", LATER)
    for words in pages(people, invoice):
        assert "Disputed" in words
        assert "Our number is missing." in words
    resolve_dispute.resolve(people.advisor, invoice.pk, "keep", "It is on page 1.", LATER)
    for words in pages(people, invoice):
        assert "Issued" in words
        assert "It is on page 1." in words


def test_what_came_back_says_to_whom_and_why(people: Cast, invoice: Invoice) -> None:
    mail = OutboxMail.objects.get(purpose="invoice", to="chloe.martin@lefevre.example")
    OutboxMail.objects.filter(pk=mail.pk).update(state="sent")
    note_bounce.note_bounce(people.advisor, mail.pk, "No such user", LATER)
    for words in pages(people, invoice):
        for each in ("Came back", "No such user", "chloe.martin@lefevre.example"):
            assert each in words, each


def test_a_corrected_one_leads_to_its_successor_and_back(people: Cast, invoice: Invoice) -> None:
    draft = correct_invoice.correct(people.advisor, invoice.pk, LATER)
    reader = Reader(people.owner, LATER)
    for path in ("/invoices", f"/orders/{invoice.order_id}/"):
        page = reader.get(path)
        assert "corrected, the new one is not issued yet" in page.words
        assert "replaces RE-2027-000001" in page.words
        assert {f"/invoices/{invoice.pk}", f"/invoices/{draft.pk}"} <= set(page.all("//a/@href"))
    assert "Instalment" not in reader.get(f"/orders/{invoice.order_id}/").words


def test_a_cancelled_one_has_no_guarantee(people: Cast, invoice: Invoice) -> None:
    assert "Payment guarantee: yes" in pages(people, invoice)[0]
    cancel_one.cancel_one(people.advisor, invoice.pk, LATER)
    assert "Payment guarantee: yes" not in pages(people, invoice)[0]


def test_the_page_still_takes_few_queries(
    people: Cast, invoice: Invoice, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    dispute_invoice.dispute(links_to(invoice)[0], "Our number is missing.", LATER)
    reader = Reader(people.owner, LATER)
    for path in (f"/invoices/{invoice.pk}", f"/orders/{invoice.order_id}/"):
        reader.get(path)
        with django_assert_max_num_queries(12):
            reader.get(path)
