"""Money that goes back to clients: accounts, files for the bank, and why not (spec § 9, § 11)."""

from datetime import date
from decimal import Decimal

import pytest
from lxml import etree

from kontor.actions import decide_entry, refund
from kontor.actions.decide_entry import Given
from kontor.foundation import files
from kontor.foundation.models import HistoryEntry
from kontor.foundation.refusal import Conflict, Forbidden, Invalid, NotFound
from kontor.people.roles import Role
from kontor.receivables.models import Allocation, CreditTransferFile, Refund
from kontor.receivables.refunding import remittance_text, with_causes
from tests.builders import bank, house
from tests.builders.bank import LATER
from tests.cast import Cast, cast

pytestmark = pytest.mark.django_db

D = Decimal
TODAY = date(2027, 2, 3)
GERMAN = "DE89370400440532013000"


@pytest.fixture
def people() -> Cast:
    return cast()


def overpaid(people: Cast, number: str = "RE-2027-000001", **entry: str) -> Refund:
    """100.00 to give back: 2,200.00 were paid for 2,100.00."""
    invoice = bank.waiting(people, number)
    paid = bank.entry("2200.00", **entry)
    parts = [
        Given("invoice", D(2100), invoice.pk),
        Given("refund", D(100), client_id=people.client.pk),
    ]
    booked = decide_entry.decide(people.accountant, paid.pk, parts, paid.rest, LATER)
    return Refund.objects.get(allocation=booked[1])


def state(of: Refund) -> str:
    of.refresh_from_db()
    return of.state


def fields(refused: pytest.ExceptionInfo[Invalid]) -> set[str]:
    return {fault.field for fault in refused.value.faults}


def test_refunds_go_into_one_file_for_the_bank(people: Cast) -> None:
    first, second = overpaid(people), overpaid(people, "RE-2027-000002", name="Lefèvre")
    made = refund.make_file(people.accountant, [first.pk, second.pk], TODAY, LATER)
    assert {state(first), state(second)} == {"in_file"}
    assert {first.file, second.file} == {made}
    xml = etree.fromstring(files.read(made.sha256))
    text = etree.tostring(xml).decode()
    assert made.message_id in text
    for each in (first, second):
        assert f"<EndToEndId>{each.end_to_end}<" in text
    assert "<Nm>Lefevre<" in text
    assert "Refund for invoice RE-2027-000002" in text or "RE-2027-000002" in text
    assert HistoryEntry.objects.filter(event="refund_in_file").count() == 2


def test_a_refund_is_never_in_two_files(people: Cast) -> None:
    one = overpaid(people)
    refund.make_file(people.accountant, [one.pk], TODAY, LATER)
    with pytest.raises(Conflict):
        refund.make_file(people.accountant, [one.pk], TODAY, LATER)
    assert CreditTransferFile.objects.count() == 1


def test_a_refund_whose_file_the_bank_refused_is_to_do_again(people: Cast) -> None:
    one = overpaid(people)
    first = refund.make_file(people.accountant, [one.pk], TODAY, LATER)
    refund.reopen(people.accountant, one.pk, LATER)
    assert state(one) == "to_do"
    second = refund.make_file(people.accountant, [one.pk], TODAY, LATER)
    assert first.message_id != second.message_id
    Refund.objects.update(state="paid")
    with pytest.raises(Conflict):
        refund.reopen(people.accountant, one.pk, LATER)


def test_one_without_an_account_is_named_and_nothing_is_made(people: Cast) -> None:
    with_one, without = overpaid(people), overpaid(people, "RE-2027-000002", iban="")
    with pytest.raises(Invalid) as refused:
        refund.make_file(people.accountant, [with_one.pk, without.pk], TODAY, LATER)
    assert fields(refused) == {f"refunds[{without.pk}]"}
    assert state(with_one) == "to_do"
    refund.set_account(
        people.accountant, without.pk, "Chloé Martin", " de89 3704 0044 0532 0130 00", LATER
    )
    without.refresh_from_db()
    assert (without.iban, without.name) == (GERMAN, "Chloé Martin")
    refund.make_file(people.accountant, [with_one.pk, without.pk], TODAY, LATER)


@pytest.mark.parametrize(
    ("day", "field"),
    [(date(2027, 2, 2), "execution_on"), (date(2028, 2, 4), "execution_on")],
)
def test_the_day_lies_ahead(people: Cast, day: date, field: str) -> None:
    one = overpaid(people)
    with pytest.raises(Invalid) as refused:
        refund.make_file(people.accountant, [one.pk], day, LATER)
    assert fields(refused) == {field}


