"""The day on which an invoice goes out: midnight, New Year, a wrong clock, long without a run."""

from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest

from kontor.actions import cancel_one, issue_invoices, run_night
from kontor.actions.issue_invoices import Outcome
from kontor.foundation.days import later_by
from kontor.foundation.models import HistoryEntry, OutboxMail
from kontor.foundation.refusal import Conflict
from kontor.foundation.written import BERLIN
from kontor.invoicing.faults import CLOCK_BEHIND
from kontor.invoicing.models import Invoice, NumberSeries
from kontor.orders.draft import ClientConfirmation, Every, Payment
from tests.builders import orders
from tests.builders.drafts import recurrent
from tests.cast import Cast, cast

pytestmark = pytest.mark.django_db
DECEMBER = datetime(2026, 12, 7, 9, tzinfo=BERLIN)
NEW_YEARS_EVE = date(2026, 12, 31)


@pytest.fixture
def people() -> Cast:
    return cast()


def at(day: date, hour: int = 4, minute: int = 0, second: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=BERLIN)


def billed_on(people: Cast, *days: date) -> None:
    """An active order for each day, its invoice a draft for a week."""
    for day in days:
        orders.active(
            people.owner,
            people.advisor,
            people.client,
            DECEMBER,
            service_from=DECEMBER.date(),
            service_to=DECEMBER.date(),
            confirmation=ClientConfirmation(valid_until=DECEMBER.date() + timedelta(days=7)),
            payment=Payment(billing_date=day),
        )
    run_night.run(at(max(days) - timedelta(days=7)))


def numbers() -> list[tuple[str | None, date | None]]:
    return list(Invoice.objects.order_by("id").values_list("number", "issued_on"))


def test_the_year_of_a_number_is_that_of_its_day_in_berlin(people: Cast) -> None:
    billed_on(people, NEW_YEARS_EVE, NEW_YEARS_EVE + timedelta(days=1))
    run_night.run(at(NEW_YEARS_EVE, 23, 59, 59))
    run_night.run(at(date(2027, 1, 1), 0, 0, 0))
    assert numbers() == [
        ("RE-2026-000001", NEW_YEARS_EVE),
        ("RE-2027-000001", date(2027, 1, 1)),
    ]


def test_a_run_of_the_old_year_that_ends_in_the_new_one_keeps_its_day(people: Cast) -> None:
    billed_on(people, NEW_YEARS_EVE, NEW_YEARS_EVE)
    late, early = Invoice.objects.order_by("id").values_list("pk", flat=True)
    assert issue_invoices.issue(early, at(date(2027, 1, 1))) is Outcome.ISSUED
    assert issue_invoices.issue(late, at(NEW_YEARS_EVE, 23, 59, 59)) is Outcome.ISSUED
    assert numbers() == [
        ("RE-2026-000001", NEW_YEARS_EVE),
        ("RE-2027-000001", date(2027, 1, 1)),
    ]


@pytest.mark.parametrize("day", [date(2026, 10, 25), date(2027, 3, 28)])
def test_a_night_with_an_hour_twice_or_without_one_is_one_night(people: Cast, day: date) -> None:
    before = at(day - timedelta(days=20))
    orders.active(
        people.owner,
        people.advisor,
        people.client,
        before,
        service_from=before.date(),
        service_to=before.date(),
        confirmation=ClientConfirmation(valid_until=before.date() + timedelta(days=7)),
        payment=Payment(billing_date=day),
    )
    run_night.run(at(day - timedelta(days=7)))
    half_past_two = at(day, 2, 30)
    nights = [run_night.run(half_past_two.replace(fold=fold)) for fold in (0, 1)]
    assert [night.issued for night in nights] == [1, 0]
    assert [issued_on for _, issued_on in numbers()] == [day]


def test_behind_the_last_number_nothing_is_issued_and_the_desk_says_why(people: Cast) -> None:
    days = (date(2026, 12, 14), date(2026, 12, 16))
    billed_on(people, *days)
    NumberSeries.objects.create(key="RE-2026", last=7, last_on=date(2026, 12, 20))
    for _ in range(2):
        night = run_night.run(at(date(2026, 12, 17)))
        assert (night.issued, night.refused, night.broken) == (0, 2, 0)
    assert {row.status for row in Invoice.objects.all()} == {"draft"}
    assert [row.fault_lines for row in Invoice.objects.all()] == [[CLOCK_BEHIND]] * 2
    assert HistoryEntry.objects.filter(event="invoice_refused").count() == 2  # said once each
    night = run_night.run(at(date(2026, 12, 20)))
    assert (night.issued, night.refused) == (2, 0)
    assert [number for number, _ in numbers()] == ["RE-2026-000008", "RE-2026-000009"]
    assert {row.fault for row in Invoice.objects.all()} == {""}


def test_behind_the_last_number_nothing_is_cancelled_either(people: Cast) -> None:
    billed_on(people, date(2026, 12, 14))
    run_night.run(at(date(2026, 12, 14)))
    NumberSeries.objects.create(key="ST-2026", last=1, last_on=date(2026, 12, 20))
    issued = Invoice.objects.get()
    with pytest.raises(Conflict, match="clock is behind"):
        cancel_one.cancel_one(people.advisor, issued.pk, at(date(2026, 12, 15)))
    assert Invoice.objects.get().status == "issued"
    cancel_one.cancel_one(people.advisor, issued.pk, at(date(2026, 12, 20)))
    assert Invoice.objects.get(kind="cancellation").number == "ST-2026-000002"


def test_after_forty_days_without_a_run_each_missed_occurrence_is_issued_once(
    people: Cast,
) -> None:
    first = date(2027, 1, 11)
    order = orders.active(
        people.owner,
        people.advisor,
        people.client,
        service_from=first,
        service_to=date(2027, 12, 31),
        payment=recurrent(first.isoformat(), unit=Every.WEEK, times=40),
    )
    planned = {row.position: row for row in Invoice.objects.filter(order=order)}
    back = date(2027, 3, 1)  # the last run was before the first draft
    for _ in range(3):
        run_night.run(at(back))
    assert not Invoice.objects.exclude(number=None).exists()  # mailed today, issued tomorrow
    tomorrow = back + timedelta(days=1)
    nights = [run_night.run(at(tomorrow)) for _ in range(3)]
    rows = list(Invoice.objects.exclude(number=None).order_by("number"))
    assert [night.issued for night in nights] == [len(rows), 0, 0]
    assert [row.position for row in rows] == list(range(1, 9))
    for one, two in pairwise(rows):
        assert one.billing_date < two.billing_date
    for row in rows:
        assert row.billing_date == later_by(first, row.position - 1, "week") <= tomorrow
        assert row.issued_on == tomorrow
        assert row.due_on == tomorrow + timedelta(days=row.term_days)
        as_planned = planned[row.position]
        assert (row.service_from, row.service_to) == (
            as_planned.service_from,
            as_planned.service_to,
        )
    drafts = OutboxMail.objects.filter(purpose="draft_invoice")
    assert drafts.count() == Invoice.objects.exclude(drafted_on=None).count()
