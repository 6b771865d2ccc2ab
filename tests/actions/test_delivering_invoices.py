"""Delivery is a fact of its own: bounces, new addressees, and the member's own copy (spec § 9)."""

from datetime import timedelta
from email import policy
from email.parser import BytesParser

import pytest
from django.db import IntegrityError
from django.db.transaction import atomic

from kontor.actions import (
    cancel_one,
    change_contact,
    deliver_invoice,
    dispute_invoice,
    note_bounce,
    resolve_dispute,
    run_night,
    send_again,
)
from kontor.foundation import jobs
from kontor.foundation.mailer import delivering_to
from kontor.foundation.message import Parcel
from kontor.foundation.models import HistoryEntry, OutboxMail
from kontor.foundation.refusal import Conflict, Forbidden, Invalid, NotFound
from kontor.foundation.secret_link import mark_of, token_of
from kontor.foundation.smtp import Refused
from kontor.invoicing.models import Invoice, InvoiceLink
from kontor.orders.draft import Contact
from kontor.orders.models import Order
from kontor.pages.shared import history_lines
from kontor.people.models import NotificationChoice
from kontor.people.roles import Role
from tests.builders import house
from tests.builders.delivery import LATER, delivered, documented, links_to
from tests.cast import Cast, cast

pytestmark = pytest.mark.django_db

CONTACT, CLIENT = "chloe.martin@lefevre.example", "compta@lefevre.example"
DAY = timedelta(days=1)


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def invoice(people: Cast) -> Invoice:
    return delivered(people)


def sent(address: str = CONTACT) -> OutboxMail:
    OutboxMail.objects.filter(purpose="invoice", address=address).update(state="sent", attempts=1)
    return OutboxMail.objects.get(purpose="invoice", address=address)


def undelivered() -> list[str]:
    return list(
        OutboxMail.objects.filter(purpose="invoice_not_delivered").values_list("to", flat=True)
    )


def test_what_came_back_has_failed_and_its_member_hears_it(people: Cast, invoice: Invoice) -> None:
    mail = note_bounce.note_bounce(people.accountant, sent().pk, "No such user", LATER)
    mail.refresh_from_db()
    assert (mail.state, mail.answer, mail.bounced_at) == ("failed", "No such user", LATER)
    assert undelivered() == [people.owner.email]
    entry = HistoryEntry.objects.get(event="mail_bounced")
    assert "No such user" not in str(entry.data)
    assert CONTACT not in str(entry.data)
    run_night.run(LATER)
    assert len(undelivered()) == 1


def test_a_second_tab_and_a_mail_on_its_way_change_nothing(people: Cast, invoice: Invoice) -> None:
    mail = sent()
    note_bounce.note_bounce(people.advisor, mail.pk, "No such user", LATER)
    with pytest.raises(Conflict):
        note_bounce.note_bounce(people.advisor, mail.pk, "Again", LATER)
    send_again.send_again(people.advisor, mail.pk, LATER)
    mail.refresh_from_db()
    assert (mail.state, mail.bounced_at) == ("queued", None)
    with pytest.raises(Conflict):
        note_bounce.note_bounce(people.advisor, mail.pk, "Again", LATER)


def test_the_database_knows_only_failed_mails_that_came_back(invoice: Invoice) -> None:
    with pytest.raises(IntegrityError), atomic():
        OutboxMail.objects.filter(purpose="invoice").update(bounced_at=LATER)


def test_each_try_that_comes_back_is_told(people: Cast, invoice: Invoice) -> None:
    mail = sent()
    note_bounce.note_bounce(people.advisor, mail.pk, "No such user", LATER)
    send_again.send_again(people.advisor, mail.pk, LATER)
    OutboxMail.objects.filter(pk=mail.pk).update(state="sent", attempts=2)
    note_bounce.note_bounce(people.advisor, mail.pk, "Still not", LATER + DAY)
    assert len(undelivered()) == 2


