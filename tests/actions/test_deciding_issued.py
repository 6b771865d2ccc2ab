"""After an order was refused, the team decides about each issued invoice (spec § 6)."""

from datetime import datetime

import pytest

from kontor.actions import decide_issued, run_night, turn_down_order
from kontor.foundation.models import HistoryEntry
from kontor.foundation.refusal import Conflict, Forbidden, Invalid, NotFound
from kontor.foundation.written import BERLIN
from kontor.invoicing.models import Invoice
from kontor.invoicing.undecided import undecided
from kontor.orders.models import Order
from tests.builders import orders
from tests.builders.orders import MONDAY
from tests.cast import Cast, cast

pytestmark = pytest.mark.django_db

LATER = datetime(2027, 2, 3, 10, tzinfo=BERLIN)


@pytest.fixture
def people() -> Cast:
    return cast()


def refused(people: Cast) -> Order:
    """Refused after its only invoice, RE-2027-000001, was issued."""
    order = orders.active(people.owner, people.advisor, people.client)
    for day in (11, 18):
        run_night.run(datetime(2027, 1, day, 23, tzinfo=BERLIN))
    return turn_down_order.refuse(people.advisor, order.pk, ["client_debt"], "", LATER)


def invoice_of(order: Order) -> Invoice:
    return Invoice.objects.get(order=order, position=1, kind="invoice")


def test_refusing_leaves_what_is_issued_and_lists_it(people: Cast) -> None:
    order = refused(people)
    assert invoice_of(order).status == "issued"
    assert list(undecided()) == [order]


def test_what_is_kept_stays_and_can_be_cancelled_later(people: Cast) -> None:
    order = refused(people)
    decide_issued.decide(people.advisor, order.pk, {invoice_of(order).pk: "keep"}, LATER)
    assert invoice_of(order).status == "issued"
    assert not undecided().exists()
    with pytest.raises(Conflict):  # the second click
        decide_issued.decide(people.advisor, order.pk, {}, LATER)
    decide_issued.decide(people.advisor, order.pk, {invoice_of(order).pk: "cancel"}, LATER)
    assert invoice_of(order).status == "cancelled"
    entries = HistoryEntry.objects.filter(event="decide_issued").order_by("id")
    assert [entry.data["choices"] for entry in entries] == [{"keep": 1}, {"cancel": 1}]


def test_a_cancelled_invoice_gets_its_cancellation_once(people: Cast) -> None:
    order = refused(people)
    choice = {invoice_of(order).pk: "cancel"}
    decide_issued.decide(people.advisor, order.pk, choice, LATER)
    assert Invoice.objects.get(kind="cancellation").cancels == invoice_of(order)
    assert not undecided().exists()
    with pytest.raises(Conflict):
        decide_issued.decide(people.advisor, order.pk, choice, LATER)
    order.refresh_from_db()
    assert order.status == "rejected"


def test_only_of_refused_orders_only_by_advisors_and_never_their_own(people: Cast) -> None:
    active = orders.active(people.owner, people.advisor, people.client)
    with pytest.raises(Conflict):
        decide_issued.decide(people.advisor, active.pk, {}, MONDAY)
    order = refused(people)
    for somebody in (people.accountant, people.owner):
        with pytest.raises(Forbidden):
            decide_issued.decide(somebody, order.pk, {}, LATER)
    with pytest.raises(NotFound):
        decide_issued.decide(people.advisor, 10**9, {}, LATER)
    people.owner.roles = ["member", "advisor"]
    people.owner.save()
    with pytest.raises(Forbidden):
        decide_issued.decide(people.owner, order.pk, {}, LATER)
    assert list(undecided()) == [order]


def test_invoices_of_others_and_unknown_choices_are_faults(people: Cast) -> None:
    order = refused(people)
    for wrong in ({10**9: "cancel"}, {invoice_of(order).pk: "burn"}):
        with pytest.raises(Invalid):
            decide_issued.decide(people.advisor, order.pk, wrong, LATER)
    with pytest.raises(Conflict):  # what is issued is not stopped
        decide_issued.decide(people.advisor, order.pk, {invoice_of(order).pk: "stop"}, LATER)
    assert invoice_of(order).status == "issued"


def test_an_order_rejected_before_it_was_active_waits_for_nothing(people: Cast) -> None:
    orders.rejected(people.owner, people.advisor, people.client)
    assert not undecided().exists()
