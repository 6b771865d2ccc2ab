"""What came in for an invoice, and what is open of it."""

from decimal import Decimal

import pytest

from kontor.actions import decide_entry
from kontor.actions.decide_entry import Given
from kontor.receivables.payments import payments_of
from tests.builders import bank
from tests.builders.bank import LATER
from tests.cast import Cast, cast

pytestmark = pytest.mark.django_db

D = Decimal


@pytest.fixture
def people() -> Cast:
    return cast()


def test_nothing_came_in_yet(people: Cast) -> None:
    payments = payments_of(bank.waiting(people))
    assert (list(payments.rows), payments.paid, payments.open) == ([], D(0), D("2100.00"))
    assert not payments.is_part_paid


def test_a_part_is_paid_and_what_is_taken_back_counts_no_more(people: Cast) -> None:
    invoice, entry = bank.waiting(people), bank.entry("600.00")
    given = [Given("invoice", D("600.00"), invoice.pk)]
    (booked,) = decide_entry.decide(people.accountant, entry.pk, given, entry.rest, LATER)
    invoice.refresh_from_db()
    payments = payments_of(invoice)
    assert (payments.paid, payments.open, payments.is_part_paid) == (
        D("600.00"),
        D("1500.00"),
        True,
    )
    decide_entry.undo(people.accountant, booked.pk, LATER)
    assert list(payments_of(invoice).rows) == []


def test_nothing_is_open_of_what_is_paid_or_not_issued(people: Cast) -> None:
    invoice, entry = bank.waiting(people), bank.entry("2100.00")
    given = [Given("invoice", D("2100.00"), invoice.pk)]
    decide_entry.decide(people.accountant, entry.pk, given, entry.rest, LATER)
    invoice.refresh_from_db()
    assert (payments_of(invoice).open, payments_of(invoice).is_part_paid) == (D(0), False)
    invoice.status = "planned"
    assert payments_of(invoice).open == 0
