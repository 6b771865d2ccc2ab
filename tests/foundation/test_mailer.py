"""Delivery: one mail reaches its mailbox once, whatever breaks (reliability F2, F4, F7, F8)."""

import random
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from itertools import pairwise
from pathlib import Path

import pytest
from django.db.models.functions import Now
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings

from kontor.foundation import files
from kontor.foundation.mailer import LEASE, PAUSES, Outcome, deliver, delivering_to
from kontor.foundation.message import Parcel
from kontor.foundation.models import OutboxMail
from kontor.foundation.outbox import Attachment
from kontor.foundation.secret_link import mark_of, token_of
from kontor.foundation.smtp import NotTaken, PutOff, Refused, Server, Uncertain
from tests.builders.mails import FRIDAY, SEED, queue_mail, queued_mail
from tests.smtp_peer import DROP_AND_CLOSE, KEEP_AND_CLOSE, TAKEN, Peer

LATER = FRIDAY + timedelta(minutes=2)


@dataclass
class Post:
    """A transport that keeps what it is given, or raises what it is told to."""

    trouble: NotTaken | Exception | None = None
    meanwhile: Callable[[], object] = lambda: None
    parcels: list[Parcel] = field(default_factory=list)

    def __call__(self, parcel: Parcel) -> str:
        self.meanwhile()
        if self.trouble and not isinstance(self.trouble, Uncertain):
            raise self.trouble
        self.parcels.append(parcel)
        if self.trouble:
            raise self.trouble
        return "250 Taken"


def attempt(mail: OutboxMail, post: Post) -> Outcome:
    with delivering_to(post):
        return deliver(mail.pk, LATER)


def row(mail: OutboxMail) -> OutboxMail:
    return OutboxMail.objects.get(pk=mail.pk)


def opened(parcel: Parcel) -> EmailMessage:
    return message_from_bytes(parcel.data, policy=policy.default)


def text_of(parcel: Parcel, kind: str) -> str:
    body = opened(parcel).get_body((kind,))
    assert body is not None
    return str(body.get_content())


def later_jobs() -> list[ProcrastinateJob]:
    return list(ProcrastinateJob.objects.exclude(scheduled_at=None).order_by("scheduled_at"))


def let_the_lease_run_out(mail: OutboxMail) -> None:
    OutboxMail.objects.filter(pk=mail.pk).update(claimed_at=Now() - LEASE - timedelta(seconds=1))


@pytest.mark.django_db
def test_a_delivered_mail_is_marked_with_the_time_and_the_servers_words() -> None:
    mail, post = queued_mail(), Post()
    assert attempt(mail, post) is Outcome.SENT
    sent = row(mail)
    assert (sent.state, sent.sent_at, sent.answer, sent.attempts) == (
        "sent",
        LATER,
        "250 Taken",
        1,
    )


@pytest.mark.django_db
def test_the_secret_link_is_in_both_bodies_of_exactly_this_mail(settings: Settings) -> None:
    settings.KONTOR_URL = "https://kontor.smart.example"
    mail, post = queued_mail(), Post()
    other = queue_mail(cause="invitation:5", seed="ff" * 16)
    assert other is not None
    attempt(mail, post)
    attempt(other, post)
    link = f"https://kontor.smart.example/c/{token_of(SEED)}"
    for kind in ("plain", "html"):
        assert link in text_of(post.parcels[0], kind)
        assert mark_of(SEED) not in text_of(post.parcels[0], kind)
        assert token_of(SEED) not in text_of(post.parcels[1], kind)


@pytest.mark.django_db
def test_a_job_for_a_mail_that_is_done_does_nothing() -> None:
    mail, post = queued_mail(), Post()
    attempt(mail, post)
    assert attempt(mail, post) is Outcome.NOTHING_TO_DO
    assert len(post.parcels) == 1


@pytest.mark.django_db
def test_what_is_put_off_waits_with_the_servers_words_and_a_job_for_later() -> None:
    mail = queued_mail()
    assert attempt(mail, Post(PutOff("450 Greylisted"))) is Outcome.PUT_OFF
    waiting = row(mail)
    assert (waiting.state, waiting.answer, waiting.put_off) == ("queued", "450 Greylisted", 1)
    assert [job.args for job in later_jobs()] == [{"mail_id": mail.pk}]
    assert attempt(mail, Post()) is Outcome.SENT


@pytest.mark.django_db
def test_pauses_grow_for_about_three_days_and_then_the_mail_has_failed() -> None:
    mail = queued_mail()
    outcomes = [attempt(mail, Post(PutOff("421 Busy"))) for _ in range(len(PAUSES) + 1)]
    assert outcomes == [Outcome.PUT_OFF] * len(PAUSES) + [Outcome.FAILED]
    assert (row(mail).state, row(mail).answer) == ("failed", "421 Busy")
    assert all(shorter <= longer for shorter, longer in pairwise(PAUSES))
    assert timedelta(days=3) <= sum(PAUSES, timedelta()) <= timedelta(days=3, hours=6)
    first, last = later_jobs()[0].scheduled_at, later_jobs()[-1].scheduled_at
    assert first is not None
    assert last is not None
    assert abs((last - first) - (PAUSES[-1] - PAUSES[0])) < timedelta(minutes=1)


@pytest.mark.django_db
def test_what_is_refused_has_failed_with_the_servers_words() -> None:
    mail = queued_mail()
    assert attempt(mail, Post(Refused("550 No such person"))) is Outcome.FAILED
    assert (row(mail).state, row(mail).answer) == ("failed", "550 No such person")
    assert later_jobs() == []


