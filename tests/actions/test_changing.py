"""A running recurrent order is changed from one of its periods on; until then it rules."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from kontor.actions import change_running, draft_order, run_night, turn_down_order
from kontor.foundation.models import OutboxMail
from kontor.foundation.refusal import Conflict, Invalid
from kontor.invoicing.models import Invoice
from kontor.orders.draft import Every, Mode, Payment, Recurrence
from kontor.orders.models import Order
from kontor.orders.record import draft_of
from tests.builders import drafts, orders
from tests.builders.orders import MONDAY
from tests.cast import Cast, cast

pytestmark = pytest.mark.django_db

MONTHLY = Payment(
    mode=Mode.RECURRENT,
    billing_date=date(2027, 1, 31),
    recurrence=Recurrence(unit=Every.MONTH, last_day=True, times=6),
)
MARCH = date(2027, 3, 1)


@pytest.fixture
def people() -> Cast:
    return cast()


def running(
    people: Cast, payment: Payment = MONTHLY, end: date | None = date(2027, 6, 30)
) -> Order:
    return orders.active(
        people.owner,
        people.advisor,
        people.client,
        payment=payment,
        service_from=date(2027, 1, 1),
        service_to=end,
    )


def proposed(people: Cast, order: Order, day: date = MARCH, price: str = "500.00") -> Order:
    """The change with another price, submitted."""
    change = change_running.propose(people.owner, order.pk, day, MONDAY)
    dearer = replace(draft_of(change), lines=(drafts.line(price=price),))
    change = draft_order.save(people.owner, change.pk, dearer, change.version, MONDAY)
    return orders.submit(people.owner, change)


def accepted(people: Cast, change: Order, now: datetime = MONDAY + timedelta(days=2)) -> Order:
    return orders.confirm(orders.approve(people.advisor, change, now), now)


def plan(order: Order) -> list[tuple[date, str, Decimal]]:
    rows = Invoice.objects.filter(order=order).order_by("position")
    return [(row.service_from, row.status, row.net) for row in rows]


def test_the_change_takes_over_from_its_first_day_and_no_period_is_billed_twice(
    people: Cast,
) -> None:
    order = running(people)
    change = proposed(people, order)
    assert change.number == f"{order.number}/2"
    assert {status for _, status, _ in plan(order)} == {"planned"}
    accepted(people, change)
    assert [status for _, status, _ in plan(order)] == ["planned"] * 2 + ["stopped"] * 4
    assert plan(change) == [
        (date(2027, month, 1), "planned", Decimal("2500.00")) for month in (3, 4, 5, 6)
    ]
    order.refresh_from_db()
    assert (order.status, order.recurrence_until) == ("active", date(2027, 2, 28))


def test_a_change_that_is_rejected_leaves_the_running_order_as_it_is(people: Cast) -> None:
    order = running(people)
    before = plan(order)
    change = proposed(people, order)
    orders.approve(people.advisor, change)
    run_night.run(MONDAY + timedelta(days=10))
    change.refresh_from_db()
    assert (change.status, change.lapsed) == ("rejected", True)
    assert plan(order) == before
    assert change_running.propose(people.owner, order.pk, MARCH, MONDAY).number.endswith("/3")


def test_what_was_billed_while_the_client_thought_it_over_stays(people: Cast) -> None:
    order = running(people)
    change = proposed(people, order)
    orders.approve(people.advisor, change)
    Invoice.objects.filter(order=order, position__lte=3).update(status="stopped")
    march = Invoice.objects.get(order=order, position=3)
    Invoice.objects.filter(pk=march.pk).update(
        status="issued", number="RE-2027-000009", issued_on=MARCH, printed={}
    )
    orders.confirm(change, MONDAY + timedelta(days=2))
    assert [status for _, status, _ in plan(change)] == ["stopped", *["planned"] * 3]


def test_no_day_is_billed_twice_where_a_draft_was_made_to_reach_into_the_change(
    people: Cast,
) -> None:
    order = running(people)
    change = proposed(people, order)
    february = Invoice.objects.filter(order=order, position=2)
    february.update(status="draft", drafted_on=MONDAY, service_to=date(2027, 3, 10))
    accepted(people, change)
    first, *others = Invoice.objects.filter(order=change).order_by("position")
    assert (first.service_from, first.status) == (date(2027, 3, 11), "awaiting_update")
    assert {row.status for row in others} == {"planned"}
    assert february.get().status == "draft"


def test_an_open_ended_order_ends_where_its_change_begins(people: Cast) -> None:
    endless = replace(MONTHLY, recurrence=Recurrence(unit=Every.MONTH, last_day=True))
    order = running(people, endless, end=None)
    change = proposed(people, order)
    accepted(people, change)
    run_night.run(MONDAY + timedelta(days=40))
    order.refresh_from_db()
    assert order.recurrence_until == date(2027, 2, 28)
    starts = [day for day, status, _ in plan(order) if status != "stopped"]
    assert starts == [date(2027, 1, 1), date(2027, 2, 1)]
    assert len(plan(change)) >= 12


def test_one_change_at_a_time_and_a_second_click_finds_it(people: Cast) -> None:
    order = running(people)
    first = change_running.propose(people.owner, order.pk, MARCH, MONDAY, page="one")
    again = change_running.propose(people.owner, order.pk, MARCH, MONDAY, page="one")
    assert first.pk == again.pk
    with pytest.raises(Conflict, match=first.number):
        change_running.propose(people.owner, order.pk, MARCH, MONDAY, page="two")


def test_only_recurrent_payments_and_only_periods_ahead_can_be_changed(people: Cast) -> None:
    single = orders.active(people.owner, people.advisor, people.client)
    with pytest.raises(Conflict, match="recurrent"):
        change_running.propose(people.owner, single.pk, MARCH, MONDAY)
    with pytest.raises(Invalid):
        change_running.propose(people.owner, running(people).pk, date(2027, 3, 2), MONDAY)


def test_a_change_keeps_client_and_mode_and_begins_with_a_period(people: Cast) -> None:
    order = running(people)
    change = change_running.propose(people.owner, order.pk, MARCH, MONDAY)
    elsewhere = replace(
        draft_of(change),
        service_from=date(2027, 3, 5),
        payment=Payment(billing_date=date(2027, 3, 31)),
    )
    change = draft_order.save(people.owner, change.pk, elsewhere, change.version, MONDAY)
    with pytest.raises(Invalid) as refused:
        orders.submit(people.owner, change)
    assert {fault.field for fault in refused.value.faults} == {"payment.mode", "service_from"}


def test_a_change_that_waits_goes_back_to_its_member_when_the_order_ends(people: Cast) -> None:
    order = running(people)
    change = proposed(people, order)
    orders.approve(people.advisor, change)
    turn_down_order.refuse(people.advisor, order.pk, ["client_debt"], "", MONDAY)
    change.refresh_from_db()
    assert change.status == "draft"
    assert OutboxMail.objects.filter(purpose="offer_withdrawn").count() == 1
    with pytest.raises(Conflict, match="no longer active"):
        orders.submit(people.owner, change)
