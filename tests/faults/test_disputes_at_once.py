"""A client and the team at the same moment at one invoice: one effect, the others are told why."""

from collections.abc import Sequence
from functools import partial

import pytest

from kontor.actions import (
    cancel_one,
    correct_invoice,
    deliver_invoice,
    dispute_invoice,
    resolve_dispute,
)
from kontor.foundation.models import HistoryEntry, OutboxMail
from kontor.foundation.refusal import Conflict, Refusal
from kontor.invoicing.models import Dispute, Invoice, InvoiceLink
from kontor.orders.models import Order
from tests.builders.delivery import LATER, delivered, links_to
from tests.cast import Cast, cast
from tests.faults.own_database import at_once

pytestmark = pytest.mark.faults


@pytest.fixture
def people(own_database: str) -> Cast:
    return cast()


def refused(results: Sequence[object]) -> list[type]:
    return [type(each) for each in results if isinstance(each, Refusal)]


def events(name: str) -> int:
    return HistoryEntry.objects.filter(event=name).count()


def test_twelve_clicks_of_two_recipients_are_one_dispute(people: Cast) -> None:
    invoice = delivered(people)
    clicks = [
        partial(dispute_invoice.dispute, token, f"Wrong {n}", LATER)
        for n in range(6)
        for token in links_to(invoice)
    ]
    assert refused(at_once(*clicks)) == [Conflict] * 10  # by the other link it is the same click
    assert (Dispute.objects.count(), events("dispute")) == (1, 1)
    assert OutboxMail.objects.filter(purpose="invoice_disputed").count() == 1


def test_a_dispute_and_a_cancellation_at_once_leave_nothing_open(people: Cast) -> None:
    for _ in range(4):
        invoice = delivered(people)
        at_once(
            partial(dispute_invoice.dispute, links_to(invoice)[0], "Wrong", LATER),
            partial(cancel_one.cancel_one, people.advisor, invoice.pk, LATER),
        )
        invoice.refresh_from_db()
        assert invoice.status == "cancelled"
        assert Invoice.objects.filter(cancels=invoice).count() == 1
        assert not Dispute.objects.filter(state="open").exists()


def test_two_answers_at_once_are_one(people: Cast) -> None:
    for first, second in (("keep", "cancel"), ("correct", "keep"), ("correct", "cancel")):
        invoice = delivered(people)
        dispute = dispute_invoice.dispute(links_to(invoice)[0], "Wrong", LATER)
        results = at_once(
            partial(resolve_dispute.resolve, people.advisor, invoice.pk, first, "A", LATER),
            partial(resolve_dispute.resolve, people.accountant, invoice.pk, second, "B", LATER),
        )
        assert refused(results) == [Conflict]
        dispute.refresh_from_db()
        invoice.refresh_from_db()
        kept = dispute.state == "kept"
        assert invoice.status == ("issued" if kept else "cancelled")
        assert Invoice.objects.filter(cancels=invoice).count() == (not kept)
        assert Invoice.objects.filter(replaces=invoice).count() == (dispute.state == "corrected")
        told = OutboxMail.objects.filter(cause=f"dispute:{dispute.pk}")
        assert told.filter(purpose="dispute_resolved_member").count() == 1


def test_correcting_and_cancelling_at_once_is_one_cancellation(people: Cast) -> None:
    for _ in range(3):
        invoice = delivered(people)
        results = at_once(
            partial(correct_invoice.correct, people.advisor, invoice.pk, LATER),
            partial(correct_invoice.correct, people.advisor, invoice.pk, LATER),
            partial(cancel_one.cancel_one, people.advisor, invoice.pk, LATER),
        )
        assert refused(results) == [Conflict] * 2
        assert Invoice.objects.filter(cancels=invoice).count() == 1
        assert Invoice.objects.filter(replaces=invoice).count() <= 1


def test_six_clicks_on_the_present_addresses_send_one_mail(people: Cast) -> None:
    invoice = delivered(people)
    Order.objects.update(contact_email="new@lefevre.example")
    acts = [partial(deliver_invoice.to_new_addressees, people.advisor, invoice.pk, LATER)] * 6
    assert sorted(str(each) for each in at_once(*acts)) == ["0"] * 5 + ["1"]
    assert InvoiceLink.objects.filter(invoice=invoice).count() == 3
    assert events("invoice_send_new") == 1
