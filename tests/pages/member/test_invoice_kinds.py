"""Member and team see what an invoice is, and what cancels what, linked both ways."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from kontor.actions import cancel_invoice, run_night
from kontor.actions.act import one_transaction
from kontor.foundation.history import Actor
from kontor.foundation.written import BERLIN
from kontor.invoicing import queries
from kontor.invoicing.models import Invoice
from kontor.orders.models import Order
from tests.builders import clients, drafts, orders
from tests.cast import Cast, cast
from tests.pages.member.reading import Page, Reader

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def order(people: Cast) -> Order:
    """With a deposit, and a final invoice that is cancelled."""
    payment = drafts.deposit("630.00", "2027-01-13", "2027-01-25")
    client = clients.german_client()
    made = orders.active(people.owner, people.advisor, client, payment=payment)
    for day in (6, 13, 18, 25):
        run_night.run(datetime(2027, 1, day, 23, tzinfo=BERLIN))
    final = Invoice.objects.get(kind="final")
    with one_transaction():
        Order.objects.select_for_update().get(pk=made.pk)
        actor = Actor("advisor", people.advisor.pk, "Jonas Wiebold")
        cancel_invoice.cancel(final, actor, datetime(2027, 1, 26, 9, tzinfo=BERLIN))
    return made


def links(page: Page, words: str) -> list[str]:
    return page.all(f"//p[contains(@class, 'counterpart')][contains(., '{words}')]/a/@href")


def test_lists_and_pages_name_the_kind_and_link_both_ways(people: Cast, order: Order) -> None:
    final, mirror = Invoice.objects.get(kind="final"), Invoice.objects.get(kind="cancellation")
    for reader, paths, route in (
        (people.owner, ("/invoices", f"/orders/{order.pk}/"), "/invoices/{}"),
        (people.advisor, ("/team/invoices/", f"/team/orders/{order.pk}/"), "/team/invoices/{}/"),
    ):
        for path in paths:
            page = Reader(reader).get(path)
            assert "Final invoice" in page.words
            assert "Deposit" in page.words
            assert "Cancellation invoice" in page.words
            assert "cancels RE-2027-000002" in page.words
            assert "cancelled by ST-2027-000001" in page.words
            assert links(page, "cancels") == [route.format(final.pk)]
            assert links(page, "cancelled by") == [route.format(mirror.pk)]


def test_the_history_tells_what_was_cancelled_with_what(people: Cast, order: Order) -> None:
    told = "Jonas Wiebold cancelled invoice RE-2027-000002 with ST-2027-000001."
    assert told in Reader(people.owner).get(f"/orders/{order.pk}/").words


def test_a_final_invoice_that_waits_says_for_what(people: Cast) -> None:
    payment = drafts.deposit("630.00", "2027-01-13", "2027-01-25")
    made = orders.active(people.owner, people.advisor, people.client, payment=payment)
    Invoice.objects.filter(kind="deposit").update(status="awaiting_update")
    for day in (18, 25):
        run_night.run(datetime(2027, 1, day, 23, tzinfo=BERLIN))
    page = Reader(people.owner).get(f"/orders/{made.pk}/")
    assert "The final invoice deducts it, so it waits." in page.words
    assert "The check before issuing" not in page.words
    assert "The final invoice waits for an earlier one to be issued." in page.words
    for path in (f"/team/orders/{made.pk}/", "/team/invoices/?pile=refused"):
        page = Reader(people.advisor).get(path)
        assert "What the check says" not in page.words
        assert "refused by the check" not in page.words or path.endswith("refused")
        assert "waits" in page.words


def test_in_the_sums_of_a_month_neither_of_the_two_counts(people: Cast, order: Order) -> None:
    months = queries.months(people.owner, date(2027, 1, 1))
    assert months[date(2027, 1, 1)].issued == Decimal("630.00")


def test_a_cancellation_is_due_never(people: Cast, order: Order) -> None:
    page = Reader(people.owner).get(f"/orders/{order.pk}/")
    (row,) = page.all("//tr[contains(., 'ST-2027-000001')][contains(., 'cancels')]//td[2]")
    assert row == "–"