@pytest.mark.parametrize("words", ["", " \n", "x" * 501, "wrong\u202e"])
def test_a_bounce_has_words_within_limits(people: Cast, invoice: Invoice, words: str) -> None:
    with pytest.raises(Invalid):
        note_bounce.note_bounce(people.advisor, sent().pk, words, LATER)


def test_only_a_clients_mail_comes_back(people: Cast, invoice: Invoice) -> None:
    others = OutboxMail.objects.exclude(audience="client")
    assert others.count() > 1
    for mail in others:
        with pytest.raises(NotFound):
            note_bounce.note_bounce(people.advisor, mail.pk, "No such user", LATER)


def test_any_other_mail_to_the_client_comes_back_too_and_its_member_hears_it(
    people: Cast, invoice: Invoice
) -> None:
    copy = OutboxMail.objects.get(purpose="order_confirmed")
    OutboxMail.objects.filter(pk=copy.pk).update(state="sent", attempts=1)
    note_bounce.note_bounce(people.advisor, copy.pk, "Mailbox full", LATER)
    told = OutboxMail.objects.get(purpose="mail_came_back")
    assert (told.to, CONTACT in told.text) == (people.owner.email, True)
    assert undelivered() == []
    entry = HistoryEntry.objects.get(event="mail_bounced")
    assert entry.data == {"mail": copy.pk}
    (line,) = history_lines.lines([entry], people.owner)
    assert line.sentence.english() == (
        "Jonas Wiebold noted that an e-mail to the client came back."
    )


def test_who_does_not_look_after_invoices_enters_nothing(people: Cast, invoice: Invoice) -> None:
    mail = sent()
    for person in (people.owner, people.stranger, house.person("Ina Roth", Role.ADMIN)):
        with pytest.raises(Forbidden):
            note_bounce.note_bounce(person, mail.pk, "No such user", LATER)
        with pytest.raises(Forbidden):
            deliver_invoice.to_new_addressees(person, invoice.pk, LATER)


def test_what_the_server_refuses_is_told_once_at_night(people: Cast, invoice: Invoice) -> None:
    OutboxMail.objects.filter(purpose="invoice", address=CONTACT).update(
        state="failed", attempts=1, answer="550 unknown"
    )
    for days in range(3):
        run_night.run(LATER + DAY * days)
    assert undelivered() == [people.owner.email]
    assert HistoryEntry.objects.filter(event="invoice_undelivered").count() == 1


def test_who_wants_no_news_gets_none_and_the_night_asks_no_more(
    people: Cast, invoice: Invoice
) -> None:
    NotificationChoice.objects.create(person=people.owner, kind="invoice_trouble", how="desk")
    OutboxMail.objects.filter(purpose="invoice").update(state="failed", attempts=1)
    for days in range(2):
        run_night.run(LATER + DAY * days)
    assert undelivered() == []
    assert HistoryEntry.objects.filter(event="invoice_undelivered").count() == 2


def test_a_new_contact_person_gets_it_with_a_link_of_their_own(
    people: Cast, invoice: Invoice
) -> None:
    new = Contact("Ines Roche", "ines.roche@lefevre.example")
    change_contact.change(people.owner, invoice.order_id, new, LATER)
    assert deliver_invoice.to_new_addressees(people.advisor, invoice.pk, LATER) == 1
    assert deliver_invoice.to_new_addressees(people.advisor, invoice.pk, LATER) == 0
    mail = OutboxMail.objects.get(purpose="invoice", address="ines.roche@lefevre.example")
    assert (mail.to_name, mail.attachments.count()) == ("Ines Roche", 1)
    assert len(set(links_to(invoice))) == InvoiceLink.objects.filter(invoice=invoice).count() == 3
    assert HistoryEntry.objects.get(event="invoice_send_new").data["mails"] == 1
    assert OutboxMail.objects.filter(purpose="invoice_issued").count() == 1


def test_equal_mailboxes_are_not_new(people: Cast, invoice: Invoice) -> None:
    Order.objects.update(contact_email=" Chloe.Martin@LEFEVRE.example ")
    assert deliver_invoice.to_new_addressees(people.advisor, invoice.pk, LATER) == 0


