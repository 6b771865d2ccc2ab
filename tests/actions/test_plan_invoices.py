"""What an active order will bill: planned at once, and an open-ended one a rolling year ahead."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from kontor.actions import plan_invoices, run_night, submit_order
from kontor.clients.models import Client
from kontor.foundation.days import later_by
from kontor.foundation.refusal import Conflict
from kontor.invoicing.models import CancellationRequest, Invoice
from kontor.orders.draft import Every, First, Payment
from kontor.orders.models import Order
from tests.builders import orders
from tests.builders.drafts import advance, deposit, in_percents, recurrent
from tests.builders.orders import MONDAY
from tests.cast import Cast, cast

pytestmark = pytest.mark.django_db

ENDLESS = recurrent("2027-01-31")


@pytest.fixture
def people() -> Cast:
    return cast()


def active(people: Cast, payment: Payment, **changes: Any) -> Order:
    return orders.active(people.owner, people.advisor, people.client, payment=payment, **changes)


def rows(order: Order) -> list[Invoice]:
    return list(Invoice.objects.filter(order=order).order_by("position"))


def extend(order: Order, now: datetime) -> None:
    if order.pk in plan_invoices.open_ended(now):
        plan_invoices.extend(order.pk, now)


def test_a_deposit_and_the_final_invoice_are_planned(people: Cast) -> None:
    order = active(people, deposit("700.00", "2027-01-11", "2027-01-18"))
    assert [(row.position, row.kind, row.net, row.term_days) for row in rows(order)] == [
        (1, "deposit", Decimal("700.00"), 14),
        (2, "final", Decimal("1400.00"), 14),
    ]
    assert [row.groups for row in rows(order)] == [
        [{"treatment": "reverse_charge", "rate": "0", "basis": "700.00", "vat": "0.00"}],
        [{"treatment": "reverse_charge", "rate": "0", "basis": "1400.00", "vat": "0.00"}],
    ]
    assert {row.vat_category for row in rows(order)} == {"AE"}


def test_instalments_are_planned(people: Cast) -> None:
    order = active(people, in_percents(("2027-01-12", "50"), ("2027-02-01", "50")))
    assert [(row.kind, row.net) for row in rows(order)] == [
        ("deposit", Decimal("1050.00")),
        ("final", Decimal("1050.00")),
    ]


def test_a_recurrent_payment_bills_its_periods(people: Cast) -> None:
    end = date(2027, 2, 20)
    order = active(people, recurrent("2027-01-31", times=2), service_to=end)
    assert [(row.billing_date, row.service_from, row.service_to) for row in rows(order)] == [
        (date(2027, 1, 31), date(2027, 1, 11), date(2027, 2, 10)),
        (date(2027, 2, 28), date(2027, 2, 11), end),
    ]


def test_an_open_ended_order_is_planned_a_year_ahead_and_extended_by_the_night(
    people: Cast,
) -> None:
    order = active(people, ENDLESS, service_to=None)
    assert len(rows(order)) == 12
    assert list(plan_invoices.open_ended(MONDAY)) == []
    in_march = MONDAY.replace(month=3, day=29)
    assert run_night.run(in_march).planned == 2
    assert [row.billing_date for row in rows(order)][-2:] == [date(2028, 1, 31), date(2028, 2, 29)]
    assert run_night.run(in_march).planned == 0


@pytest.mark.parametrize("unit", [Every.WEEK, Every.MONTH])
def test_extending_day_by_day_gives_the_same_plan_as_extending_once(
    people: Cast, unit: Every
) -> None:
    payment = recurrent("2027-01-31", unit=unit, last_day=unit is not Every.WEEK)
    daily, once = (active(people, payment, service_to=None) for _ in range(2))
    end = MONDAY + timedelta(days=100)
    for day in range(101):
        extend(daily, MONDAY + timedelta(days=day))
    extend(once, end)
    plans = [
        [(row.position, row.billing_date, row.service_from, row.gross) for row in rows(order)]
        for order in (daily, once)
    ]
    assert plans[0] == plans[1]
    horizon = later_by(end.date(), 1, "year")
    assert rows(once)[-1].billing_date < horizon
    assert [row.position for row in rows(once)] == list(range(1, len(rows(once)) + 1))


def test_an_invoice_moved_far_ahead_does_not_keep_the_plan_from_being_extended(
    people: Cast,
) -> None:
    order = active(people, ENDLESS, service_to=None)
    Invoice.objects.filter(order=order, position=1).update(billing_date=date(2031, 1, 1))
    later = MONDAY + timedelta(days=100)
    assert list(plan_invoices.open_ended(later)) == [order.pk]


def test_an_order_that_is_not_active_any_more_is_not_extended(people: Cast) -> None:
    order = active(people, ENDLESS, service_to=None)
    Order.objects.filter(pk=order.pk).update(status="cancelled")
    assert plan_invoices.extend(order.pk, MONDAY + timedelta(days=400)) == 0
    assert list(plan_invoices.open_ended(MONDAY + timedelta(days=400))) == []


def test_an_order_that_has_got_its_end_is_not_extended(people: Cast) -> None:
    order = active(people, ENDLESS, service_to=None)
    Order.objects.filter(pk=order.pk).update(recurrence_until=date(2027, 6, 30))
    assert list(plan_invoices.open_ended(MONDAY + timedelta(days=400))) == []
    assert plan_invoices.extend(order.pk, MONDAY + timedelta(days=400)) == 0


def test_an_open_request_to_cancel_stops_the_extension(people: Cast) -> None:
    order = active(people, ENDLESS, service_to=None)
    CancellationRequest.objects.create(order=order, requested_at=MONDAY)
    later = MONDAY + timedelta(days=400)
    assert list(plan_invoices.open_ended(later)) == []
    assert plan_invoices.extend(order.pk, later) == 0  # asked while the night was under way


def blocked(people: Cast, payment: Payment) -> Order:
    order = orders.drafted(people.owner, people.client, payment=payment)
    Client.objects.update(block="advance_only")
    return order


def test_a_client_with_a_block_can_pay_everything_in_advance(people: Cast) -> None:
    order = blocked(people, advance("2027-01-04", term_days=7))
    submit_order.submit(people.owner, order.pk, First.TEAM, order.version, MONDAY)
    order.refresh_from_db()
    assert order.status == "team_review"


@pytest.mark.parametrize(
    "payment",
    [
        Payment(billing_date=date(2027, 1, 4), term_days=0),
        advance("2027-01-04", term_days=8),
        deposit("700.00", "2027-01-04", "2027-01-18"),
        replace(deposit("2099.99", "2027-01-04", "2027-01-04"), term_days=0),
    ],
)
def test_a_client_with_a_block_can_pay_in_no_other_way(people: Cast, payment: Payment) -> None:
    order = blocked(people, payment)
    with pytest.raises(Conflict, match="paid in advance"):
        submit_order.submit(people.owner, order.pk, First.TEAM, order.version, MONDAY)


def test_an_order_paid_in_advance_can_be_reopened_in_spite_of_the_block(people: Cast) -> None:
    paid = advance("2027-01-04", term_days=7)
    order = orders.approved(people.owner, people.advisor, people.client, payment=paid)
    later = MONDAY + timedelta(days=30)
    run_night.run(later)
    Client.objects.update(block="advance_only")
    submit_order.set_valid_until(people.owner, order.pk, later.date(), later)
    order.refresh_from_db()
    assert order.status == "client_confirmation"
