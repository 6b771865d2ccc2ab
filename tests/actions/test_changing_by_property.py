"""A change of a running order, whatever is billed by then: each day once, nothing left out."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import count, pairwise, takewhile

import pytest
from django.db import transaction
from django.forms.models import model_to_dict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kontor.actions import change_running, draft_order
from kontor.invoicing.models import Invoice
from kontor.orders.draft import Every, Recurrence
from kontor.orders.models import Order
from kontor.orders.record import draft_of
from kontor.orders.recurrence import period
from kontor.orders.revising import offer_in
from tests.builders import orders
from tests.builders.drafts import recurrent
from tests.builders.orders import MONDAY
from tests.cast import Cast, cast

pytestmark = pytest.mark.django_db
OCCURRENCES = 12
STARTS = [date(2027, 1, 1), date(2027, 1, 15), date(2027, 1, 29), date(2027, 1, 31)]
units = st.sampled_from([Every.WEEK, Every.MONTH, Every.QUARTER])


@dataclass(frozen=True)
class Begins:
    """How the running order begins."""

    start: date
    unit: Every
    open_ended: bool


@pytest.fixture
def people() -> Cast:
    return cast()


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    begins=st.builds(Begins, st.sampled_from(STARTS), units, st.booleans()),
    interval=units,
    from_row=st.integers(1, OCCURRENCES),
    billed=st.integers(0, OCCURRENCES),
)
def test_the_periods_of_both_orders_tile_and_what_is_issued_stays(
    people: Cast, begins: Begins, interval: Every, from_row: int, billed: int
) -> None:
    with transaction.atomic():
        running = active(people, begins)
        plan = rows(running)
        first = plan[min(from_row, len(plan)) - 1].service_from
        change = proposed(people, running, first, interval)
        bill(plan[:billed])  # while the client thinks it over
        issued = rows(running)[:billed]
        change = orders.confirm(orders.approve(people.advisor, change))
        assert list(map(model_to_dict, rows(running)[:billed])) == list(map(model_to_dict, issued))
        tiles(running, change, first)
        transaction.set_rollback(True)


def active(people: Cast, begins: Begins) -> Order:
    """A running order billed at the beginning of each period."""
    times = None if begins.open_ended else OCCURRENCES
    payment = recurrent(begins.start.isoformat(), unit=begins.unit, times=times)
    end = None if begins.open_ended else last_day(begins.start, begins.unit)
    return orders.active(
        people.owner,
        people.advisor,
        people.client,
        payment=payment,
        service_from=begins.start,
        service_to=end,
    )


def last_day(start: date, unit: Every) -> date:
    found = period(start, None, OCCURRENCES - 1, Recurrence(unit=unit))
    assert found is not None
    return found[1]


def proposed(people: Cast, running: Order, first: date, unit: Every) -> Order:
    """The change with another interval, submitted."""
    change = change_running.propose(people.owner, running.pk, first, MONDAY)
    draft = draft_of(change)
    rule = Recurrence(unit=unit)
    if draft.service_to is not None:
        rule = replace(rule, times=fitting(first, draft.service_to, rule))
    other = replace(draft, payment=replace(draft.payment, recurrence=rule))
    change = draft_order.save(people.owner, change.pk, other, change.version, MONDAY)
    return orders.submit(people.owner, change)


def fitting(first: date, end: date, rule: Recurrence) -> int:
    return sum(1 for _ in takewhile(lambda n: period(first, end, n, rule), count()))


def bill(due: list[Invoice]) -> None:
    for row in due:
        Invoice.objects.filter(pk=row.pk).update(
            status="issued", number=f"RE-2027-{row.pk:06d}", issued_on=MONDAY.date(), printed={}
        )


def rows(order: Order) -> list[Invoice]:
    return list(Invoice.objects.filter(order=order).order_by("position"))


def tiles(running: Order, change: Order, first: date) -> None:
    """Each day from the first is billed once, by the old order or by the new one."""
    for row in rows(running):
        assert (row.status == "stopped") == (row.number is None and row.service_from >= first)
    live = [row for row in (*rows(running), *rows(change)) if row.status != "stopped"]
    live.sort(key=lambda row: row.service_from)
    for one, two in pairwise(live):
        assert two.service_from == one.service_to + timedelta(days=1)
    for row in rows(change):
        whole = row.service_from == planned(change, row)
        assert (row.status == "awaiting_update") == (row.status != "stopped" and not whole)


def planned(change: Order, row: Invoice) -> date | None:
    """The first day of the period that the client confirmed."""
    assert change.revision is not None
    change.refresh_from_db()
    return offer_in(change.revision).invoices[row.position - 1].service_from