def test_a_cancelled_one_goes_to_nobody_but_its_cancellation_does(
    people: Cast, invoice: Invoice
) -> None:
    made = documented(cancel_one.cancel_one(people.advisor, invoice.pk, LATER))
    Order.objects.update(contact_email="new@lefevre.example")
    with pytest.raises(Conflict):
        deliver_invoice.to_new_addressees(people.advisor, invoice.pk, LATER)
    assert deliver_invoice.to_new_addressees(people.advisor, made.pk, LATER) == 1


def test_a_pending_one_is_sent_by_itself(people: Cast, invoice: Invoice) -> None:
    made = cancel_one.cancel_one(people.advisor, invoice.pk, LATER)
    with pytest.raises(Conflict, match="still being made"):
        deliver_invoice.to_new_addressees(people.advisor, made.pk, LATER)


def delivered_mails() -> list[Parcel]:
    """All that waits, as the mail server gets it; whoever is refused stays failed."""
    taken: list[Parcel] = []

    def take(parcel: Parcel) -> str:
        taken.append(parcel)
        return "250 OK"

    with delivering_to(take):
        jobs.run_waiting()
    return taken


def everything_in(parcel: Parcel) -> bytes:
    """The raw message, and each part decoded: also what stands in base64 or in an attachment."""
    message = BytesParser(policy=policy.default).parsebytes(parcel.data)
    parts = [part.get_payload(decode=True) or b"" for part in message.walk()]
    return b"\n".join([parcel.data, *(part for part in parts if isinstance(part, bytes))])


def test_the_members_copy_and_every_other_mail_of_theirs_holds_no_link_of_the_client(
    people: Cast, invoice: Invoice
) -> None:
    """Invoice, dispute, answer, cancellation invoice, sent again: raw MIME and all attachments."""
    dispute_invoice.dispute(links_to(invoice)[0], "Our number is missing.", LATER)
    resolve_dispute.resolve(people.advisor, invoice.pk, "correct", "We are sorry.", LATER)
    cancellation = documented(Invoice.objects.get(cancels=invoice))
    parcels = delivered_mails()
    OutboxMail.objects.filter(purpose__in=["invoice_issued", "cancellation_issued"]).update(
        state="failed"
    )
    for mail in OutboxMail.objects.filter(state="failed"):
        send_again.send_again(people.advisor, mail.pk, LATER)
    parcels += delivered_mails()
    seeds = OutboxMail.objects.exclude(link_seed="").values_list("link_seed", flat=True)
    secrets = {each.encode() for seed in seeds for each in (seed, token_of(seed), mark_of(seed))}
    to_member = [each for each in parcels if each.recipient == people.owner.email]
    subjects = [
        BytesParser(policy=policy.default).parsebytes(p.data)["X-Kontor-Purpose"] for p in to_member
    ]
    assert len(to_member) >= 7, subjects
    for parcel in to_member:
        found = everything_in(parcel)
        assert b"/i/" not in found
        assert b"/c/" not in found
        assert not [secret for secret in secrets if secret in found]
    for token in (*links_to(invoice), *links_to(cancellation)):
        assert sum(token.encode() in everything_in(each) for each in parcels) >= 1


def test_the_server_refuses_one_and_the_others_arrive(people: Cast, invoice: Invoice) -> None:
    def take(parcel: Parcel) -> str:
        if parcel.recipient == CONTACT:
            raise Refused("550 no such user")
        return "250 OK"

    with delivering_to(take):
        jobs.run_waiting()
    states = OutboxMail.objects.filter(cause=f"invoice:{invoice.pk}").order_by("id")
    assert list(states.values_list("to", "state")) == [
        (CONTACT, "failed"),
        (CLIENT, "sent"),
        (people.owner.email, "sent"),
    ]
    run_night.run(LATER)
    assert undelivered() == [people.owner.email]
