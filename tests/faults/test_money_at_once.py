"""Files, accountants, advisors and clients at the same moment at the same money (F11)."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import partial

import pytest

from kontor.actions import (
    cancel_one,
    decide_entry,
    dispute_invoice,
    merge_clients,
    refund,
    take_in_statement,
)
from kontor.actions.decide_entry import Given
from kontor.cli.made_statement import Booked, made_statement
from kontor.clients.models import Client
from kontor.cooperative.own_data import cooperative
from kontor.foundation.refusal import Conflict, Refusal
from kontor.invoicing.models import Invoice
from kontor.receivables import audits
from kontor.receivables.bank_models import BankEntry, BankFile
from kontor.receivables.models import Allocation, Refund
from tests.builders import bank, clients
from tests.builders.bank import LATER
from tests.builders.delivery import delivered, links_to
from tests.cast import Cast, cast
from tests.faults.own_database import at_once

pytestmark = pytest.mark.faults


@pytest.fixture
def people(own_database: str) -> Cast:
    return cast()


def statement(*invoices: Invoice, day: int = 2) -> bytes:
    """A payment in full for each."""
    entries = [
        Booked(
            amount=each.gross,
            bank_reference=f"B{each.number}",
            reference=str(each.number),
            name="Imprimerie Lefèvre",
        )
        for each in invoices
    ]
    iban = cooperative().iban.replace(" ", "")
    return made_statement(iban, date(2027, 2, day), Decimal(0), entries)


def refused(results: Sequence[object]) -> list[type]:
    return [type(each) for each in results if isinstance(each, Refusal)]


def assert_nothing_lost_or_doubled() -> None:
    for audit in (audits.entries_hold, audits.invoices_paid, audits.members_credited):
        assert audit().faults == ()


def test_one_file_handed_in_six_times_at_once_is_booked_once(people: Cast) -> None:
    invoices = [bank.waiting(people, f"RE-2027-00000{n}") for n in (1, 2, 3)]
    data = statement(*invoices)
    take = partial(take_in_statement.take_in, people.accountant)
    assert refused(at_once(*[partial(take, f"{n}.xml", data, LATER) for n in range(6)])) == []
    assert (BankFile.objects.count(), BankEntry.objects.count()) == (1, 3)
    assert Invoice.objects.filter(status="paid").count() == 3
    assert_nothing_lost_or_doubled()


def test_the_same_entries_in_two_files_at_once_are_booked_once(people: Cast) -> None:
    first, second = bank.waiting(people), bank.waiting(people, "RE-2027-000002")
    files = [statement(first, second), statement(second, first)]
    take = partial(take_in_statement.take_in, people.accountant)
    at_once(*[partial(take, "a.xml", data, LATER) for data in files * 2])
    assert (BankFile.objects.count(), BankEntry.objects.count()) == (2, 2)
    assert_nothing_lost_or_doubled()


def test_six_accountants_decide_an_entry_once(people: Cast) -> None:
    invoice, entry = bank.waiting(people), bank.entry()
    parts = [Given("invoice", Decimal(2100), invoice.pk)]
    decide = partial(decide_entry.decide, people.accountant, entry.pk, parts, Decimal(2100), LATER)
    assert refused(at_once(*[decide] * 6)) == [Conflict] * 5
    (booked,) = Allocation.objects.all()
    undo = partial(decide_entry.undo, people.accountant, booked.pk, LATER)
    assert refused(at_once(*[undo] * 4)) == [Conflict] * 3
    assert_nothing_lost_or_doubled()


def test_payments_while_their_invoices_are_cancelled_and_disputed_are_given_back_or_undecided(
    people: Cast,
) -> None:
    for day in range(2, 6):
        invoices = [delivered(people) for _ in range(3)]
        cancelled, disputed, _ = invoices
        data = statement(*reversed(invoices), day=day)
        results = at_once(
            partial(take_in_statement.take_in, people.accountant, "a.xml", data, LATER),
            partial(cancel_one.cancel_one, people.advisor, cancelled.pk, LATER),
            partial(dispute_invoice.dispute, links_to(disputed)[0], "Wrong", LATER),
        )
        assert len(refused(results)) <= 1  # disputed once it was paid
        got = Allocation.objects.filter(invoice=cancelled)
        assert Refund.objects.filter(cancelled=cancelled).count() == got.count()
        assert_nothing_lost_or_doubled()


def test_a_refund_is_paid_while_its_client_is_merged(people: Cast) -> None:
    for n in range(8):
        twin = clients.client(name=f"Twin {n}")
        arrived = bank.entry("50.00")
        given = Given("refund", arrived.amount, client_id=twin.pk)
        decide_entry.decide(people.accountant, arrived.pk, [given], arrived.rest, LATER)
        back, debit = Refund.objects.latest("pk"), bank.entry("-50.00", kind="other")
        kept = Client.objects.get(pk=people.client.pk)
        results = at_once(
            partial(refund.carried_out, people.accountant, back.pk, debit.pk, LATER),
            partial(merge_clients.merge, people.advisor, kept.pk, twin.pk, kept.version, 1, LATER),
        )
        assert refused(results) == []
        back.refresh_from_db()
        assert (back.state, back.client_id) == ("paid", kept.pk)


def test_a_payment_is_undone_or_its_refund_ordered_never_both(people: Cast) -> None:
    for n in range(1, 5):
        invoice = bank.waiting(people, f"RE-2027-00000{n}")
        entry = bank.entry()
        parts = [Given("invoice", entry.amount, invoice.pk)]
        (booked,) = decide_entry.decide(people.accountant, entry.pk, parts, entry.rest, LATER)
        cancel_one.cancel_one(people.advisor, invoice.pk, LATER)
        back = Refund.objects.get(cancelled=invoice)
        results = at_once(
            partial(refund.make_file, people.accountant, [back.pk], LATER.date(), LATER),
            partial(decide_entry.undo, people.accountant, booked.pk, LATER),
        )
        assert refused(results) == [Conflict]
        back.refresh_from_db()
        booked.refresh_from_db()
        assert (back.state == "in_file") == (booked.undone_at is None)
        assert_nothing_lost_or_doubled()
