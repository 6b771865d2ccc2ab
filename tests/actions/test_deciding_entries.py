"""An accountant decides what bank entries are for, and takes decisions back (spec § 11)."""

from decimal import Decimal

import pytest

from kontor.actions import cancel_one, decide_entry, dispute_invoice
from kontor.actions.decide_entry import Given
from kontor.foundation import secret_link
from kontor.foundation.models import HistoryEntry
from kontor.foundation.refusal import Conflict, Forbidden, Invalid, NotFound
from kontor.invoicing.models import Invoice
from kontor.people.roles import Role
from kontor.receivables.bank_models import BankEntry
from kontor.receivables.models import Allocation, CreditLine, Refund
from kontor.receivables.owed import open_of
from tests.builders import bank, clients, house
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
    entry.refresh_from_db()
    return decide_entry.decide(people.accountant, entry.pk, parts, entry.rest, LATER)


def fresh(invoice: Invoice) -> Invoice:
    invoice.refresh_from_db()
    return invoice


def faults(refused: pytest.ExceptionInfo[Invalid]) -> dict[str, str]:
    return {fault.field: fault.sentence.english() for fault in refused.value.faults}


def test_a_payment_pays_its_invoice_and_credits_the_member(people: Cast) -> None:
    invoice, entry = bank.waiting(people), bank.entry("2100.00")
    (booked,) = decide(people, entry, to(invoice, "2100.00"))
    assert (booked.purpose, booked.booked_by, booked.booked_on) == (
        "invoice",
        people.accountant,
        entry.booked_on,
    )
    assert fresh(invoice).status == "paid"
    entry.refresh_from_db()
    assert entry.rest == 0
    assert CreditLine.objects.get().reason == "paid"
    line = HistoryEntry.objects.get(event="payment")
    assert (line.about, line.actor) == (f"order:{invoice.order_id}", "accountant")
    assert HistoryEntry.objects.filter(about=f"bank_entry:{entry.pk}").count() == 1


def test_a_part_payment_leaves_the_rest_open(people: Cast) -> None:
    invoice, entry = bank.waiting(people), bank.entry("600.00")
    decide(people, entry, to(invoice, "600.00"))
    assert (fresh(invoice).status, open_of(invoice)) == ("issued", D("1500.00"))


def test_one_payment_is_split_over_invoices_credit_and_refund(people: Cast) -> None:
    first, second = bank.waiting(people), bank.waiting(people, "RE-2027-000002")
    entry = bank.entry("4500.00", name="Lefèvre")
    client = people.client.pk
    decide(
        people,
        entry,
        to(first, "2100.00"),
        to(second, "2100.00"),
        Given("credit", D("200.00"), client_id=client),
        Given("refund", D("100.00"), client_id=client),
    )
    assert {fresh(first).status, fresh(second).status} == {"paid"}
    entry.refresh_from_db()
    assert entry.rest == 0
    refund = Refund.objects.get()
    assert (refund.amount, refund.name, refund.iban) == (D("100.00"), "Lefèvre", bank.IBAN)
    assert refund.client == people.client


def test_what_is_not_decided_stays_on_the_worklist(people: Cast) -> None:
    invoice, entry = bank.waiting(people), bank.entry("2500.00")
    decide(people, entry, to(invoice, "2100.00"))
    entry.refresh_from_db()
    assert entry.rest == D("400.00")


def test_a_returned_payment_opens_its_invoice_again(people: Cast) -> None:
    invoice = bank.waiting(people)
    decide(people, bank.entry("2100.00"), to(invoice, "2100.00"))
    back = bank.entry("-2100.00", kind="return", return_reason="AC04 account closed")
    decide(people, back, to(invoice, "-2100.00"))
    assert (fresh(invoice).status, open_of(invoice)) == ("issued", D("2100.00"))
    assert HistoryEntry.objects.get(event="payment_returned").data["text"] == "AC04 account closed"
    assert sum(line.amount for line in CreditLine.objects.all()) == 0


def test_a_disputed_invoice_can_be_paid_in_part(people: Cast) -> None:
    invoice = bank.waiting(people)
    Invoice.objects.filter(pk=invoice.pk).update(status="disputed")
    decide(people, bank.entry("100.00"), to(invoice, "100.00"))
    assert (fresh(invoice).status, open_of(invoice)) == ("disputed", D("2000.00"))


@pytest.mark.parametrize(
    ("amount", "fault"),
    [
        ("2100.01", "Only €2,100.00 are open of this invoice. Keep the rest"),
        ("-5.00", "Enter an amount in euros and cents, without a sign."),
        ("5.001", "Enter an amount in euros and cents, without a sign."),
        ("0", "Enter an amount above zero."),
    ],
)
def test_amounts_that_do_not_fit_are_refused(people: Cast, amount: str, fault: str) -> None:
    invoice, entry = bank.waiting(people), bank.entry("3000.00")
    with pytest.raises(Invalid) as refused:
        decide(people, entry, to(invoice, amount))
    assert faults(refused)["parts[0].amount"].startswith(fault)
    assert not Allocation.objects.exists()


