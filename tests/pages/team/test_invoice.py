"""The team's page of an invoice: delivery, disputes, cancelling and correcting (spec § 9)."""

from datetime import datetime

import pytest
from pytest_django import DjangoAssertNumQueries

from kontor.actions import dispute_invoice
from kontor.foundation.models import OutboxMail
from kontor.foundation.written import BERLIN
from kontor.invoicing.models import Dispute, Invoice
from kontor.orders.models import Order
from kontor.people.models import Person
from kontor.people.roles import Role
from tests.builders import house, orders
from tests.builders.delivery import delivered, documented, links_to
from tests.builders.links import linked
from tests.cast import Cast, cast
from tests.pages.member.reading import Page, Reader

pytestmark = pytest.mark.django_db

NOW = datetime(2027, 2, 3, 10, tzinfo=BERLIN)
WORDS = "Our order number 4711 is missing."
CONTACT = "chloe.martin@lefevre.example"


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def invoice(people: Cast) -> Invoice:
    return delivered(people)


def url(invoice: Invoice, act: str = "") -> str:
    return f"/team/invoices/{invoice.pk}/{act}"


def shown(person: Person, invoice: Invoice) -> Page:
    return Reader(person, NOW).get(url(invoice))


def sent(person: Person, invoice: Invoice, act: str, **values: str) -> Page:
    return Reader(person, NOW).post(url(invoice, act), **values)


def disputed(invoice: Invoice) -> Dispute:
    return dispute_invoice.dispute(links_to(invoice)[0], WORDS, NOW)


def mail_to(invoice: Invoice, address: str = CONTACT, state: str = "sent") -> OutboxMail:
    mail = OutboxMail.objects.get(cause=f"invoice:{invoice.pk}", address=address)
    mail.state, mail.sent_at = state, NOW
    mail.save()
    return mail


def test_it_shows_what_was_printed_and_how_it_was_delivered(people: Cast, invoice: Invoice) -> None:
    page = shown(people.advisor, invoice)
    assert (page.status, page.headline) == (200, "Invoice RE-2027-000001")
    for words in (
        "Imprimerie Lefèvre SARL",
        "12 rue des Écoles",
        "Autumn catalogue",
        "Layout and typesetting",
        "€2,100.00",
        "Chloé Martin",
        "On its way",
        CONTACT,
        "compta@lefevre.example",
        "Invoice RE-2027-000001 was issued.",
    ):
        assert words in page.words, words


def test_the_admin_sees_no_contact_person(people: Cast, invoice: Invoice) -> None:
    mail_to(invoice, state="failed")
    OutboxMail.objects.filter(audience="client").update(answer=f"550 <{CONTACT}> unknown")
    page = shown(house.person("Ina Roth", Role.ADMIN), invoice)
    assert page.status == 200
    assert "Chloé" not in page.html
    assert CONTACT not in page.html
    assert CONTACT in shown(people.accountant, invoice).words


def test_a_planned_one_shows_when_it_goes_out(people: Cast) -> None:
    orders.active(people.owner, people.advisor, people.client)
    page = shown(people.advisor, Invoice.objects.get())
    assert page.status == 200
    assert "Goes out on" in page.words
    assert "It goes out by e-mail once it is issued." in page.words


def test_the_list_and_the_order_lead_to_it(people: Cast, invoice: Invoice) -> None:
    reader = Reader(people.advisor, NOW)
    for path in ("/team/invoices/", f"/team/orders/{invoice.order_id}/"):
        assert url(invoice) in reader.get(path).all("//a/@href")


def test_a_bounce_is_entered_with_the_words_of_the_mail(people: Cast, invoice: Invoice) -> None:
    mail = mail_to(invoice)
    page = sent(people.accountant, invoice, f"mail/{mail.pk}/bounced", words="Mailbox unknown")
    assert page.status == 302
    mail.refresh_from_db()
    assert (mail.state, mail.answer, mail.bounced_at) == ("failed", "Mailbox unknown", NOW)
    page = shown(people.advisor, invoice)
    for words in ("Came back", "Mailbox unknown", "not delivered", "Send again"):
        assert words in page.words, words
    assert "1" in Reader(people.advisor, NOW).get("/team/mail/?state=failed").words
    told = OutboxMail.objects.get(purpose="invoice_not_delivered")
    assert told.to == people.owner.email
    again = Reader(people.advisor, NOW).post(f"/team/mail/{mail.pk}/again")
    assert again.status == 302
    mail.refresh_from_db()
    assert (mail.state, mail.bounced_at) == ("queued", None)


@pytest.mark.parametrize("words", ["", "x" * 501])
def test_a_bounce_needs_words_at_its_own_mail(people: Cast, invoice: Invoice, words: str) -> None:
    mail = mail_to(invoice)
    page = sent(people.advisor, invoice, f"mail/{mail.pk}/bounced", words=words)
    assert page.status == 422
    assert page.fault_at(f"id_{mail.pk}_words")
    mail.refresh_from_db()
    assert mail.state == "sent"


def test_what_was_not_sent_cannot_come_back(people: Cast, invoice: Invoice) -> None:
    mail = mail_to(invoice, state="queued")
    page = sent(people.advisor, invoice, f"mail/{mail.pk}/bounced", words="Unknown")
    assert page.status == 409
    other = linked(orders.active(people.owner, people.advisor, people.client), "RE-2027-000009")
    assert sent(people.advisor, other.invoice, f"mail/{mail.pk}/bounced", words="x").status == 404


