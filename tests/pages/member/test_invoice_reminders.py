"""The member's page of an unpaid invoice: its reminders, and the question before the last one."""

from datetime import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kontor.actions import pause_reminders
from kontor.invoicing.models import Invoice
from kontor.people.models import Person
from kontor.receivables.dunning_models import DemandQuestion, Reminder
from tests.builders.unpaid import after_due, arrived, nights, pay
from tests.cast import Cast, cast
from tests.pages.member.reading import Page, Reader

pytestmark = pytest.mark.django_db

REASON = "They have promised to pay next week."
HEAD = "May we send the formal demand?"
MOST = 12


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def invoice(people: Cast) -> Invoice:
    """Over 2,100.00, due on 1 February 2027, never paid."""
    return arrived(people)


def url(invoice: Invoice, part: str = "") -> str:
    return f"/invoices/{invoice.pk}{part}"


def shown(person: Person, invoice: Invoice, now: datetime) -> Page:
    return Reader(person, now).get(url(invoice))


def test_before_it_is_late_nobody_speaks_of_reminders(people: Cast, invoice: Invoice) -> None:
    assert "Reminder" not in shown(people.owner, invoice, after_due(0)).words


def test_it_shows_what_went_out_what_comes_and_to_whom(people: Cast, invoice: Invoice) -> None:
    nights(0, 10)
    page = shown(people.owner, invoice, after_due(10))
    for words in (
        "First reminder 8 February 2027 PDF",
        "Second reminder planned for 22 February 2027",
        "Before the formal demand we ask you, on 26 February 2027.",
        "Reminder chloe.martin@lefevre.example Sent",
    ):
        assert words in page.words, words
    assert HEAD not in page.words


def test_it_says_why_a_reminder_waits_without_the_reasons_of_the_team(
    people: Cast, invoice: Invoice
) -> None:
    pause_reminders.pause_invoice(people.accountant, invoice.pk, "Bankrupt", None, after_due(2))
    page = shown(people.owner, invoice, after_due(8))
    assert "First reminder waits" in page.words
    assert "Reminders are paused." in page.words
    assert "Bankrupt" not in page.html
    order = Reader(people.owner, after_due(8)).get(f"/orders/{invoice.order_id}/")
    assert "Bankrupt" not in order.html


def test_the_pdf_of_a_reminder_is_the_owners_alone(people: Cast, invoice: Invoice) -> None:
    nights(0, 10)
    path = url(invoice, "/reminders/1.pdf")
    answer = Reader(people.owner, after_due(10)).browser.get(path)
    assert answer.content.startswith(b"%PDF")
    assert 'filename="RE-2027-000001-1.pdf"' in answer["Content-Disposition"]
    assert Reader(people.owner).get(url(invoice, "/reminders/2.pdf")).status == 404
    assert Reader(people.stranger).get(path).status == 404


# ---- the question


def test_the_question_stands_on_invoice_order_and_overview(people: Cast, invoice: Invoice) -> None:
    nights(0, 30)
    reader = Reader(people.owner, after_due(30))
    page = reader.get(url(invoice))
    for words in (
        HEAD,
        "Imprimerie Lefèvre SARL has not paid €2,100.00, due since 1 February 2027",
        "Without an answer it goes out on Monday 8 March 2027.",
    ):
        assert words in page.words, words
    overview = reader.get("/")
    task = "May we formally demand €2,100.00 from Imprimerie Lefèvre SARL?"
    assert task in overview.words
    assert "goes out on Mon 8 March without an answer" in overview.words
    assert overview.headline == "One thing needs you, Ada"
    assert "RE-2027-000001 is not paid. May we" in reader.get(f"/orders/{invoice.order_id}/").words


def test_agreeing_is_said_and_the_question_goes(people: Cast, invoice: Invoice) -> None:
    nights(0, 30)
    reader = Reader(people.owner, after_due(30))
    assert reader.post(url(invoice, "/demand/agree")).status == 302
    page = reader.get(url(invoice))
    assert HEAD not in page.words
    assert "You have agreed to the formal demand." in page.words
    assert "May we" not in reader.get("/").words
    nights(31, 36)
    assert Reminder.objects.get(level=3).sent_on == after_due(35).date()
    page = Reader(people.owner, after_due(36)).get(url(invoice))
    assert "The formal demand is out; now the team decides how it goes on." in page.words


def test_a_veto_stops_it_and_its_reason_stays_to_be_read(people: Cast, invoice: Invoice) -> None:
    nights(0, 30)
    reader = Reader(people.owner, after_due(30))
    assert reader.post(url(invoice, "/demand/veto"), text=REASON).status == 302
    page = reader.get(url(invoice))
    assert f"Your reason: {REASON}" in page.words
    assert "It waits until accounting lifts your veto." in page.words
    assert "The formal demand waits because of your veto." in page.words
    nights(31, 40)
    assert not Reminder.objects.filter(level=3).exists()


def test_a_veto_without_a_reason_says_so_at_the_field(people: Cast, invoice: Invoice) -> None:
    nights(0, 30)
    page = Reader(people.owner, after_due(30)).post(url(invoice, "/demand/veto"), text="  ")
    assert page.status == 422
    assert page.fault_at("id_text") == "Write why the client is not to get the formal demand."
    assert DemandQuestion.objects.get().answer == ""


def test_an_answer_that_comes_too_late_changes_nothing_and_keeps_the_words(
    people: Cast, invoice: Invoice
) -> None:
    nights(0, 35)
    page = Reader(people.owner, after_due(36)).post(url(invoice, "/demand/veto"), text=REASON)
    assert page.status == 409
    assert "The formal demand has gone out already." in page.words
    assert REASON in page.words


def test_a_second_click_is_one_answer_and_another_answer_is_refused(
    people: Cast, invoice: Invoice
) -> None:
    nights(0, 30)
    reader = Reader(people.owner, after_due(30))
    for _ in range(2):
        assert reader.post(url(invoice, "/demand/agree")).status == 302
    refused = reader.post(url(invoice, "/demand/veto"), text=REASON)
    assert refused.status == 409
    assert "You have answered already." in refused.words


def test_somebody_else_is_told_nothing(people: Cast, invoice: Invoice) -> None:
    nights(0, 30)
    for act in ("agree", "veto"):
        path = url(invoice, f"/demand/{act}")
        assert Reader(people.stranger, after_due(30)).post(path, text=REASON).status == 404
        assert Reader(people.accountant, after_due(30)).post(path, text=REASON).status == 404
    assert "May we" not in Reader(people.stranger, after_due(30)).get("/").words


def test_once_it_is_paid_nobody_is_asked_any_more(people: Cast, invoice: Invoice) -> None:
    nights(0, 30)
    pay(invoice, "2100.00", after_due(30))
    reader = Reader(people.owner, after_due(31))
    assert HEAD not in reader.get(url(invoice)).words
    assert "First reminder 8 February 2027" in reader.get(url(invoice)).words
    assert "May we" not in reader.get("/").words


def test_no_page_asks_the_database_more_than_twelve_times(people: Cast, invoice: Invoice) -> None:
    nights(0, 30)
    reader = Reader(people.owner, after_due(30))
    for path in (url(invoice), "/", f"/orders/{invoice.order_id}/"):
        with CaptureQueriesContext(connection) as captured:
            assert reader.get(path).status == 200
        assert len(captured) <= MOST, path
