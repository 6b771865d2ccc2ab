"""An issued invoice is cancelled by a document of its own (R69, spec § 9)."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError

from kontor.actions import cancel_invoice, document_invoices, run_night
from kontor.actions.act import one_transaction
from kontor.foundation.history import Actor
from kontor.foundation.models import HistoryEntry, OutboxMail
from kontor.foundation.refusal import Conflict
from kontor.foundation.written import BERLIN
from kontor.invoicing import rehearsal
from kontor.invoicing.issuing import printed_of
from kontor.invoicing.models import Document, Invoice, InvoiceLink, NumberSeries
from kontor.orders.models import Order
from tests.builders import drafts, orders
from tests.builders.house import cooperative
from tests.cast import Cast, cast

pytestmark = pytest.mark.django_db

JONAS = Actor("advisor", None, "Jonas Wiebold")
LATER = datetime(2027, 2, 3, 10, tzinfo=BERLIN)


@pytest.fixture
def people() -> Cast:
    return cast()


def at(day: int) -> datetime:
    return datetime(2027, 1, day, 23, tzinfo=BERLIN)


def issued(people: Cast) -> Invoice:
    """RE-2027-000001 over 2,100.00 at reverse charge."""
    orders.active(people.owner, people.advisor, people.client)
    for day in (11, 18):
        run_night.run(at(day))
    return Invoice.objects.get()


def cancelled(invoice: Invoice, now: datetime = LATER) -> Invoice:
    with one_transaction():
        Order.objects.select_for_update().get(pk=invoice.order_id)
        return cancel_invoice.cancel(invoice, JONAS, now)


def test_it_gets_its_own_number_and_mirrors_the_original(people: Cast) -> None:
    original = issued(people)
    mirror = cancelled(original)
    assert (mirror.number, mirror.kind, mirror.status) == (
        "ST-2027-000001",
        "cancellation",
        "issued",
    )
    assert (mirror.cancels, mirror.position, mirror.revision) == (
        original,
        original.position,
        original.revision,
    )
    assert (mirror.net, mirror.gross) == (Decimal("-2100.00"), Decimal("-2100.00"))
    assert mirror.groups[0]["basis"] == "-2100.00"
    assert (mirror.issued_on, mirror.due_on) == (date(2027, 2, 3), None)
    assert original.status == "cancelled"
    assert Invoice.objects.get(pk=original.pk).status == "cancelled"
    assert NumberSeries.objects.get(key="RE-2027").last == 1


def test_what_was_printed_counts_not_what_has_changed_since(people: Cast) -> None:
    original = issued(people)
    people.client.name = "Imprimerie Nouvelle SA"
    people.client.save()
    Order.objects.update(contact_email="other@lefevre.example", title="Something else")
    mirror = printed_of(cancelled(original))
    before = printed_of(Invoice.objects.get(pk=original.pk))
    assert (mirror.buyer, mirror.title, mirror.seller) == (
        before.buyer,
        before.title,
        before.seller,
    )
    assert [each.number for each in mirror.preceding] == ["RE-2027-000001"]


def test_its_documents_go_to_the_addressees_of_an_invoice_and_to_the_member(people: Cast) -> None:
    mirror = cancelled(issued(people))
    for _ in range(2):
        document_invoices.make_documents(mirror.pk, LATER)
    assert Document.objects.filter(invoice=mirror).count() == 2
    mails = OutboxMail.objects.filter(cause=f"invoice:{mirror.pk}").order_by("id")
    assert [(mail.purpose, mail.to) for mail in mails] == [
        ("cancellation_invoice", "chloe.martin@lefevre.example"),
        ("cancellation_invoice", "compta@lefevre.example"),
        ("cancellation_issued", people.owner.email),
    ]
    assert InvoiceLink.objects.filter(invoice=mirror).count() == 2
    assert all("ST-2027-000001" in mail.subject for mail in mails)
    assert not any("Gutschrift" in mail.text for mail in mails)


def test_the_history_names_both_numbers_and_who_did_it(people: Cast) -> None:
    cancelled(issued(people))
    entry = HistoryEntry.objects.get(event="invoice_cancel")
    assert (entry.actor_name, entry.status) == ("Jonas Wiebold", "active")
    assert (entry.data["number"], entry.data["cancels"]) == ("ST-2027-000001", "RE-2027-000001")


def test_an_invoice_is_cancelled_once(people: Cast) -> None:
    original = issued(people)
    cancelled(original)
    with pytest.raises(Conflict, match="cancelled"):
        cancelled(Invoice.objects.get(pk=original.pk))
    assert Invoice.objects.filter(kind="cancellation").count() == 1


def test_the_database_holds_one_cancellation_per_invoice(people: Cast) -> None:
    mirror = cancelled(issued(people))
    mirror.pk, mirror.number = None, "ST-2027-000002"
    with pytest.raises(IntegrityError, match="invoice_cancelled_once"), one_transaction():
        mirror.save()


def test_what_is_not_issued_and_what_cancels_is_not_cancelled(people: Cast) -> None:
    order = orders.active(people.owner, people.advisor, people.client)
    with pytest.raises(Conflict, match="planned"):
        cancelled(Invoice.objects.get(order=order))


def test_a_cancellation_is_never_cancelled_itself(people: Cast) -> None:
    mirror = cancelled(issued(people))
    with pytest.raises(Conflict, match="cancels another one"):
        cancelled(mirror)


def test_where_the_rules_refuse_it_nothing_is_drawn_and_nothing_changed(
    people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = issued(people)
    monkeypatch.setattr(rehearsal, "fault_in", lambda _: "[BR-27] No negative price")
    with pytest.raises(Conflict, match="BR-27"):
        cancelled(original)
    assert Invoice.objects.get().status == "issued"
    assert not NumberSeries.objects.filter(key="ST-2027").exists()


def test_a_deposit_stays_until_the_final_invoice_that_deducts_it_is_cancelled(
    people: Cast,
) -> None:
    payment = drafts.deposit("630.00", "2027-01-13", "2027-01-25")
    orders.active(people.owner, people.advisor, people.client, payment=payment)
    for day in (6, 13, 18, 25):
        run_night.run(at(day))
    deposit, final = Invoice.objects.order_by("position")
    with pytest.raises(Conflict, match="final invoice RE-2027-000002"):
        cancelled(deposit)
    first, second = cancelled(final), cancelled(deposit)
    assert [first.number, second.number] == ["ST-2027-000001", "ST-2027-000002"]
    assert (first.net, second.net) == (Decimal("-1470.00"), Decimal("-630.00"))
    for each in (first, second):
        document_invoices.make_documents(each.pk, LATER)
    assert Document.objects.filter(invoice__in=(first, second)).count() == 4


def test_a_new_year_begins_its_own_series(people: Cast) -> None:
    original = issued(people)
    mirror = cancelled(original, LATER + timedelta(days=365))
    assert mirror.number == "ST-2028-000001"


def test_the_cooperative_of_today_is_not_printed_on_what_cancels_an_old_invoice(
    people: Cast,
) -> None:
    original = issued(people)
    house = printed_of(original).seller.name
    cooperative(name="Renamed eG")
    assert printed_of(cancelled(original)).seller.name == house
