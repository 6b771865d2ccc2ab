"""Unpaid invoices are reminded of by the night, three times, and members asked (spec § 11)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from kontor.actions import (
    answer_demand,
    dispute_invoice,
    pause_reminders,
    remind,
    run_night,
)
from kontor.cooperative.models import Deadline, Rate
from kontor.foundation import files
from kontor.foundation.models import HistoryEntry, OutboxMail
from kontor.foundation.refusal import Conflict, Forbidden, Invalid, NotFound
from kontor.invoicing.models import Invoice
from kontor.people.roles import Role
from kontor.receivables.bank_models import BankAccount
from kontor.receivables.dunning_models import DemandQuestion, Reminder, ReminderPause
from tests.builders import bank, house
from tests.builders.delivery import delivered, links_to
from tests.builders.unpaid import DUE, after_due, arrived, bank_reports, night, nights, pay
from tests.cast import Cast, cast

pytestmark = pytest.mark.django_db

REASON = "They have promised to pay next week."


@pytest.fixture
def people() -> Cast:
    return cast()


def sent_after() -> list[int]:
    """How many days after the due date each reminder went out, by level."""
    return [(row.sent_on - DUE).days for row in Reminder.objects.order_by("level")]


def mails(purpose: str) -> list[OutboxMail]:
    return list(OutboxMail.objects.filter(purpose=purpose).order_by("id"))


def events() -> list[str]:
    found = HistoryEntry.objects.filter(event__regex="remind|demand|veto").order_by("id")
    return [entry.event for entry in found if entry.event != "valid_until_reminder"]


# ---- the night


def test_an_unpaid_invoice_is_reminded_of_on_its_three_days(people: Cast) -> None:
    arrived(people)
    nights(0, 40)
    assert sent_after() == [7, 21, 35]
    assert events() == ["reminder_1", "reminder_2", "demand_question", "reminder_3"]
    assert {entry.actor for entry in HistoryEntry.objects.filter(event="reminder_1")} == {"clock"}


def test_it_goes_to_the_addresses_of_the_invoice_with_both_pdfs_and_the_same_link(
    people: Cast,
) -> None:
    invoice = arrived(people)
    nights(7, 7)
    told = mails("reminder_1")
    assert {mail.to for mail in told} == {mail.to for mail in mails("invoice")}
    assert {mail.link_seed for mail in told} == {mail.link_seed for mail in mails("invoice")}
    reminder = Reminder.objects.get()
    for mail in told:
        first, second = mail.attachments.order_by("id")
        assert (first.name, second.name) == ("RE-2027-000001-1.pdf", "RE-2027-000001.pdf")
        assert first.sha256 == reminder.sha256
        assert "2,100.00" in mail.text or "2.100,00" in mail.text
    assert files.read(reminder.sha256).startswith(b"%PDF")
    assert (reminder.open, reminder.pay_by) == (invoice.gross, DUE + timedelta(days=17))


def test_the_night_run_reminds(people: Cast) -> None:
    arrived(people)
    bank_reports(after_due(7))
    assert run_night.run(after_due(7)).dunned == 1
    assert run_night.run(after_due(7)).dunned == 0
    assert sent_after() == [7]


def test_a_second_run_of_the_same_day_does_nothing(people: Cast) -> None:
    invoice = arrived(people)
    assert night(after_due(7)) == [invoice.pk]
    assert night(after_due(7)) == []
    assert not remind.remind(invoice.pk, after_due(7))
    assert len(mails("reminder_1")) == len(mails("invoice"))


def test_after_40_dead_nights_one_level_goes_out_at_a_time(people: Cast) -> None:
    arrived(people)
    nights(47, 70)
    assert sent_after()[0] == 47
    gaps = [later - first for first, later in zip(sent_after(), sent_after()[1:], strict=False)]
    assert gaps == [5, 5]
    question = DemandQuestion.objects.get()
    assert question.asked_on < Reminder.objects.get(level=3).sent_on - timedelta(days=6)


# ---- what stops it


def test_a_payment_between_planning_and_sending_stops_it(people: Cast) -> None:
    invoice = arrived(people)
    bank_reports(after_due(7))
    (planned,) = remind.due(after_due(7))
    pay(invoice, "2100.00", after_due(7))
    assert not remind.remind(planned, after_due(7))
    assert not mails("reminder_1")


def test_a_part_payment_is_taken_off(people: Cast) -> None:
    invoice = arrived(people)
    pay(invoice, "600.00", after_due(3))
    nights(7, 7)
    assert Reminder.objects.get().open == Decimal("1500.00")


def test_without_bank_data_or_with_old_ones_nobody_is_reminded(people: Cast) -> None:
    arrived(people)
    assert list(remind.due(after_due(7))) == []
    bank_reports(after_due(1))
    assert list(remind.due(after_due(7))) == []
    bank_reports(after_due(2))
    assert len(list(remind.due(after_due(7)))) == 1


def test_an_account_that_says_nothing_keeps_everybody_from_being_reminded(people: Cast) -> None:
    arrived(people)
    bank_reports(after_due(7))
    silent = bank.statement(to_day=after_due(-9).date())
    silent.account = BankAccount.objects.create(
        iban="DE02120300000000202051", added_at=after_due(-9)
    )
    silent.pk = None
    silent.save()
    assert list(remind.due(after_due(7))) == []


def test_what_never_arrived_is_not_reminded_of(people: Cast) -> None:
    invoice = delivered(people)
    bank_reports(after_due(30))
    assert list(remind.due(after_due(30))) == []
    OutboxMail.objects.filter(cause=f"invoice:{invoice.pk}").update(state="failed")
    assert list(remind.due(after_due(30))) == []


def test_a_disputed_invoice_waits_for_its_answer(people: Cast) -> None:
    invoice = arrived(people)
    dispute_invoice.dispute(links_to(invoice)[0], "Too much.", after_due(2))
    nights(7, 9)
    assert sent_after() == []


def test_another_mail_about_it_puts_the_reminder_off(people: Cast) -> None:
    arrived(people)
    OutboxMail.objects.filter(purpose="invoice").update(queued_at=after_due(5))
    nights(7, 12)
    assert sent_after() == [10]


def test_a_cancelled_invoice_is_left_alone(people: Cast) -> None:
    invoice = arrived(people)
    Invoice.objects.filter(pk=invoice.pk).update(status="cancelled")
    nights(7, 9)
    assert sent_after() == []


def test_the_last_day_to_pay_is_one_on_which_banks_work(people: Cast) -> None:
    Deadline.objects.create(key="reminder_pay_days", value=12)
    arrived(people)
    nights(7, 7)
    assert Reminder.objects.get().pay_by == date(2027, 2, 22)  # a Monday, not Saturday the 20th


def test_the_days_are_settings(people: Cast) -> None:
    Deadline.objects.create(key="reminder_first_days", value=3)
    Deadline.objects.create(key="reminder_pay_days", value=5)
    arrived(people)
    nights(0, 4)
    assert sent_after() == [3]
    assert Reminder.objects.get().pay_by == DUE + timedelta(days=8)


# ---- the formal demand


def test_the_member_is_mailed_the_question_before_the_formal_demand(people: Cast) -> None:
    invoice = arrived(people)
    nights(7, 30)
    (asked,) = mails("demand_question")
    assert asked.to == people.owner.email
    assert f"/invoices/{invoice.pk}#demand" in asked.text
    assert "8 March 2027" in asked.text or "8. März 2027" in asked.text
    # 8 March is a holiday in Berlin: five working days before it end on Friday the 5th.
    assert DemandQuestion.objects.get().asked_on == date(2027, 2, 26)


def test_the_formal_demand_asks_for_interest_and_lump_sum_from_the_day_after_due(
    people: Cast,
) -> None:
    Rate.objects.filter(key="base_rate_percent").delete()
    Rate.objects.create(key="base_rate_percent", valid_from=date(2027, 1, 1), value="1.27")
    arrived(people)
    nights(7, 35)
    demand = Reminder.objects.get(level=3)
    assert demand.claim["default_from"] == "2027-02-02"
    assert demand.interest == Decimal("20.68")  # 2,100 × 10.27 % × 35 / 365
    assert demand.lump_sum == Decimal("40.00")
    assert {row.interest for row in Reminder.objects.exclude(level=3)} == {Decimal("0.00")}


def test_a_consumer_is_asked_for_less_and_for_no_lump_sum(people: Cast) -> None:
    Rate.objects.filter(key="base_rate_percent").delete()
    Rate.objects.create(key="base_rate_percent", valid_from=date(2027, 1, 1), value="1.27")
    arrived(people)
    people.client.kind = "private"
    people.client.save()
    nights(7, 35)
    demand = Reminder.objects.get(level=3)
    assert (demand.interest, demand.lump_sum) == (Decimal("12.63"), Decimal("0.00"))


def test_for_a_half_year_without_a_base_rate_no_interest_is_asked_for(people: Cast) -> None:
    Rate.objects.filter(key="base_rate_percent").delete()
    arrived(people)
    nights(7, 35)
    demand = Reminder.objects.get(level=3)
    assert (demand.interest, demand.lump_sum) == (Decimal("0.00"), Decimal("40.00"))


def test_an_unconfirmed_term_bears_interest_from_the_first_reminder_on(people: Cast) -> None:
    arrived(people, confirmed=False)
    nights(7, 35)
    assert Reminder.objects.get(level=3).claim["default_from"] == "2027-02-09"


# ---- the answer


def asked(people: Cast) -> Invoice:
    """The member has been asked; 27 days after due."""
    invoice = arrived(people)
    nights(7, 27)
    return invoice


def test_a_veto_stops_the_formal_demand_until_it_is_lifted(people: Cast) -> None:
    invoice = asked(people)
    answer_demand.veto(people.owner, invoice.pk, REASON, after_due(28))
    nights(29, 50)
    assert sent_after() == [7, 21]
    answer_demand.lift_veto(people.accountant, invoice.pk, "They have not.", after_due(51))
    nights(51, 51)
    assert sent_after() == [7, 21, 51]
    assert events()[3:] == ["veto_demand", "lift_veto", "reminder_3"]
    question = DemandQuestion.objects.get()
    assert (question.text, question.lifted_by) == (REASON, people.accountant)


def test_agreeing_waives_the_wait_but_not_the_day(people: Cast) -> None:
    invoice = asked(people)
    answer_demand.agree(people.owner, invoice.pk, after_due(28))
    nights(28, 36)
    assert sent_after() == [7, 21, 35]


def test_asked_late_an_agreement_lets_it_go_at_once(people: Cast) -> None:
    invoice = arrived(people)
    nights(7, 21)
    nights(50, 50)
    assert DemandQuestion.objects.get().asked_on == DUE + timedelta(days=50)
    answer_demand.agree(people.owner, invoice.pk, after_due(51))
    nights(51, 51)
    assert sent_after() == [7, 21, 51]


def test_an_answer_twice_is_one_and_another_answer_is_refused(people: Cast) -> None:
    invoice = asked(people)
    first = answer_demand.veto(people.owner, invoice.pk, REASON, after_due(28))
    second = answer_demand.veto(people.owner, invoice.pk, REASON, after_due(29))
    assert first.answered_at == second.answered_at
    with pytest.raises(Conflict):
        answer_demand.agree(people.owner, invoice.pk, after_due(29))
    assert events().count("veto_demand") == 1


@pytest.mark.parametrize("text", ["", " \n", "x" * 2001, "a\x00b"])
def test_a_veto_needs_a_reason(people: Cast, text: str) -> None:
    invoice = asked(people)
    with pytest.raises(Invalid) as refused:
        answer_demand.veto(people.owner, invoice.pk, text, after_due(28))
    assert [fault.field for fault in refused.value.faults] == ["text"]
    assert DemandQuestion.objects.get().answer == ""


def test_nobody_answers_what_was_not_asked_or_has_gone_out(people: Cast) -> None:
    invoice = arrived(people)
    with pytest.raises(Conflict):
        answer_demand.agree(people.owner, invoice.pk, after_due(7))
    nights(7, 35)
    with pytest.raises(Conflict):
        answer_demand.veto(people.owner, invoice.pk, REASON, after_due(36))


def test_only_the_owner_answers_and_only_the_accountant_lifts(people: Cast) -> None:
    invoice = asked(people)
    with pytest.raises(NotFound):
        answer_demand.agree(people.stranger, invoice.pk, after_due(28))
    with pytest.raises(Forbidden):
        answer_demand.agree(people.advisor, invoice.pk, after_due(28))
    answer_demand.veto(people.owner, invoice.pk, REASON, after_due(28))
    for somebody in (people.owner, people.advisor):
        with pytest.raises(Forbidden):
            answer_demand.lift_veto(somebody, invoice.pk, "Because.", after_due(29))
    with pytest.raises(Invalid):
        answer_demand.lift_veto(people.accountant, invoice.pk, " ", after_due(29))


def test_an_accountant_lifts_no_veto_of_their_own(people: Cast) -> None:
    people.owner.roles = [Role.MEMBER.value, Role.ACCOUNTANT.value]
    people.owner.save()
    invoice = asked(people)
    answer_demand.veto(people.owner, invoice.pk, REASON, after_due(28))
    with pytest.raises(Forbidden):
        answer_demand.lift_veto(people.owner, invoice.pk, "Because.", after_due(29))


def test_a_paid_invoice_needs_no_answer(people: Cast) -> None:
    invoice = asked(people)
    pay(invoice, "2100.00", after_due(28))
    with pytest.raises(Conflict):
        answer_demand.veto(people.owner, invoice.pk, REASON, after_due(28))


# ---- pauses


def test_a_paused_invoice_is_not_reminded_of_until_it_is_resumed(people: Cast) -> None:
    invoice = arrived(people)
    pause = pause_reminders.pause_invoice(people.accountant, invoice.pk, REASON, None, after_due(2))
    nights(7, 9)
    assert sent_after() == []
    pause_reminders.resume(people.accountant, pause.pk, after_due(10))
    pause_reminders.resume(people.accountant, pause.pk, after_due(11))
    nights(10, 10)
    assert sent_after() == [10]
    assert events()[:2] == ["pause_reminders", "resume_reminders"]


def test_a_paused_client_is_not_reminded_up_to_the_day_that_was_set(people: Cast) -> None:
    arrived(people)
    pause_reminders.pause_client(
        people.accountant, people.client.pk, REASON, after_due(9).date(), after_due(2)
    )
    nights(7, 10)
    assert sent_after() == [10]
    pause_reminders.pause_client(people.accountant, people.client.pk, REASON, None, after_due(11))
    assert ReminderPause.objects.filter(ended_at=None).count() == 1


def test_one_pause_at_a_time_with_a_reason_and_a_day_to_come(people: Cast) -> None:
    invoice = arrived(people)
    with pytest.raises(Invalid) as refused:
        pause_reminders.pause_invoice(
            people.accountant, invoice.pk, "", after_due(0).date(), after_due(2)
        )
    assert [fault.field for fault in refused.value.faults] == ["reason", "until"]
    pause_reminders.pause_invoice(people.accountant, invoice.pk, REASON, None, after_due(2))
    with pytest.raises(Conflict):
        pause_reminders.pause_invoice(people.accountant, invoice.pk, REASON, None, after_due(2))


def test_only_the_accountant_pauses_and_resumes(people: Cast) -> None:
    invoice = arrived(people)
    admin = house.person("Nora Admin", Role.ADMIN)
    for somebody in (people.owner, people.advisor, admin):
        with pytest.raises(Forbidden):
            pause_reminders.pause_invoice(somebody, invoice.pk, REASON, None, after_due(2))
        with pytest.raises(Forbidden):
            pause_reminders.pause_client(somebody, people.client.pk, REASON, None, after_due(2))
    pause = pause_reminders.pause_client(
        people.accountant, people.client.pk, REASON, None, after_due(2)
    )
    with pytest.raises(Forbidden):
        pause_reminders.resume(people.advisor, pause.pk, after_due(3))
    with pytest.raises(NotFound):
        pause_reminders.resume(people.accountant, pause.pk + 1, after_due(3))