def test_two_parts_for_one_invoice_are_counted_together(people: Cast) -> None:
    invoice, entry = bank.waiting(people), bank.entry("3000.00")
    with pytest.raises(Invalid) as refused:
        decide(people, entry, to(invoice, "2000.00"), to(invoice, "200.00"))
    assert list(faults(refused)) == ["parts[1].amount"]


def test_the_parts_never_come_to_more_than_is_left(people: Cast) -> None:
    invoice, entry = bank.waiting(people), bank.entry("1000.00")
    with pytest.raises(Invalid) as refused:
        decide(people, entry, to(invoice, "600.00"), Given("charge", D("400.50")))
    assert faults(refused) == {
        "parts": "The parts come to €0.50 more than is left of the entry. Make one smaller."
    }


def test_every_purpose_needs_what_it_is_about(people: Cast) -> None:
    entry = bank.entry("1000.00")
    parts = [
        Given("invoice", D(1), 4711),
        Given("credit", D(1)),
        Given("refund", D(1)),
        Given("other", D(1)),
        Given("written_off", D(1)),
    ]
    with pytest.raises(Invalid) as refused:
        decide(people, entry, *parts)
    assert set(faults(refused)) == {
        "parts[0].invoice",
        "parts[1].client",
        "parts[2].client",
        "parts[3].words",
        "parts[4].purpose",
    }
    with pytest.raises(Invalid) as refused:
        decide(people, entry)
    assert list(faults(refused)) == ["parts"]


def test_a_debit_is_neither_kept_nor_given_back_and_takes_only_what_was_paid(
    people: Cast,
) -> None:
    invoice, entry = bank.waiting(people), bank.entry("-50.00")
    with pytest.raises(Invalid) as refused:
        decide(people, entry, Given("credit", D(-1), client_id=people.client.pk), to(invoice, "-1"))
    assert set(faults(refused)) == {"parts[0].purpose", "parts[1].amount"}
    decide(people, entry, Given("charge", D("-50.00")))


def test_money_in_another_currency_pays_no_invoice(people: Cast) -> None:
    invoice, entry = bank.waiting(people), bank.entry("2100.00", currency="GBP")
    with pytest.raises(Invalid) as refused:
        decide(people, entry, to(invoice, "2100.00"))
    assert list(faults(refused)) == ["parts[0].purpose"]
    decide(people, entry, Given("other", D("2100.00"), words="our account in London"))


def test_what_is_not_open_is_not_paid(people: Cast) -> None:
    invoice = bank.waiting(people)
    cancel_one.cancel_one(people.advisor, invoice.pk, LATER)
    with pytest.raises(Invalid):
        decide(people, bank.entry(), to(invoice, "2100.00"))
    cancellation = Invoice.objects.get(cancels=invoice)
    with pytest.raises(Invalid):
        decide(people, bank.entry(), to(cancellation, "1.00"))


def test_only_accountants_decide_and_not_about_their_own_orders(people: Cast) -> None:
    invoice, entry = bank.waiting(people), bank.entry()
    parts = [to(invoice, "2100.00")]
    for person in (people.owner, people.advisor, house.person("Rosa Ohlsen", Role.ADMIN)):
        with pytest.raises(Forbidden):
            decide_entry.decide(person, entry.pk, parts, entry.rest, LATER)
        with pytest.raises(Forbidden):
            decide_entry.undo(person, 1, LATER)
        with pytest.raises(Forbidden):
            decide_entry.write_off(person, invoice.pk, D(1), "cents", LATER)
        with pytest.raises(Forbidden):
            decide_entry.use_credit(person, 1, invoice.pk, LATER)
    people.owner.roles = ["member", "accountant"]
    people.owner.save()
    with pytest.raises(Forbidden):
        decide_entry.decide(people.owner, entry.pk, parts, entry.rest, LATER)
    with pytest.raises(Forbidden):
        decide_entry.write_off(people.owner, invoice.pk, D(1), "cents", LATER)
    with pytest.raises(NotFound):
        decide_entry.decide(people.accountant, 4711, parts, entry.rest, LATER)


def test_a_second_click_decides_nothing(people: Cast) -> None:
    invoice, entry = bank.waiting(people), bank.entry("600.00")
    parts = [to(invoice, "600.00")]
    decide_entry.decide(people.accountant, entry.pk, parts, D("600.00"), LATER)
    with pytest.raises(Conflict) as refused:
        decide_entry.decide(people.accountant, entry.pk, parts, D("600.00"), LATER)
    assert "decided meanwhile" in refused.value.sentence.english()
    assert open_of(fresh(invoice)) == D("1500.00")


def test_a_page_that_shows_another_rest_decides_nothing(people: Cast) -> None:
    invoice, entry = bank.waiting(people), bank.entry("600.00")
    decide(people, entry, Given("charge", D("100.00")))
    with pytest.raises(Conflict) as refused:
        decide_entry.decide(
            people.accountant, entry.pk, [to(invoice, "600.00")], D("600.00"), LATER
        )
    assert "Of this entry €500.00 are undecided now." in refused.value.sentence.english()


