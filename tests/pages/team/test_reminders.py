"""The team's pages of reminders: what is planned or waits, vetoes, pauses (spec § 11)."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kontor.actions import answer_demand, dispute_invoice
from kontor.clients.models import Client
from kontor.cooperative.models import Rate
from kontor.invoicing.models import Invoice
from kontor.people.roles import Role
from kontor.receivables.dunning_models import DemandQuestion, Reminder, ReminderPause
from tests.builders import clients, house
from tests.builders.delivery import links_to
from tests.builders.unpaid import DUE, after_due, arrived, bank_reports, night, nights, pay
from tests.cast import Cast, cast
from tests.pages.member.reading import Page, Reader

pytestmark = pytest.mark.django_db

REASON = "They have promised to pay next week."
LISTS = ("planned", "waiting", "questions", "vetoes", "demanded", "paused", "sent")
MOST = 12


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def invoice(people: Cast) -> Invoice:
    """Over 2,100.00, due on 1 February 2027, never paid."""
    return arrived(people)


def listed(people: Cast, days: int, show: str = "") -> Page:
    page = Reader(people.advisor, after_due(days)).get("/team/reminders/", show=show)
    assert page.status == 200
    return page


def counts(page: Page) -> dict[str, str]:
    """By its words, how many are in each list."""
    tabs = page.all("//nav[@class='pills' or @class='pills section-gap']//a")
    return {tab.rstrip("0123456789 "): tab.rpartition(" ")[2] for tab in tabs}


def of(invoice: Invoice, part: str = "") -> str:
    return f"/team/invoices/{invoice.pk}/reminders/{part}"


# ---- the lists


def test_what_is_late_is_planned_with_its_day(people: Cast, invoice: Invoice) -> None:
    assert "Nothing is planned" in listed(people, 0).words
    bank_reports(after_due(2))
    page = listed(people, 2)
    for words in ("RE-2027-000001", "Ada Brandt", "€2,100.00", "First reminder, Mon 8 February"):
        assert words in page.words, words
    assert counts(page)["Planned"] == "1"


def test_old_bank_data_are_said_and_everything_waits_for_them(
    people: Cast, invoice: Invoice
) -> None:
    assert "There are no bank data yet" in listed(people, 8, "waiting").words
    bank_reports(after_due(2))
    page = listed(people, 8, "waiting")
    assert "Nobody is reminded while the bank data are this old." in page.words
    assert "The newest bank data are of 3 February 2027" in page.words
    assert counts(page)["Waiting"] == "1"


def test_a_disputed_one_waits_and_says_so(people: Cast, invoice: Invoice) -> None:
    dispute_invoice.dispute(links_to(invoice)[0], "Too much.", after_due(2))
    bank_reports(after_due(8))
    page = listed(people, 8, "waiting")
    assert "The client has said that something is wrong" in page.words


def test_question_veto_and_demand_are_each_in_their_list(people: Cast, invoice: Invoice) -> None:
    nights(0, 30)
    page = listed(people, 30, "questions")
    assert "The member was asked" not in page.words  # its day has not come
    assert counts(page) | {"Sent": ""} == {
        "Planned": "1",
        "Waiting": "0",
        "Questions to members": "1",
        "Vetoes": "0",
        "Formally demanded": "0",
        "Paused": "0",
        "Sent": "",
    }
    answer_demand.veto(people.owner, invoice.pk, REASON, after_due(30))
    assert REASON in listed(people, 30, "vetoes").words
    assert counts(listed(people, 30))["Planned"] == "0"
    answer_demand.lift_veto(people.accountant, invoice.pk, "They have not.", after_due(31))
    night(after_due(36))
    page = listed(people, 36, "demanded")
    assert "none any more" in page.words
    assert counts(page)["Formally demanded"] == "1"


def test_what_was_sent_stands_with_its_pdf_until_long_after(people: Cast, invoice: Invoice) -> None:
    nights(0, 21)
    pay(invoice, "2100.00", after_due(22))
    page = listed(people, 40, "sent")
    assert page.all("//tbody/tr/th") == ["Second reminder", "First reminder"]
    (newest, _) = page.all("//td[contains(@class, 'card-action')]//a/@href")
    answer = Reader(people.advisor, after_due(40)).browser.get(newest)
    assert answer.content.startswith(b"%PDF")
    assert counts(listed(people, 40))["Planned"] == "0"


def test_a_missing_base_rate_is_said(people: Cast, invoice: Invoice) -> None:
    Rate.objects.filter(key="base_rate_percent").delete()
    assert "There is no base rate for the half-year from 1 January 2027." in listed(people, 8).words


def test_no_list_asks_more_often_the_longer_it_is(people: Cast, invoice: Invoice) -> None:
    nights(0, 8)
    reader = Reader(people.accountant, after_due(9))

    def asked() -> list[int]:
        found = []
        for show in LISTS:
            with CaptureQueriesContext(connection) as captured:
                assert reader.get("/team/reminders/", show=show).status == 200
            found.append(len(captured))
        return found

    short = asked()
    assert max(short) <= MOST
    for number in range(3):
        row = Invoice.objects.get(pk=invoice.pk)
        row.pk, row.position, row.number = None, number + 2, f"RE-2027-00010{number}"
        row.save()
        Reminder.objects.create(
            invoice=row,
            level=1,
            sent_on=DUE + timedelta(days=7),
            at=after_due(7),
            open=100,
            pay_by=DUE + timedelta(days=17),
            sha256="0" * 64,
        )
    assert asked() == short


# ---- the page of one invoice


def test_the_page_of_an_invoice_tells_all_about_its_reminders(
    people: Cast, invoice: Invoice
) -> None:
    Rate.objects.filter(key="base_rate_percent").delete()
    Rate.objects.create(key="base_rate_percent", valid_from=after_due(-31).date(), value="1.27")
    nights(0, 30)
    reader = Reader(people.accountant, after_due(30))
    page = reader.get(of(invoice))
    for words in (
        "First reminder 8 February 2027 PDF",
        "Formal demand planned for 8 March 2027",
        "Ada Brandt has not answered yet.",
        "In default since 2 February 2027",
        "Interest until today €17.73",  # 2,100 × 10.27 % × 30 / 365
        "Lump sum for default €40.00",
        "chloe.martin@lefevre.example",
    ):
        assert words in page.words, words
    with CaptureQueriesContext(connection) as captured:
        reader.get(of(invoice))
    assert len(captured) <= MOST
    box = reader.get(f"/team/invoices/{invoice.pk}/")
    assert "Second reminder 22 February 2027 PDF" in box.words


def test_an_accountant_pauses_and_ends_the_pause(people: Cast, invoice: Invoice) -> None:
    bank_reports(after_due(8))
    reader = Reader(people.accountant, after_due(8))
    answer = reader.post(of(invoice, "pause"), reason=REASON, until="20/02/2027")
    assert answer.status == 302
    page = reader.get(of(invoice))
    for words in (REASON, "Until 20 February 2027.", "Reminders are paused until"):
        assert words in page.words, words
    assert REASON in listed(people, 8, "paused").words
    pause = ReminderPause.objects.get()
    assert reader.post(f"/team/reminders/pauses/{pause.pk}/end").status == 302
    assert "planned for 9 February 2027" in reader.get(of(invoice)).words
    told = reader.get(f"/team/invoices/{invoice.pk}/").words
    assert "Henrike Sollig paused the reminders of RE-2027-000001." in told
    assert "Henrike Sollig resumed the reminders of RE-2027-000001." in told


def test_what_is_wrong_with_a_pause_stands_at_its_fields(people: Cast, invoice: Invoice) -> None:
    reader = Reader(people.accountant, after_due(8))
    page = reader.post(of(invoice, "pause"), reason="", until="31.02.2027")
    assert page.status == 422
    assert page.fault_at("id_reason") == "Write why nobody is to be reminded."
    assert page.fault_at("id_until")
    page = reader.post(of(invoice, "pause"), reason=REASON, until="01/02/2027")
    assert page.fault_at("id_until") == "Choose today, 9 February 2027, or a later day."
    assert REASON in page.html


def test_a_second_pause_keeps_the_first_and_what_was_typed(people: Cast, invoice: Invoice) -> None:
    reader = Reader(people.accountant, after_due(8))
    reader.post(of(invoice, "pause"), reason="The first one.")
    page = reader.post(of(invoice, "pause"), reason=REASON)
    assert page.status == 409
    assert "Reminders are paused here already" in page.words
    assert REASON in page.words
    assert "The first one." in page.words


def test_a_pause_of_the_client_holds_all_and_leads_to_its_page(
    people: Cast, invoice: Invoice
) -> None:
    bank_reports(after_due(8))
    reader = Reader(people.accountant, after_due(8))
    path = f"/team/clients/{people.client.pk}/reminders"
    assert reader.post(path, reason=REASON).status == 302
    assert "All reminders to this client are paused." in reader.get(of(invoice)).words
    page = reader.get(path)
    assert "RE-2027-000001" in page.words
    assert "Until somebody ends it." in page.words
    told = reader.get(f"/team/clients/{people.client.pk}/").words
    assert "Henrike Sollig paused the reminders to this client." in told


def test_the_client_that_stays_is_led_to(people: Cast) -> None:
    gone = clients.client(name="Lefèvre & fils")
    Client.objects.filter(pk=gone.pk).update(merged_into=people.client)
    page = Reader(people.accountant).get(f"/team/clients/{gone.pk}/reminders")
    assert page.url.endswith(f"/team/clients/{people.client.pk}/reminders")


# ---- the veto


def vetoed(people: Cast, invoice: Invoice) -> None:
    nights(0, 30)
    answer_demand.veto(people.owner, invoice.pk, REASON, after_due(30))


def test_a_veto_stands_on_the_desk_until_it_is_lifted(people: Cast, invoice: Invoice) -> None:
    vetoed(people, invoice)
    reader = Reader(people.accountant, after_due(31))
    assert "Vetoes to look at 1" in reader.get("/team/").words
    page = reader.post(of(invoice, "lift-veto"), reason=" ")
    assert page.status == 422
    assert "in spite of the veto" in page.fault_at("id_lift_reason")
    assert reader.post(of(invoice, "lift-veto"), reason="They have not.").status == 302
    page = reader.get(of(invoice))
    assert "Henrike Sollig lifted the veto" in page.words
    assert "They have not." in page.words
    assert "Vetoes to look at" not in reader.get("/team/").words
    assert reader.post(of(invoice, "lift-veto"), reason="Twice.").status == 302
    assert DemandQuestion.objects.get().lifted_for == "They have not."


def test_only_accountants_decide(people: Cast, invoice: Invoice) -> None:
    vetoed(people, invoice)
    advisor = Reader(people.advisor, after_due(31))
    page = advisor.get(of(invoice))
    assert REASON in page.words
    assert "Lift the veto" not in page.words
    assert "Pause the reminders" not in page.words
    for part in ("pause", "lift-veto"):
        assert advisor.post(of(invoice, part), reason=REASON).status == 403
    assert DemandQuestion.objects.get().lifted_at is None


def test_no_accountant_decides_about_their_own_order(people: Cast) -> None:
    both = replace(people, owner=house.person("Ida Roth", Role.MEMBER, Role.ACCOUNTANT))
    invoice = arrived(both)
    vetoed(both, invoice)
    own = Reader(both.owner, after_due(31))
    assert "somebody else of the team decides" in own.get(of(invoice)).words
    for part in ("pause", "lift-veto"):
        assert own.post(of(invoice, part), reason=REASON).status == 403
    assert DemandQuestion.objects.get().lifted_at is None