def test_it_is_sent_only_to_addresses_that_are_new(people: Cast, invoice: Invoice) -> None:
    assert "present addresses" not in shown(people.advisor, invoice).words
    Order.objects.update(contact_email="new@lefevre.example", contact_name="Ines Roche")
    assert "new@lefevre.example" in shown(people.advisor, invoice).words
    reader = Reader(people.accountant, NOW)
    for words in ("1 e-mail is on its way.", "All present addresses have it already."):
        assert reader.post(url(invoice, "send")).status == 302
        assert words in reader.get(url(invoice)).html
    mails = OutboxMail.objects.filter(cause=f"invoice:{invoice.pk}", audience="client")
    assert sorted(mails.values_list("address", flat=True)) == [
        CONTACT,
        "compta@lefevre.example",
        "new@lefevre.example",
    ]
    assert len(set(links_to(invoice))) == 3
    for token in links_to(invoice):
        assert Reader(None, NOW).get(f"/i/{token}").status == 200


def test_it_is_cancelled_from_its_page(people: Cast, invoice: Invoice) -> None:
    page = sent(people.advisor, invoice, "cancel", status="issued")
    assert page.status == 302
    page = shown(people.advisor, invoice)
    assert "cancelled by ST-2027-000001" in page.words
    assert not page.all("//form[contains(@action, 'cancel')]")
    assert sent(people.advisor, invoice, "cancel", status="issued").status == 409


def test_what_has_changed_since_is_not_cancelled_unseen(people: Cast, invoice: Invoice) -> None:
    disputed(invoice)
    page = sent(people.advisor, invoice, "cancel", status="issued")
    assert page.status == 409
    assert WORDS in page.words
    invoice.refresh_from_db()
    assert invoice.status == "disputed"


def test_it_is_corrected_and_the_draft_follows(people: Cast, invoice: Invoice) -> None:
    page = sent(people.advisor, invoice, "correct", status="issued")
    draft = Invoice.objects.get(replaces=invoice)
    assert page.answer["Location"] == url(draft) + "#headline"
    assert "replaces RE-2027-000001" in shown(people.advisor, draft).words
    assert "corrected, the new one is not issued yet" in shown(people.advisor, invoice).words


def test_a_dispute_is_answered_on_the_page(people: Cast, invoice: Invoice) -> None:
    dispute = disputed(invoice)
    page = shown(people.accountant, invoice)
    assert WORDS in page.words
    assert page.all("//input[@name='outcome']/@value") == ["keep", "cancel", "correct"]
    answered = sent(
        people.accountant,
        invoice,
        "answer",
        dispute=str(dispute.pk),
        outcome="keep",
        text="It is on page 1.",
    )
    assert answered.status == 302
    page = shown(people.advisor, invoice)
    for words in ("It is on page 1.", "The invoice was kept.", people.accountant.name):
        assert words in page.words, words


def test_an_answer_without_words_keeps_the_choice(people: Cast, invoice: Invoice) -> None:
    dispute = disputed(invoice)
    page = sent(people.advisor, invoice, "answer", dispute=str(dispute.pk), outcome="cancel")
    assert page.status == 422
    assert page.fault_at("id_text")
    assert page.all("//input[@name='outcome' and @checked]/@value") == ["cancel"]
    page = sent(people.advisor, invoice, "answer", dispute=str(dispute.pk), text="Yes")
    assert page.status == 422
    assert Dispute.objects.get().state == "open"


def test_another_dispute_than_the_one_shown_is_not_answered(people: Cast, invoice: Invoice) -> None:
    disputed(invoice)
    page = sent(people.advisor, invoice, "answer", dispute="7", outcome="keep", text="Yes")
    assert page.status == 409
    assert Dispute.objects.get().state == "open"


def test_disputes_stand_on_the_desk_with_their_age(people: Cast, invoice: Invoice) -> None:
    assert "Disputes 1" not in Reader(people.advisor, NOW).get("/team/").words
    disputed(invoice)
    reader = Reader(people.advisor, datetime(2027, 2, 4, 10, tzinfo=BERLIN))
    pills = reader.get("/team/").all("//nav[contains(@class, 'pills')]//a")
    assert any("Disputes" in pill and "1" in pill for pill in pills)
    assert "1 invoice is in question" in reader.get("/team/invoices/?pile=disputed").words


def test_on_the_own_order_nothing_is_decided(people: Cast) -> None:
    Person.objects.filter(pk=people.owner.pk).update(roles=["member", "advisor"])
    owner = house.second_factor(people.owner).user
    invoice = documented(delivered(people))
    dispute = disputed(invoice)
    person = Person.objects.get(pk=owner.pk)
    page = shown(person, invoice)
    assert "This is your own order" in page.words
    assert not page.all("//form[contains(@action, 'cancel') or contains(@action, 'answer')]")
    for act in ("cancel", "correct"):
        assert sent(person, invoice, act, status="disputed").status == 403
    values = {"dispute": str(dispute.pk), "outcome": "keep", "text": "Yes"}
    assert sent(person, invoice, "answer", **values).status == 403


def test_it_takes_few_queries(
    people: Cast, invoice: Invoice, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    disputed(invoice)
    reader = Reader(people.advisor, NOW)
    reader.get(url(invoice))
    with django_assert_max_num_queries(12):
        reader.get(url(invoice))