def test_undoing_a_payment_opens_the_invoice_and_takes_the_credit_back(people: Cast) -> None:
    invoice, entry = bank.waiting(people), bank.entry()
    (booked,) = decide(people, entry, to(invoice, "2100.00"))
    decide_entry.undo(people.accountant, booked.pk, LATER)
    entry.refresh_from_db()
    assert (entry.rest, fresh(invoice).status) == (D("2100.00"), "issued")
    assert sum(line.amount for line in CreditLine.objects.all()) == 0
    assert CreditLine.objects.latest("pk").reason == "undone"
    with pytest.raises(Conflict):
        decide_entry.undo(people.accountant, booked.pk, LATER)
    decide(people, entry, to(invoice, "2100.00"))
    assert fresh(invoice).status == "paid"


def test_a_payment_that_was_disputed_meanwhile_is_disputed_again_when_undone(
    people: Cast,
) -> None:
    invoice = bank.waiting(people)
    token = secret_link.token_of("seed of RE-2027-000001")
    dispute_invoice.dispute(token, "Wrong", LATER)
    (booked,) = decide(people, bank.entry(), to(invoice, "2100.00"))
    assert fresh(invoice).status == "paid"
    decide_entry.undo(people.accountant, booked.pk, LATER)
    assert fresh(invoice).status == "disputed"


def test_a_payment_is_not_undone_while_its_return_stands(people: Cast) -> None:
    invoice = bank.waiting(people)
    (paid,) = decide(people, bank.entry("2100.00"), to(invoice, "2100.00"))
    (back,) = decide(people, bank.entry("-2100.00", kind="return"), to(invoice, "-2100.00"))
    with pytest.raises(Conflict):
        decide_entry.undo(people.accountant, paid.pk, LATER)
    decide(people, bank.entry("2100.00"), to(invoice, "2100.00"))
    with pytest.raises(Conflict):
        decide_entry.undo(people.accountant, back.pk, LATER)


def test_undoing_what_was_to_be_given_back_drops_the_refund(people: Cast) -> None:
    entry = bank.entry("100.00")
    part = Given("refund", D("100.00"), client_id=people.client.pk)
    (booked,) = decide(people, entry, part)
    decide_entry.undo(people.accountant, booked.pk, LATER)
    assert Refund.objects.get().state == "dropped"
    entry.refresh_from_db()
    assert entry.rest == D("100.00")


def test_what_is_written_off_is_no_longer_asked_for(people: Cast) -> None:
    invoice = bank.waiting(people)
    decide(people, bank.entry("2095.00"), to(invoice, "2095.00"))
    booked = decide_entry.write_off(people.accountant, invoice.pk, D("5.00"), "fees", LATER)
    assert (fresh(invoice).status, booked.entry, booked.words) == ("paid", None, "fees")
    with pytest.raises(Conflict):
        decide_entry.write_off(people.accountant, invoice.pk, D("5.00"), "fees", LATER)
    decide_entry.undo(people.accountant, booked.pk, LATER)
    assert open_of(fresh(invoice)) == D("5.00")
    with pytest.raises(Invalid) as refused:
        decide_entry.write_off(people.accountant, invoice.pk, D("5.01"), "\u200b", LATER)
    assert set(faults(refused)) == {"amount", "words"}


def test_credit_of_a_client_pays_a_later_invoice_and_the_rest_stays_kept(people: Cast) -> None:
    entry = bank.entry("2500.00")
    (kept,) = decide(people, entry, Given("credit", D("2500.00"), client_id=people.client.pk))
    invoice = bank.waiting(people)
    used = decide_entry.use_credit(people.accountant, kept.pk, invoice.pk, LATER)
    assert (used.amount, fresh(invoice).status) == (D("2100.00"), "paid")
    rest = Allocation.objects.get(purpose="credit", undone_at__isnull=True)
    assert (rest.amount, rest.client) == (D("400.00"), people.client)
    entry.refresh_from_db()
    assert entry.rest == 0
    with pytest.raises(Conflict):
        decide_entry.use_credit(people.accountant, kept.pk, invoice.pk, LATER)
    with pytest.raises(Conflict):  # nothing is open any more
        decide_entry.use_credit(people.accountant, rest.pk, invoice.pk, LATER)


def test_credit_is_used_for_its_own_client_only_also_after_a_merge(people: Cast) -> None:
    other = clients.client(name="Another SAS")
    (kept,) = decide(people, bank.entry(), Given("credit", D("2100.00"), client_id=other.pk))
    invoice = bank.waiting(people)
    with pytest.raises(Conflict):
        decide_entry.use_credit(people.accountant, kept.pk, invoice.pk, LATER)
    other.merged_into = people.client
    other.save()
    decide_entry.use_credit(people.accountant, kept.pk, invoice.pk, LATER)
    assert fresh(invoice).status == "paid"
