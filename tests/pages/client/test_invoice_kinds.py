"""Deposits, final invoices and cancellations behind their links, in words and linked both ways."""

from datetime import datetime

import pytest

from kontor.actions import cancel_invoice, document_invoices, run_night
from kontor.actions.act import one_transaction
from kontor.foundation.history import Actor
from kontor.foundation.written import BERLIN
from kontor.invoicing.models import Invoice
from kontor.orders.models import Order
from tests.builders import clients, drafts, orders
from tests.builders.links import link_to
from tests.cast import Cast, cast
from tests.pages.member.reading import Page, Reader

pytestmark = pytest.mark.django_db

LATER = datetime(2027, 1, 26, 12, tzinfo=BERLIN)


@pytest.fixture
def people() -> Cast:
    return cast()


def issued(people: Cast) -> tuple[Invoice, Invoice]:
    """A deposit over 630.00 net and the final invoice over the rest of 2,100.00, 19 % each."""
    payment = drafts.deposit("630.00", "2027-01-13", "2027-01-25")
    client = clients.german_client(language="en")
    orders.active(people.owner, people.advisor, client, payment=payment)
    for day in (6, 13, 18, 25):
        run_night.run(datetime(2027, 1, day, 23, tzinfo=BERLIN))
    deposit, final = Invoice.objects.order_by("position")
    return deposit, final


def cancelled(invoice: Invoice) -> Invoice:
    with one_transaction():
        Order.objects.select_for_update().get(pk=invoice.order_id)
        return cancel_invoice.cancel(invoice, Actor("advisor", None, "Jonas"), LATER)


def opened(invoice: Invoice, path: str = "") -> Page:
    return Reader(None, LATER).get(f"/i/{link_to(invoice)}{path}")


def test_a_deposit_says_what_it_is_a_part_of(people: Cast) -> None:
    deposit, _ = issued(people)
    page = opened(deposit)
    for words in (
        "Deposit invoice RE-2027-000001 of 13 January 2027",
        f"Deposit under order {deposit.order.number}",
        f"This is a part of order {deposit.order.number} for €2,100.00 net.",
        "€749.70",
    ):
        assert words in page.words, words


def test_a_final_invoice_shows_the_whole_and_what_was_invoiced_before(people: Cast) -> None:
    _, final = issued(people)
    page = opened(final)
    for words in (
        "Final invoice RE-2027-000002 of 25 January 2027",
        "Layout and typesetting €2,100.00 5 days × €420.00 Whole order, net €2,100.00",
        "Already invoiced",
        "Deposit RE-2027-000001 of 13 January 2027 VAT €119.70 €630.00",
        "Remaining net €1,470.00",
        "To pay €1,749.30",
    ):
        assert words in page.words, words
    assert "abzüglich" not in page.words


def test_a_cancellation_and_what_it_cancels_lead_to_each_other_and_ask_for_nothing(
    people: Cast,
) -> None:
    _, final = issued(people)
    mirror = cancelled(final)
    for each in (final, mirror):
        document_invoices.make_documents(each.pk, LATER)
    old, new = opened(final), opened(mirror)
    assert "Cancelled by ST-2027-000001 of 26 January 2027. There is nothing to pay." in old.words
    assert "Cancellation invoice ST-2027-000001 of 26 January 2027" in new.words
    assert "Cancels invoice RE-2027-000002 of 25 January 2027. There is nothing to pay." in (
        new.words
    )
    for page in (old, new):
        assert "IBAN" not in page.words
        assert "Open" not in page.words


def test_the_pdf_of_the_other_one_comes_through_the_same_link(people: Cast) -> None:
    deposit, final = issued(people)
    mirror = cancelled(final)
    for each in (final, mirror):
        document_invoices.make_documents(each.pk, LATER)
    browser = Reader(None, LATER).browser
    for one, other in ((final, "ST-2027-000001"), (mirror, "RE-2027-000002")):
        answer = browser.get(f"/i/{link_to(one)}/counterpart")
        assert answer.status_code == 200
        assert f'filename="{other}.pdf"' in answer["Content-Disposition"]
    assert browser.get(f"/i/{link_to(deposit)}/counterpart").status_code == 404
