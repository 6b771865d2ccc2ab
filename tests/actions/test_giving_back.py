"""What came in for a cancelled invoice is given back: no more, no less, and once (spec § 9)."""

from decimal import Decimal

import pytest

from kontor.actions import cancel_one, decide_entry, refund
from kontor.actions.decide_entry import Given
from kontor.foundation.refusal import Conflict, Invalid
from kontor.invoicing.models import Invoice
from kontor.receivables.bank_models import BankEntry
from kontor.receivables.models import Allocation, Refund
from kontor.receivables.owed import paid_of
from tests.builders import bank
from tests.builders.bank import LATER
from tests.cast import Cast, cast

pytestmark = pytest.mark.django_db

D = Decimal


@pytest.fixture
def people() -> Cast:
    return cast()


def to(invoice: Invoice, amount: str) -> Given:
    return Given("invoice", D(amount), invoice.pk)


def decide(people: Cast, entry: BankEntry, *parts: Given) -> list[Allocation]:
    return decide_entry.decide(people.accountant, entry.pk, parts, entry.rest, LATER)


def fresh(invoice: Invoice) -> Invoice:
    invoice.refresh_from_db()
    return invoice


def to_give_back(invoice: Invoice) -> tuple[str, Decimal]:
    found = Refund.objects.get(cancelled=invoice)
    return found.state, found.amount


def paid_and_cancelled(people: Cast) -> tuple[Invoice, Allocation]:
    invoice = bank.waiting(people)
    (booked,) = decide(people, bank.entry(), to(invoice, "2100.00"))
    cancel_one.cancel_one(people.advisor, invoice.pk, LATER)
    return fresh(invoice), booked


def test_undoing_the_payment_of_a_cancelled_invoice_drops_its_refund(people: Cast) -> None:
    invoice, booked = paid_and_cancelled(people)
    assert Refund.objects.get().state == "to_do"
    decide_entry.undo(people.accountant, booked.pk, LATER)
    assert (Refund.objects.get().state, fresh(invoice).status) == ("dropped", "cancelled")


def test_it_is_not_undone_once_its_refund_is_on_its_way(people: Cast) -> None:
    _, booked = paid_and_cancelled(people)
    Refund.objects.update(state="paid")
    with pytest.raises(Conflict):
        decide_entry.undo(people.accountant, booked.pk, LATER)


def test_a_payment_that_comes_back_after_the_cancellation_needs_no_refund(people: Cast) -> None:
    invoice, _ = paid_and_cancelled(people)
    decide(people, bank.entry("-2100.00", kind="return"), to(invoice, "-2100.00"))
    assert (paid_of(fresh(invoice)), Refund.objects.get().state) == (D(0), "dropped")


def test_only_what_is_still_there_is_given_back_for_a_cancelled_invoice(people: Cast) -> None:
    invoice = bank.waiting(people)
    decide(people, bank.entry("1500.00"), to(invoice, "1500.00"))
    decide(people, bank.entry("500.00"), to(invoice, "500.00"))
    decide_entry.write_off(people.accountant, invoice.pk, D("100.00"), "Charges.", LATER)
    cancel_one.cancel_one(people.advisor, invoice.pk, LATER)
    assert to_give_back(invoice) == ("to_do", D("2000.00"))
    (back,) = decide(people, bank.entry("-500.00", kind="return"), to(invoice, "-500.00"))
    assert to_give_back(invoice) == ("to_do", D("1500.00"))
    (more,) = decide(people, bank.entry("-1500.00", kind="return"), to(invoice, "-1500.00"))
    assert to_give_back(invoice)[0] == "dropped"
    decide_entry.undo_all(people.accountant, [back.pk, more.pk], LATER)
    assert to_give_back(invoice) == ("to_do", D("2000.00"))


def test_what_a_person_has_dropped_stays_dropped(people: Cast) -> None:
    invoice, _ = paid_and_cancelled(people)
    refund.drop(people.accountant, Refund.objects.get().pk, "They keep it as a gift.", LATER)
    (back,) = decide(people, bank.entry("-100.00", kind="return"), to(invoice, "-100.00"))
    decide_entry.undo(people.accountant, back.pk, LATER)
    assert to_give_back(invoice)[0] == "dropped"


def test_money_whose_return_was_booked_by_mistake_is_given_back_after_all(people: Cast) -> None:
    invoice = bank.waiting(people)
    decide(people, bank.entry(), to(invoice, "2100.00"))
    (back,) = decide(people, bank.entry("-2100.00", kind="return"), to(invoice, "-2100.00"))
    cancel_one.cancel_one(people.advisor, invoice.pk, LATER)
    assert not Refund.objects.exists()
    decide_entry.undo(people.accountant, back.pk, LATER)
    assert to_give_back(invoice) == ("to_do", D("2100.00"))


def test_a_payment_that_is_being_given_back_is_not_undone_beside_what_was_written_off(
    people: Cast,
) -> None:
    invoice = bank.waiting(people)
    (booked,) = decide(people, bank.entry("1000.00"), to(invoice, "1000.00"))
    decide_entry.write_off(people.accountant, invoice.pk, D("1100.00"), "Insolvent.", LATER)
    cancel_one.cancel_one(people.advisor, invoice.pk, LATER)
    refund.make_file(people.accountant, [Refund.objects.get().pk], LATER.date(), LATER)
    with pytest.raises(Conflict):
        decide_entry.undo(people.accountant, booked.pk, LATER)


def test_what_was_written_off_cannot_go_back(people: Cast) -> None:
    invoice = bank.waiting(people)
    (booked,) = decide(people, bank.entry("1000.00"), to(invoice, "1000.00"))
    decide_entry.write_off(people.accountant, invoice.pk, D("1100.00"), "Insolvent.", LATER)
    with pytest.raises(Invalid):
        decide(people, bank.entry("-1100.00", kind="return"), to(invoice, "-1100.00"))
    decide(people, bank.entry("-1000.00", kind="return"), to(invoice, "-1000.00"))
    with pytest.raises(Conflict):
        decide_entry.undo(people.accountant, booked.pk, LATER)


def test_a_refund_that_is_opened_again_is_over_what_is_there_then(people: Cast) -> None:
    invoice, _ = paid_and_cancelled(people)
    of = Refund.objects.get()
    refund.make_file(people.accountant, [of.pk], LATER.date(), LATER)
    decide(people, bank.entry("-100.00", kind="return"), to(invoice, "-100.00"))
    assert to_give_back(invoice) == ("in_file", D("2100.00"))
    refund.reopen(people.accountant, of.pk, LATER)
    assert to_give_back(invoice) == ("to_do", D("2000.00"))
