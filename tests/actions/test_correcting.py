"""Correct and re-issue: the cancelled invoice's place in the plan is taken by a new draft (§ 9)."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError
from django.db.transaction import atomic

from kontor.actions import (
    cancel_one,
    cancel_order,
    change_running,
    complete_order,
    correct_invoice,
    plan_invoices,
    run_night,
)
from kontor.clients.record import facts_of
from kontor.foundation.models import OutboxMail
from kontor.foundation.refusal import Conflict, Forbidden
from kontor.foundation.written import BERLIN
from kontor.invoicing.issuing import printed_of
from kontor.invoicing.models import Invoice
from kontor.orders.models import Order
from kontor.people.models import Person
from kontor.people.roles import Role
from tests.builders import clients, drafts, house, orders
from tests.builders.delivery import LATER, delivered
from tests.cast import Cast, cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


def night(month: int, day: int) -> datetime:
    return datetime(2027, month, day, 23, tzinfo=BERLIN)


def nights(*days: int, month: int = 1) -> None:
    for day in days:
        run_night.run(night(month, day))


def parted(people: Cast, *, upto: int = 25) -> Order:
    """A deposit over 630.00 net and a final invoice over the rest of 2,100.00."""
    payment = drafts.deposit("630.00", "2027-01-13", "2027-01-25")
    order = orders.active(people.owner, people.advisor, clients.german_client(), payment=payment)
    nights(*(day for day in (6, 13, 18, 20, 25) if day <= upto))
    return order


def standing(kind: str) -> Invoice:
    return Invoice.objects.exclude(status="cancelled").get(kind=kind)


def test_a_changed_address_comes_out_right(people: Cast) -> None:
    invoice = delivered(people)
    facts = facts_of(people.client)
    people.client.street = "3 quai Neuf"
    people.client.save()
    Order.objects.update(purchase_order="PO-4711")
    draft = correct_invoice.correct(people.advisor, invoice.pk, LATER)
    run_night.run(LATER + timedelta(days=1))
    draft.refresh_from_db()
    printed = printed_of(draft)
    assert facts.street != "3 quai Neuf"
    assert (printed.buyer.address.street, printed.purchase_order) == ("3 quai Neuf", "PO-4711")
    assert printed_of(Invoice.objects.get(cancels=invoice)).buyer.address.street == facts.street


def test_its_member_is_told_once_when_it_goes_out(people: Cast) -> None:
    invoice = delivered(people)
    draft = correct_invoice.correct(people.advisor, invoice.pk, LATER)
    (mail,) = OutboxMail.objects.filter(purpose="corrected_draft")
    assert mail.to == people.owner.email
    assert "4 Feb" in mail.text or "4. Feb" in mail.text
    assert f"/invoices/{draft.pk}" in mail.text


def test_the_amount_cannot_be_raised(people: Cast) -> None:
    draft = correct_invoice.correct(people.advisor, delivered(people).pk, LATER)
    with pytest.raises(IntegrityError), atomic():
        Invoice.objects.filter(pk=draft.pk).update(net=Decimal("2100.01"), gross=Decimal("2100.01"))
    with pytest.raises(IntegrityError), atomic():
        Invoice.objects.filter(pk=draft.pk).update(most_net=Decimal("9999.00"))


def test_it_is_corrected_once_and_its_successor_again(people: Cast) -> None:
    invoice = delivered(people)
    draft = correct_invoice.correct(people.advisor, invoice.pk, LATER)
    with pytest.raises(Conflict):
        correct_invoice.correct(people.advisor, invoice.pk, LATER)
    with pytest.raises(Conflict):
        correct_invoice.correct(people.advisor, draft.pk, LATER)
    run_night.run(LATER + timedelta(days=1))
    again = correct_invoice.correct(people.advisor, draft.pk, LATER + timedelta(days=2))
    assert again.replaces == draft
    rows = Invoice.objects.filter(kind="invoice").order_by("pk")
    assert list(rows.values_list("status", flat=True)) == ["cancelled", "cancelled", "draft"]


def test_a_cancellation_invoice_is_not_corrected(people: Cast) -> None:
    made = cancel_one.cancel_one(people.advisor, delivered(people).pk, LATER)
    for act in (cancel_one.cancel_one, correct_invoice.correct):
        with pytest.raises(Conflict):
            act(people.advisor, made.pk, LATER)


def test_only_an_advisor_and_nobody_their_own(people: Cast) -> None:
    invoice = delivered(people)
    Person.objects.filter(pk=people.owner.pk).update(roles=["member", "advisor"])
    owner, admin = Person.objects.get(pk=people.owner.pk), house.person("Ina Roth", Role.ADMIN)
    for person in (owner, people.stranger, people.accountant, admin):
        for act in (cancel_one.cancel_one, correct_invoice.correct):
            with pytest.raises(Forbidden):
                act(person, invoice.pk, LATER)


def test_the_final_invoice_deducts_the_corrected_deposit(people: Cast) -> None:
    parted(people, upto=20)
    first = standing("deposit")
    draft = correct_invoice.correct(people.advisor, first.pk, night(1, 21))
    nights(22, 25, 26)
    draft.refresh_from_db()
    assert (draft.kind, draft.status, draft.net) == ("deposit", "issued", Decimal("630.00"))
    final = standing("final")
    assert final.net == Decimal("1470.00")
    assert [each.number for each in printed_of(final).preceding] == [draft.number]


def test_a_final_invoice_waits_for_a_deposit_that_is_corrected(people: Cast) -> None:
    parted(people, upto=20)
    draft = correct_invoice.correct(people.advisor, standing("deposit").pk, night(1, 21))
    Invoice.objects.filter(pk=draft.pk).update(status="awaiting_update")
    nights(25, 26)
    assert standing("final").waits


def test_a_deposit_that_a_final_invoice_deducts_stays(people: Cast) -> None:
    parted(people)
    for act in (cancel_one.cancel_one, correct_invoice.correct):
        with pytest.raises(Conflict, match="deducted by the final invoice"):
            act(people.advisor, standing("deposit").pk, night(1, 26))
    assert standing("deposit").status == "issued"


def test_a_corrected_final_invoice_deducts_the_same(people: Cast) -> None:
    parted(people)
    final = standing("final")
    draft = correct_invoice.correct(people.advisor, final.pk, night(1, 26))
    assert draft.net == Decimal("1470.00")
    nights(27)
    draft.refresh_from_db()
    assert draft.status == "issued"
    before, after = (printed_of(Invoice.objects.get(pk=pk)) for pk in (final.pk, draft.pk))
    assert (after.preceding, after.gross) == (before.preceding, before.gross)


def test_a_final_invoice_to_come_bills_a_cancelled_deposit(people: Cast) -> None:
    parted(people, upto=20)
    cancel_one.cancel_one(people.advisor, standing("deposit").pk, night(1, 21))
    assert standing("final").net == Decimal("2100.00")


def test_an_order_with_a_corrected_draft_is_not_completed(people: Cast) -> None:
    order = parted(people)
    Invoice.objects.filter(kind="deposit").update(status="paid")
    draft = correct_invoice.correct(people.advisor, standing("final").pk, night(1, 26))
    assert list(complete_order.due()) == []
    Invoice.objects.filter(pk=draft.pk).update(status="stopped")
    assert list(complete_order.due()) == [order.pk]


def test_planning_again_makes_no_further_row(people: Cast) -> None:
    invoice = delivered(people)
    correct_invoice.correct(people.advisor, invoice.pk, LATER)
    order = Order.objects.select_related("revision").get()
    with atomic():
        plan_invoices.plan(order, LATER)
    assert Invoice.objects.exclude(kind="cancellation").count() == 2


def test_an_open_ended_plan_goes_on_behind_its_last_period(people: Cast) -> None:
    payment = drafts.recurrent("2027-01-18")
    order = orders.active(
        people.owner,
        people.advisor,
        people.client,
        payment=payment,
        service_from=date(2027, 1, 1),
        service_to=None,
    )
    nights(11, 18)
    first = Invoice.objects.get(order=order, position=1)
    correct_invoice.correct(people.advisor, first.pk, night(1, 19))
    places = Invoice.objects.filter(order=order, replaces=None).exclude(kind="cancellation")
    before = places.count()
    plan_invoices.extend(order.pk, night(3, 20))
    positions = list(places.order_by("position").values_list("position", flat=True))
    assert positions == list(range(1, len(positions) + 1))
    assert len(positions) > before
    assert 1 not in [each.position for each in change_running.periods_ahead(order)]


def test_carrying_out_a_cancellation_asks_about_the_successor(people: Cast) -> None:
    invoice = delivered(people)
    draft = correct_invoice.correct(people.advisor, invoice.pk, LATER)
    cancel_order.request(people.owner, draft.order_id, {draft.pk: "stop"}, LATER)
    draft.refresh_from_db()
    assert draft.status == "awaiting_update"
    cancel_order.carry_out(people.advisor, draft.order_id, {}, LATER)
    draft.refresh_from_db()
    assert draft.status == "stopped"


def test_the_database_lets_nothing_else_replace(people: Cast) -> None:
    invoice = delivered(people)
    row = Invoice.objects.get(pk=invoice.pk)
    row.pk, row.number, row.status, row.printed, row.issued_on = None, None, "draft", None, None
    row.replaces = invoice
    with pytest.raises(IntegrityError), atomic():
        row.save()
