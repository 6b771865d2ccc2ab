"""The guarantee in action: the night opens the case, the accountant takes it over or declines."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kontor.actions import (
    cancel_one,
    decide_entry,
    dispute_invoice,
    guarantee_case,
    resolve_dispute,
    run_night,
)
from kontor.actions.decide_entry import Given
from kontor.cooperative.models import Deadline
from kontor.foundation.models import HistoryEntry, OutboxMail
from kontor.foundation.money import ZERO
from kontor.foundation.refusal import Conflict, Forbidden, Invalid, NotFound
from kontor.invoicing.models import Invoice
from kontor.people.roles import Role
from kontor.receivables import guarantee_cases
from kontor.receivables.guarantee_evidence import evidence_in
from kontor.receivables.models import CreditLine, GuaranteeCase
from kontor.receivables.owed import paid_of
from tests.builders import bank, house, orders
from tests.builders.delivery import links_to
from tests.builders.guarantees import SIXTIETH, opened
from tests.builders.unpaid import DUE, after_due, arrived, bank_reports
from tests.cast import Cast, cast

pytestmark = pytest.mark.django_db

IN_FULL = Decimal("1911.00")
LATER = SIXTIETH + timedelta(days=3)
REASON = "The agreement is about other work."


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def case(people: Cast) -> GuaranteeCase:
    return opened(people)


def pay(people: Cast, invoice: Invoice, amount: str, now: datetime = LATER) -> None:
    """A payment for it, or what goes back of one, as the accountant books it."""
    kind = "payment" if Decimal(amount) > 0 else "return"
    entry = bank.entry(amount, kind=kind)
    parts = [Given("invoice", Decimal(amount), invoice.pk)]
    decide_entry.decide(people.accountant, entry.pk, parts, entry.rest, now)


def credited(invoice: Invoice) -> Decimal:
    return sum((line.amount for line in CreditLine.objects.filter(invoice=invoice)), ZERO)


def mails(purpose: str) -> list[OutboxMail]:
    return list(OutboxMail.objects.filter(purpose=purpose).order_by("id"))


# ---- the night


def test_the_case_opens_60_days_after_the_due_date_once(people: Cast) -> None:
    invoice = arrived(people)
    bank_reports(after_due(59))
    assert list(guarantee_case.due(after_due(59))) == []
    assert not guarantee_case.open_case(invoice.pk, after_due(59))
    bank_reports(SIXTIETH)
    assert run_night.run(SIXTIETH).guarantees == 1
    assert run_night.run(SIXTIETH).guarantees == 0
    assert run_night.run(LATER).guarantees == 0
    line = HistoryEntry.objects.get(event="guarantee_case")
    assert (line.actor, line.about) == ("clock", f"order:{invoice.order_id}")
    assert GuaranteeCase.objects.get().opened_on == DUE + timedelta(days=60)


def test_it_waits_until_the_bank_has_told_of_that_day(people: Cast) -> None:
    arrived(people)
    bank_reports(after_due(59))
    assert list(guarantee_case.due(after_due(80))) == []
    bank_reports(after_due(60))
    assert len(list(guarantee_case.due(after_due(80)))) == 1


def test_the_days_are_a_setting(people: Cast) -> None:
    arrived(people)
    Deadline.objects.create(key="guarantee_days", value=30)
    bank_reports(after_due(30))
    assert len(list(guarantee_case.due(after_due(30)))) == 1


def test_a_payment_between_planning_and_opening_stops_it(people: Cast) -> None:
    invoice = arrived(people)
    bank_reports(SIXTIETH)
    (planned,) = guarantee_case.due(SIXTIETH)
    pay(people, invoice, "2100.00", SIXTIETH)
    assert not guarantee_case.open_case(planned, SIXTIETH)
    assert not GuaranteeCase.objects.exists()


def test_while_disputed_the_days_stand_still(people: Cast) -> None:
    invoice = arrived(people)
    dispute_invoice.dispute(links_to(invoice)[0], "Not what we ordered.", after_due(10))
    bank_reports(after_due(300))
    assert list(guarantee_case.due(after_due(300))) == []
    resolve_dispute.resolve(people.advisor, invoice.pk, "keep", "It was.", after_due(20))
    assert list(guarantee_case.due(after_due(69))) == [invoice.pk]


def test_what_was_never_promised_is_no_case(people: Cast) -> None:
    bank.waiting(people)  # written past the acts: no verdict was frozen
    bank_reports(after_due(400))
    assert list(guarantee_case.due(after_due(400))) == []


def test_member_and_accountants_are_told_once(people: Cast) -> None:
    other = house.person("Rosa Adler", Role.ACCOUNTANT)
    house.person("Karl Fort", Role.ACCOUNTANT, is_active=False)
    case = opened(people)
    (to_member,) = mails("guarantee_case")
    assert (to_member.to, "2.100,00" in to_member.text) == (people.owner.email, True)
    assert "1.911,00" in to_member.text
    team = mails("guarantee_case_team")
    assert {mail.to for mail in team} == {people.accountant.email, other.email}
    assert all(f"/team/guarantee/{case.pk}/" in mail.text for mail in team)


def test_the_evidence_is_kept_as_it_was(people: Cast, case: GuaranteeCase) -> None:
    evidence = evidence_in(case.evidence)
    assert evidence.confirmation is not None
    assert (evidence.confirmation.name, evidence.revision) == ("Chloé Martin", 1)
    assert evidence.confirmation.at == orders.MONDAY + timedelta(days=1)
    assert evidence.confirmation.hash == evidence.hash
    assert (evidence.country, evidence.vat_number) == ("FR", "FR40303265045")
    assert (evidence.due_on, evidence.open) == (DUE, Decimal("2100.00"))
    assert evidence.proofs == ()


# ---- taking it over


def test_taking_credits_the_member_in_full(people: Cast, case: GuaranteeCase) -> None:
    guarantee_case.take(people.accountant, case.pk, LATER)
    line = CreditLine.objects.get()
    assert (line.reason, line.amount, line.member) == ("guarantee", IN_FULL, people.owner)
    case.refresh_from_db()
    assert (case.state, case.decided_by) == ("taken", people.accountant)
    history = HistoryEntry.objects.get(event="take_guarantee")
    assert (history.actor, history.data["credited"]) == ("accountant", "1911.00")
    (mail,) = mails("guarantee_taken")
    assert mail.to == people.owner.email
    assert "1.911,00" in mail.text


def test_a_second_click_credits_nothing_more(people: Cast, case: GuaranteeCase) -> None:
    for _ in range(2):
        guarantee_case.take(people.accountant, case.pk, LATER)
    assert credited(case.invoice) == IN_FULL
    assert len(mails("guarantee_taken")) == 1


def test_after_a_part_payment_only_the_rest_is_credited(people: Cast, case: GuaranteeCase) -> None:
    pay(people, case.invoice, "700.00")
    guarantee_case.take(people.accountant, case.pk, LATER)
    amounts = [line.amount for line in CreditLine.objects.order_by("id")]
    assert amounts == [Decimal("637.00"), Decimal("1274.00")]


def test_what_the_client_pays_later_brings_no_second_credit(
    people: Cast, case: GuaranteeCase
) -> None:
    guarantee_case.take(people.accountant, case.pk, LATER)
    pay(people, case.invoice, "2100.00")
    case.invoice.refresh_from_db()
    assert (case.invoice.status, credited(case.invoice)) == ("paid", IN_FULL)
    pay(people, case.invoice, "-2100.00")
    case.refresh_from_db()
    assert (case.state, credited(case.invoice)) == ("taken", IN_FULL)


def test_paid_before_the_decision_nothing_is_left_to_take(
    people: Cast, case: GuaranteeCase
) -> None:
    pay(people, case.invoice, "2100.00")
    with pytest.raises(Conflict, match="paid in the meantime"):
        guarantee_case.take(people.accountant, case.pk, LATER)
    assert CreditLine.objects.get().reason == "paid"


def test_a_case_whose_payment_goes_back_waits_again_and_can_be_taken(
    people: Cast, case: GuaranteeCase
) -> None:
    pay(people, case.invoice, "2100.00")
    assert not guarantee_cases.waiting().exists()
    pay(people, case.invoice, "-2100.00")
    assert guarantee_cases.waiting().get() == case
    assert guarantee_case.take(people.accountant, case.pk, LATER).state == "taken"
    assert credited(case.invoice) == IN_FULL


def test_a_disputed_invoice_is_answered_first(people: Cast, case: GuaranteeCase) -> None:
    dispute_invoice.dispute(links_to(case.invoice)[0], "Not what we ordered.", LATER)
    with pytest.raises(Conflict, match="Answer the dispute first"):
        guarantee_case.take(people.accountant, case.pk, LATER)
    assert not CreditLine.objects.exists()


def test_a_cancelled_invoice_takes_the_credit_back(people: Cast, case: GuaranteeCase) -> None:
    guarantee_case.take(people.accountant, case.pk, LATER)
    cancel_one.cancel_one(people.advisor, case.invoice_id, LATER)
    assert [line.reason for line in CreditLine.objects.order_by("id")] == ["guarantee", "cancelled"]
    assert credited(case.invoice) == ZERO


# ---- declining


def test_declining_tells_the_member_why(people: Cast, case: GuaranteeCase) -> None:
    for _ in range(2):
        guarantee_case.decline(people.accountant, case.pk, REASON, LATER)
    case.refresh_from_db()
    assert (case.state, case.words) == ("declined", REASON)
    assert HistoryEntry.objects.get(event="decline_guarantee").data["reason"] == REASON
    (mail,) = mails("guarantee_declined")
    assert REASON in mail.text
    assert not CreditLine.objects.exists()


def test_a_reason_is_needed(people: Cast, case: GuaranteeCase) -> None:
    with pytest.raises(Invalid) as refused:
        guarantee_case.decline(people.accountant, case.pk, " ", LATER)
    assert [fault.field for fault in refused.value.faults] == ["reason"]


def test_what_is_decided_stays_decided(people: Cast, case: GuaranteeCase) -> None:
    guarantee_case.decline(people.accountant, case.pk, REASON, LATER)
    with pytest.raises(Conflict, match="declined already"):
        guarantee_case.take(people.accountant, case.pk, LATER)
    with pytest.raises(Conflict, match="declined already"):
        guarantee_case.decline(people.accountant, case.pk, "For another reason.", LATER)


# ---- who may


def test_only_an_accountant_decides_and_not_about_an_own_order(
    people: Cast, case: GuaranteeCase
) -> None:
    admin = house.person("Ines Vogt", Role.ADMIN)
    for person in (people.owner, people.stranger, people.advisor, admin):
        with pytest.raises(Forbidden):
            guarantee_case.take(person, case.pk, LATER)
        with pytest.raises(Forbidden):
            guarantee_case.decline(person, case.pk, REASON, LATER)
    people.owner.roles = ["member", "accountant"]
    people.owner.save()
    with pytest.raises(Forbidden):
        guarantee_case.take(people.owner, case.pk, LATER)
    with pytest.raises(NotFound):
        guarantee_case.take(people.accountant, case.pk + 1, LATER)
    assert not CreditLine.objects.exists()


# ---- whatever happens to it


steps = st.lists(
    st.one_of(st.just("take"), st.integers(1, 210_000), st.integers(-210_000, -1)),
    min_size=1,
    max_size=8,
)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps)
def test_never_more_than_in_full_and_once_taken_never_less(
    people: Cast, case: GuaranteeCase, todo: list[str | int]
) -> None:
    with transaction.atomic():
        for done in played(people, case, todo):
            case.refresh_from_db()
            in_all = credited(case.invoice)
            assert ZERO <= in_all <= IN_FULL, done
            if case.state == "taken" or paid_of(case.invoice) == case.invoice.gross:
                assert in_all == IN_FULL, done
        transaction.set_rollback(True)


def played(people: Cast, case: GuaranteeCase, todo: list[str | int]) -> Iterator[str | int]:
    """The steps one after the other: taken over, cents that come in, cents that go back."""
    for step in todo:
        invoice = Invoice.objects.get(pk=case.invoice_id)
        paid = paid_of(invoice)
        if isinstance(step, str):
            if GuaranteeCase.objects.get(pk=case.pk).state == "open":
                guarantee_case.take(people.accountant, case.pk, LATER)
            yield step
            continue
        amount = max(-paid, min(Decimal(step) / 100, invoice.gross - paid))
        if amount:
            pay(people, invoice, f"{amount:.2f}")
        yield step
