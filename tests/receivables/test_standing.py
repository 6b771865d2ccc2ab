"""How a client stands: as far as the bank has told, and over all members (spec § 4, § 11)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from kontor.clients.standing import Habit, Standing
from kontor.invoicing.models import Invoice
from kontor.receivables.bank_models import BankAccount, BankStatement
from kontor.receivables.models import Allocation
from kontor.receivables.standing import NOTHING, standing_of
from tests.builders import bank
from tests.cast import Cast, cast

pytestmark = pytest.mark.django_db

DUE = date(2027, 2, 1)


@pytest.fixture
def people() -> Cast:
    return cast()


def standing(people: Cast, today: date) -> Standing | None:
    pk = people.client.pk
    return standing_of([pk], today).get(pk)


def told(day: date) -> None:
    """The bank has told of every day up to this one."""
    bank.statement(to_day=day)


def part_paid(invoice: Invoice, amount: str, day: date = DUE) -> None:
    entry = bank.entry(amount, booked_on=day)
    Allocation.objects.create(
        entry=entry,
        purpose="invoice",
        invoice=invoice,
        amount=Decimal(amount),
        booked_on=entry.booked_on,
        booked_at=bank.LATER,
    )


def test_a_client_without_open_invoices_owes_nothing_whatever_the_bank_has_told(
    people: Cast,
) -> None:
    assert standing(people, DUE) == NOTHING


def test_before_the_first_statement_nobody_knows_what_has_been_paid(people: Cast) -> None:
    bank.waiting(people)
    assert standing(people, DUE + timedelta(days=30)) is None


def test_what_is_due_counts_as_overdue_only_as_far_as_the_bank_has_told(people: Cast) -> None:
    bank.waiting(people)
    told(DUE)
    found = standing(people, DUE + timedelta(days=30))
    assert found is not None
    assert (found.open, found.overdue, found.oldest_due) == (Decimal(2100), Decimal(0), None)
    told(DUE + timedelta(days=1))
    found = standing(people, DUE + timedelta(days=30))
    assert found is not None
    assert (found.overdue, found.oldest_due) == (Decimal(2100), DUE)


def test_what_was_paid_in_part_leaves_the_rest_open(people: Cast) -> None:
    invoice = bank.waiting(people)
    told(DUE + timedelta(days=9))
    part_paid(invoice, "600.00")
    found = standing(people, DUE + timedelta(days=9))
    assert found is not None
    assert (found.open, found.overdue) == (Decimal(1500), Decimal(1500))


def test_how_a_client_pays_is_the_average_of_a_year_from_the_due_date(people: Cast) -> None:
    for number, day in (("RE-2027-000001", DUE + timedelta(days=2)), ("RE-2027-000002", DUE)):
        invoice = bank.waiting(people, number, title=number)
        part_paid(invoice, "2100.00", day)
        Invoice.objects.filter(pk=invoice.pk).update(status="paid")
    told(DUE)
    found = standing(people, DUE + timedelta(days=30))
    assert found is not None
    assert (found.open, found.habit) == (Decimal(0), Habit(paid=2, days=1))
    later = standing(people, DUE + timedelta(days=400))
    assert later is not None
    assert later.habit is None


def test_two_calendar_months_after_its_due_date_it_is_overdue_for_long(people: Cast) -> None:
    bank.waiting(people)
    told(date(2027, 12, 31))
    for day, long in ((date(2027, 4, 1), False), (date(2027, 4, 2), True)):
        found = standing(people, day)
        assert found is not None
        assert found.over_two_months is long


def test_the_account_that_has_told_least_counts(people: Cast) -> None:
    bank.waiting(people)
    told(date(2027, 3, 1))
    other = BankAccount.objects.create(iban="DE02120300000000202051", added_at=bank.LATER)
    BankStatement.objects.create(
        file=bank.file(), account=other, from_day=DUE, to_day=DUE, opening=0, closing=0
    )
    found = standing(people, date(2027, 3, 1))
    assert found is not None
    assert found.overdue == 0