def test_nothing_chosen_is_no_file(people: Cast) -> None:
    with pytest.raises(Invalid) as refused:
        refund.make_file(people.accountant, [], TODAY, LATER)
    assert fields(refused) == {"refunds"}
    with pytest.raises(NotFound):
        refund.make_file(people.accountant, [4711], TODAY, LATER)


@pytest.mark.parametrize(
    ("name", "iban", "wrong"),
    [
        ("", GERMAN, {"name"}),
        ("\u200b", GERMAN, {"name"}),
        ("x" * 71, GERMAN, {"name"}),
        ("Chloé\nMartin", GERMAN, {"name"}),
        ("Chloé", "", {"iban"}),
        ("Chloé", "DE88370400440532013000", {"iban"}),
        ("Chloé", "SA0380000000608010167519", {"iban"}),
    ],
)
def test_an_account_is_looked_at_before_it_is_kept(
    people: Cast, name: str, iban: str, wrong: set[str]
) -> None:
    one = overpaid(people)
    with pytest.raises(Invalid) as refused:
        refund.set_account(people.accountant, one.pk, name, iban, LATER)
    assert fields(refused) == wrong


def test_one_that_is_not_given_back_needs_a_reason_and_can_be_opened_again(people: Cast) -> None:
    one = overpaid(people)
    with pytest.raises(Invalid):
        refund.drop(people.accountant, one.pk, " ", LATER)
    refund.drop(people.accountant, one.pk, "a gift", LATER)
    assert (state(one), one.words) == ("dropped", "a gift")
    with pytest.raises(Conflict):
        refund.drop(people.accountant, one.pk, "a gift", LATER)
    with pytest.raises(Conflict):
        refund.set_account(people.accountant, one.pk, "Chloé", GERMAN, LATER)
    refund.reopen(people.accountant, one.pk, LATER)
    assert state(one) == "to_do"


def test_one_whose_money_was_booked_elsewhere_is_not_opened_again(people: Cast) -> None:
    one = overpaid(people)
    decide_entry.undo(people.accountant, one.allocation_id or 0, LATER)
    with pytest.raises(Conflict):
        refund.reopen(people.accountant, one.pk, LATER)


def test_a_debit_without_our_reference_is_named_as_its_payment(people: Cast) -> None:
    one, debit = overpaid(people), bank.entry("-100.00", kind="other")
    refund.make_file(people.accountant, [one.pk], TODAY, LATER)
    with pytest.raises(Conflict):
        refund.carried_out(people.accountant, one.pk, bank.entry("-99.00").pk, LATER)
    dollars = bank.entry("-100.00", kind="other", currency="USD")
    with pytest.raises(Conflict):
        refund.carried_out(people.accountant, one.pk, dollars.pk, LATER)
    refund.carried_out(people.accountant, one.pk, debit.pk, LATER)
    debit.refresh_from_db()
    assert (state(one), debit.rest) == ("paid", Decimal(0))
    booked = Allocation.objects.get(purpose="refunded")
    decide_entry.undo(people.accountant, booked.pk, LATER)
    assert (state(one), one.paid_by) == ("in_file", None)


def test_only_accountants_give_back(people: Cast) -> None:
    one = overpaid(people)
    for person in (people.owner, people.advisor, house.person("Rosa Ohlsen", Role.ADMIN)):
        for act in (
            lambda who: refund.drop(who, one.pk, "x", LATER),
            lambda who: refund.set_account(who, one.pk, "x", GERMAN, LATER),
            lambda who: refund.make_file(who, [one.pk], TODAY, LATER),
            lambda who: refund.reopen(who, one.pk, LATER),
            lambda who: refund.carried_out(who, one.pk, 1, LATER),
        ):
            with pytest.raises(Forbidden):
                act(person)


def test_what_a_payee_reads_names_the_invoice_or_the_payment(people: Cast) -> None:
    overpaid(people)
    unknown = bank.entry("50.00")
    part = Given("refund", D(50), client_id=people.client.pk)
    decide_entry.decide(people.accountant, unknown.pk, [part], unknown.rest, LATER)
    said = [remittance_text(each).english() for each in with_causes(Refund.objects.order_by("pk"))]
    assert said == [
        "Refund for invoice RE-2027-000001",
        "Refund of your payment of 2 February 2027",
    ]
