"""What `kontor check --data` says of money: clean after real acts, and each damage is found.

Damage is written past Python, and past the guards of the database.
"""

from datetime import timedelta

import pytest
from django.db import connection

from kontor.actions import decide_entry
from kontor.actions.decide_entry import Given
from kontor.foundation.audit import Audit
from kontor.foundation.models import OutboxMail
from kontor.invoicing.models import Dispute, Invoice
from kontor.receivables import audits
from kontor.receivables.bank_models import BankEntry
from kontor.receivables.dunning_models import Reminder
from tests.builders import bank, unpaid
from tests.builders.bank import LATER
from tests.builders.unpaid import after_due
from tests.cast import Cast, cast

pytestmark = pytest.mark.django_db

GUARDED = ("invoice", "bankentry", "allocation", "creditline", "reminder")


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def paid(people: Cast) -> Invoice:
    """Paid in full, by an accountant's decision."""
    invoice = bank.waiting(people)
    entry = bank.entry("2100.00")
    part = Given("invoice", entry.amount, invoice_id=invoice.pk)
    decide_entry.decide(people.accountant, entry.pk, [part], entry.rest, LATER)
    return invoice


@pytest.fixture
def reminded(people: Cast) -> Invoice:
    """Reminded of once, a week after it was due."""
    invoice = unpaid.arrived(people)
    unpaid.nights(7, 7)
    return invoice


def past_the_guards(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for name in GUARDED:
            cursor.execute(f"ALTER TABLE kontor_{name} DISABLE TRIGGER USER")
        cursor.execute(sql)
        for name in GUARDED:
            cursor.execute(f"ALTER TABLE kontor_{name} ENABLE TRIGGER USER")


def all_audits() -> list[Audit]:
    return [
        audits.entries_hold(),
        audits.invoices_paid(),
        audits.members_credited(),
        audits.reminders_hold(),
    ]


def test_what_was_paid_and_reminded_of_by_real_acts_is_clean(paid: Invoice, people: Cast) -> None:
    assert [audit.faults for audit in all_audits()] == [(), (), (), ()]
    assert [audit.seen for audit in all_audits()] == [
        "1 entries",
        "1 invoices",
        "1 invoices with credit",
        "0 reminders",
    ]


def test_an_entry_given_away_for_more_than_it_says_is_found(paid: Invoice) -> None:
    past_the_guards("UPDATE kontor_bankentry SET rest = 100")
    (fault,) = audits.entries_hold().faults
    assert fault.endswith("2100.00 of 2100.00 is given away, though 100.00 is said to be left")


def test_an_entry_that_is_kept_twice_is_found(paid: Invoice) -> None:
    twin = BankEntry.objects.get()
    past_the_guards("ALTER TABLE kontor_bankentry DROP CONSTRAINT bank_entry_once")
    bank.entry("5.00", key=twin.key, statement=twin.statement)
    assert audits.entries_hold().faults == (f"an entry of {twin.account.iban} is kept 2 times",)


@pytest.mark.parametrize(
    ("damage", "fault"),
    [
        (
            "UPDATE kontor_allocation SET amount = 2000",
            "RE-2027-000001 is paid, though it has got 2000.00 of 2100.00",
        ),
        (
            "UPDATE kontor_invoice SET status = 'issued'",
            "RE-2027-000001 is issued, though it has got all of 2100.00",
        ),
        (
            "UPDATE kontor_allocation SET amount = 2200",
            "RE-2027-000001 has got 2200.00 of 2100.00",
        ),
    ],
)
def test_an_invoice_that_does_not_stand_where_its_money_leads_is_found(
    paid: Invoice, damage: str, fault: str
) -> None:
    past_the_guards(damage)
    assert audits.invoices_paid().faults == (fault,)


def test_a_member_who_is_credited_another_sum_is_found(paid: Invoice) -> None:
    past_the_guards("UPDATE kontor_creditline SET amount = 1900")
    assert audits.members_credited().faults == (
        "RE-2027-000001 has earned 1911.00, credited is 1900.00",
    )


def test_a_reminder_in_its_time_is_no_fault(reminded: Invoice) -> None:
    assert audits.reminders_hold() == Audit("1 reminders")


def test_a_reminder_of_what_never_arrived_is_found(reminded: Invoice) -> None:
    OutboxMail.objects.filter(purpose="invoice").update(state="failed")
    assert audits.reminders_hold().faults == (
        "reminder 1 of RE-2027-000001 went out, though the invoice has never arrived",
    )


def test_a_reminder_in_a_dispute_is_found(reminded: Invoice) -> None:
    Dispute.objects.create(invoice=reminded, text="No.", opened_at=after_due(6))
    assert audits.reminders_hold().faults == (
        "reminder 1 of RE-2027-000001 went out while the invoice was disputed",
    )


def test_a_reminder_of_what_was_paid_before_is_found_and_what_is_paid_later_is_not(
    reminded: Invoice,
) -> None:
    unpaid.pay(reminded, "100.00", after_due(8))
    assert audits.reminders_hold().faults == ()
    past_the_guards("UPDATE kontor_reminder SET at = at + interval '2 days'")
    assert audits.reminders_hold().faults == (
        "reminder 1 of RE-2027-000001 asked for 2100.00, though 2000.00 was open",
    )
    assert Reminder.objects.get().at == after_due(7) + timedelta(days=2)