@pytest.mark.django_db
def test_an_uncertain_mail_is_sent_a_second_time_with_the_same_bytes_and_never_a_third() -> None:
    mail, post = queued_mail(), Post(Uncertain("Connection closed"))
    assert attempt(mail, post) is Outcome.PUT_OFF
    assert (row(mail).state, row(mail).uncertain) == ("queued", 1)
    assert attempt(mail, post) is Outcome.FAILED
    assert attempt(mail, post) is Outcome.NOTHING_TO_DO
    first, second = post.parcels
    assert first == second


@pytest.mark.django_db
def test_a_worker_killed_while_sending_is_followed_by_one_that_sends_the_same_bytes() -> None:
    mail, killed, next_one = queued_mail(), Post(KeyboardInterrupt()), Post()  # type: ignore[arg-type]
    with pytest.raises(KeyboardInterrupt):
        attempt(mail, killed)
    assert row(mail).state == "sending"
    let_the_lease_run_out(mail)
    assert attempt(mail, next_one) is Outcome.SENT
    assert opened(next_one.parcels[0])["Message-ID"] == mail.message_id
    assert (row(mail).state, row(mail).attempts) == ("sent", 2)


@pytest.mark.django_db
def test_while_one_worker_sends_another_leaves_it_alone_and_a_job_comes_back_later() -> None:
    mail, second = queued_mail(), Post()
    outcomes: list[Outcome] = []
    first = Post(meanwhile=lambda: outcomes.append(attempt(mail, second)))
    assert attempt(mail, first) is Outcome.SENT
    assert outcomes == [Outcome.IN_OTHER_HANDS]
    assert second.parcels == []
    assert [job.args for job in later_jobs()] == [{"mail_id": mail.pk}]


@pytest.mark.django_db
@pytest.mark.parametrize("late_end", [None, PutOff("421 Busy"), Refused("550 No")])
def test_the_late_end_of_a_frozen_attempt_changes_nothing(late_end: NotTaken | None) -> None:
    mail, second = queued_mail(), Post()

    def frozen() -> None:
        let_the_lease_run_out(mail)
        assert attempt(mail, second) is Outcome.SENT

    assert attempt(mail, Post(late_end, meanwhile=frozen)) is Outcome.OVERTAKEN
    assert (row(mail).state, row(mail).attempts, row(mail).answer) == ("sent", 2, "250 Taken")


@pytest.mark.django_db
def test_a_frozen_attempt_ends_nothing_while_the_next_one_is_at_work() -> None:
    mail = queued_mail()

    def next_attempt_begins() -> None:
        OutboxMail.objects.filter(pk=mail.pk).update(attempts=2)

    assert attempt(mail, Post(meanwhile=next_attempt_begins)) is Outcome.OVERTAKEN
    assert (row(mail).state, row(mail).answer) == ("sending", "")


@pytest.mark.django_db
def test_attachments_go_along_and_a_missing_one_puts_the_mail_off(
    settings: Settings, tmp_path: Path
) -> None:
    settings.DOCUMENTS = tmp_path
    kept = files.store(b"%PDF-1.7")
    mail = queue_mail(attachments=[Attachment("RE-2027-000001.pdf", "application/pdf", kept)])
    assert mail is not None
    stored = next(tmp_path.rglob(kept))
    stored.rename(tmp_path / "away")
    post = Post()
    assert attempt(mail, post) is Outcome.PUT_OFF
    assert "attachment" in row(mail).answer
    (tmp_path / "away").rename(stored)
    assert attempt(mail, post) is Outcome.SENT
    (attached,) = opened(post.parcels[0]).iter_attachments()
    assert attached.get_filename() == "RE-2027-000001.pdf"
    assert attached.get_payload(decode=True) == b"%PDF-1.7"


@pytest.mark.django_db
def test_a_mistake_of_ours_fails_in_sight_of_everybody() -> None:
    mail = queued_mail()
    with pytest.raises(LookupError):
        attempt(mail, Post(LookupError("what")))
    assert (row(mail).state, row(mail).answer) == ("failed", "LookupError: what")


def speaking_to(server: Server, settings: Settings) -> None:
    settings.KONTOR_SMTP = asdict(server)


@pytest.mark.django_db
def test_of_two_recipients_one_is_refused_and_the_other_gets_it_once(settings: Settings) -> None:
    gone, there = queued_mail(to="gone@x.example"), queued_mail(to="there@x.example")
    peer = Peer(rcpt={"gone@x.example": "550 No such person"})
    with peer.listening() as server:
        speaking_to(server, settings)
        assert [deliver(mail.pk, LATER) for mail in (gone, there)] == [
            Outcome.FAILED,
            Outcome.SENT,
        ]
    assert [to for to, _ in peer.kept] == ["there@x.example"]
    assert row(gone).answer == "550 No such person"


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(8))
def test_a_line_that_breaks_after_data_gives_one_copy_or_two_and_never_none(
    settings: Settings, seed: int
) -> None:
    mail = queued_mail()
    broken = random.Random(seed).choice([KEEP_AND_CLOSE, DROP_AND_CLOSE])  # noqa: S311
    peer = Peer(data=[broken, TAKEN])
    with peer.listening() as server:
        speaking_to(server, settings)
        assert deliver(mail.pk, LATER) is Outcome.PUT_OFF
        assert deliver(mail.pk, LATER) is Outcome.SENT
    copies = [data for _, data in peer.kept]
    assert len(copies) == (2 if broken == KEEP_AND_CLOSE else 1)
    assert len(set(copies)) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("trouble", [Refused, PutOff])
def test_a_server_that_quotes_the_secret_link_does_not_show_it_to_the_team(
    trouble: type[NotTaken],
) -> None:
    mail = queued_mail()
    attempt(mail, Post(trouble(f"554 Bad link https://kontor.example/c/{token_of(SEED)} in it")))
    assert row(mail).answer == "554 Bad link https://kontor.example/c/… in it"
