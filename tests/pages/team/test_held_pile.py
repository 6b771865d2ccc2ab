"""What members hold for three weeks stands on the desk, with their words (spec § 9)."""

from datetime import datetime, timedelta

import pytest

from kontor.actions import cancel_order, hold_invoice, run_night, send_invoice
from kontor.foundation.written import BERLIN
from kontor.invoicing.models import Invoice
from tests.builders import orders
from tests.cast import Cast, cast
from tests.pages.member.reading import Reader

pytestmark = pytest.mark.django_db

DRAFTED = datetime(2027, 1, 11, 9, tzinfo=BERLIN)
WORDS = "The hours are not right yet."


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def invoice(people: Cast) -> Invoice:
    """Held on 11 January."""
    order = orders.active(people.owner, people.advisor, people.client, title="Held one")
    run_night.run(DRAFTED)
    return hold_invoice.hold(people.owner, Invoice.objects.get(order=order).pk, WORDS, DRAFTED)


def pills(people: Cast, days: int) -> list[str]:
    page = Reader(people.advisor, DRAFTED + timedelta(days=days)).get("/team/")
    return page.all("//span[@class='pill-words']")


def test_it_stands_there_after_21_days_and_leaves_once_it_is_sent(
    people: Cast, invoice: Invoice
) -> None:
    assert not [pill for pill in pills(people, 20) if "Held by members" in pill]
    assert "Held by members 1" in pills(people, 21)
    later = DRAFTED + timedelta(days=21)
    page = Reader(people.advisor, later).get("/team/invoices/", pile="awaiting")
    assert page.headline == "1 invoice is held by its member"
    for said in ("Held one", "Held since 11 January 2027", WORDS):
        assert said in page.words
    send_invoice.send_now(people.owner, invoice.pk, later)
    assert not [pill for pill in pills(people, 21) if "Held by members" in pill]


def test_what_a_request_to_cancel_holds_is_in_no_pile_of_held_invoices(people: Cast) -> None:
    order = orders.active(people.owner, people.advisor, people.client)
    pk = Invoice.objects.get(order=order).pk
    run_night.run(DRAFTED)
    cancel_order.request(people.owner, order.pk, {pk: "stop"}, DRAFTED)
    assert not [pill for pill in pills(people, 40) if "Held by members" in pill]
    assert "Disputes 0" in pills(people, 40)
