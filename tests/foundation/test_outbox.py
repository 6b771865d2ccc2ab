"""The outbox: one mail per cause, purpose and mailbox, in the transaction of its cause."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import DjangoDbBlocker

from kontor.foundation.mails import mails_about
from kontor.foundation.message import UnsafeHeader
from kontor.foundation.models import OutboxAttachment, OutboxMail
from kontor.foundation.outbox import Attachment, send_again
from kontor.foundation.secret_link import token_of
from tests.builders.letters import recipient
from tests.builders.mails import FRIDAY, SEED, queue_mail, queued_mail


def jobs() -> list[int]:
    return [job.args["mail_id"] for job in ProcrastinateJob.objects.filter(task_name="send_mail")]


def tables_as_text() -> Iterator[str]:
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT whole::text FROM "{table}" whole')
            yield from (row[0] for row in cursor.fetchall())


@pytest.mark.django_db
def test_queueing_keeps_the_mail_in_words_and_one_job_to_send_it() -> None:
    mail = queue_mail()
    assert mail is not None
    assert (mail.state, mail.attempts, mail.queued_at) == ("queued", 0, FRIDAY)
    assert "Dear Nora Ellerbek," in mail.text
    assert (mail.from_name, mail.reply_to) == ("Smart Beispiel eG", "team@smart.example")
    assert jobs() == [mail.pk]


@pytest.mark.django_db
def test_the_same_cause_writes_to_a_mailbox_once_per_purpose() -> None:
    assert queue_mail()
    assert queue_mail(subject="Other words") is None
    assert queue_mail(purpose="valid_until_reminder")
    assert queue_mail(cause="invitation:5")
    assert queue_mail(to="other@museum-lumenau.example")
    assert OutboxMail.objects.count() == len(jobs()) == 4


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("A@x.example", "a@X.EXAMPLE"),
        ("a@bücher.example", "a@xn--bcher-kva.example"),
        ("a@BÜCHER.example", "a@bu\u0308cher.example"),
        ("a@x.example ", "a@x.example"),
        ("Anna.Muster@x.example", "anna.muster@x.example"),
    ],
)
def test_two_ways_to_write_one_mailbox_get_one_mail(first: str, second: str) -> None:
    assert queue_mail(to=first)
    assert queue_mail(to=second) is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("a@x.example", "a+1@x.example"),
        ("a@x.example", "a@y.example"),
        ("a.b@x.example", "ab@x.example"),
    ],
)
def test_two_mailboxes_get_a_mail_each(first: str, second: str) -> None:
    assert queue_mail(to=first)
    assert queue_mail(to=second)


def test_mail_is_not_queued_outside_a_transaction() -> None:
    with pytest.raises(RuntimeError, match="transaction"):
        queue_mail()


@pytest.mark.django_db
def test_an_event_that_fails_leaves_neither_mail_nor_job() -> None:
    def fail() -> None:
        with transaction.atomic():
            queue_mail()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert not OutboxMail.objects.exists()
    assert jobs() == []


@pytest.fixture
def committing(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Transactions that others see. Cleans up by itself: emptying all tables is refused."""
    with django_db_blocker.unblock():
        yield
        OutboxMail.objects.all().delete()
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM procrastinate_jobs")
        connection.close()


@pytest.mark.usefixtures("committing")
def test_of_two_events_at_once_the_second_waits_and_queues_nothing() -> None:
    def act() -> OutboxMail | None:
        try:
            with transaction.atomic():
                return queue_mail()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as elsewhere:
        with transaction.atomic():
            assert queue_mail()
            second = elsewhere.submit(act)
            time.sleep(0.2)
            assert not second.done()
        assert second.result(timeout=10) is None
    assert OutboxMail.objects.count() == len(jobs()) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("evil", ["Nora\r\nBcc: x@evil.example", "Nora\x00", "Nora\u2028"])
def test_a_name_or_subject_that_could_forge_a_header_queues_nothing(evil: str) -> None:
    with pytest.raises(UnsafeHeader):
        queue_mail(to=recipient(name=evil))
    with pytest.raises(UnsafeHeader):
        queue_mail(subject=evil)
    assert not OutboxMail.objects.exists()


@pytest.mark.django_db
def test_the_secret_link_is_in_no_table() -> None:
    assert queue_mail()
    everything = "\n".join(tables_as_text())
    assert SEED in everything
    assert token_of(SEED) not in everything


@pytest.mark.django_db
def test_attachments_are_kept_by_their_hash() -> None:
    mail = queue_mail(attachments=[Attachment("RE-2027-000001.pdf", "application/pdf", "ab" * 32)])
    assert mail is not None
    kept = OutboxAttachment.objects.get(mail=mail)
    assert (kept.name, kept.media_type, kept.sha256) == (
        "RE-2027-000001.pdf",
        "application/pdf",
        "ab" * 32,
    )


@pytest.mark.django_db
def test_sending_again_asks_for_a_new_attempt_of_the_same_mail() -> None:
    mail = queued_mail()
    OutboxMail.objects.update(state="failed", attempts=12, put_off=11, uncertain=1)
    later = FRIDAY + timedelta(days=4)
    assert send_again(mail, later)
    again = OutboxMail.objects.get()
    assert (again.state, again.put_off, again.uncertain) == ("queued", 0, 0)
    assert (again.queued_at, again.message_id) == (later, mail.message_id)
    assert jobs() == [mail.pk, mail.pk]


@pytest.mark.django_db
def test_a_mail_that_is_being_sent_is_not_asked_for_again() -> None:
    mail = queued_mail()
    OutboxMail.objects.update(state="sending")
    assert not send_again(mail, FRIDAY)
    assert jobs() == [mail.pk]


@pytest.mark.django_db
def test_pages_read_what_became_of_mails_but_never_what_is_in_them() -> None:
    queue_mail()
    queue_mail(cause="invoice:9", about="invoice:9")
    queue_mail(cause="invitation:5", about="order:18")
    OutboxMail.objects.filter(about="order:17").update(
        state="failed", answer="550 No such person", uncertain=1
    )
    first, second = mails_about("order:17", "invoice:9")
    assert (first.state, first.answer, first.uncertain, first.can_be_sent_again) == (
        "failed",
        "550 No such person",
        True,
        True,
    )
    assert (second.state, second.at, second.can_be_sent_again) == ("queued", FRIDAY, False)
    assert not {"text", "html", "link_seed", "subject"} & set(vars(first))
