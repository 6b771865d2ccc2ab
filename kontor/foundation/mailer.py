"""Delivery: takes one mail from the outbox, speaks with the server, writes down what came of it.

No transaction stays open while the server is spoken to. Instead each attempt has a number, and
every write says which attempt it belongs to.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, TypeAlias, cast

from django.conf import settings
from django.db.models import Q
from django.db.models.functions import Now

from kontor.foundation import crash_points, files, jobs
from kontor.foundation.message import Content, Enclosure, Mailbox, Parcel, parcel_of
from kontor.foundation.models import OutboxMail
from kontor.foundation.secret_link import mark_of, token_of
from kontor.foundation.smtp import NotTaken, PutOff, Refused, Server, Uncertain, hand_over
from kontor.foundation.written import Language

SEND_MAIL = "send_mail"  # the job that calls `deliver` with mail_id

# Growing pauses that add up to about three days; after the last one the mail has failed.
PAUSES = tuple(
    timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 480, 720, 720, 720, 720, 720)
)
# A worker that has not come back by then is dead or frozen: an attempt takes a minute at most, and
# the jobs of a dead worker are given to another after two.
LEASE = timedelta(seconds=100)
# Each uncertain attempt may have left a copy; nobody gets more than two.
UNCERTAIN_AT_MOST = 2
LONGEST_ANSWER = 500

Transport: TypeAlias = Callable[[Parcel], str]
"""Hands a parcel over and returns the server's words, or raises PutOff, Refused, Uncertain."""

_transport: ContextVar[Transport | None] = ContextVar("transport", default=None)


class Outcome(StrEnum):
    """What became of one job. OVERTAKEN: somebody else took the mail over in the meantime."""

    SENT = "sent"
    PUT_OFF = "put_off"
    FAILED = "failed"
    IN_OTHER_HANDS = "in_other_hands"
    NOTHING_TO_DO = "nothing_to_do"
    OVERTAKEN = "overtaken"


def deliver(mail_id: int, now: datetime) -> Outcome:
    """Make one attempt at the mail. Call it outside any transaction, as often as you like."""
    mail = OutboxMail.objects.get(pk=mail_id)
    if mail.state in ("sent", "failed"):
        return Outcome.NOTHING_TO_DO
    if not _claim(mail):
        # If its holder dies, somebody must come back for it after the lease.
        jobs.defer(SEND_MAIL, after=LEASE, mail_id=mail_id)
        return Outcome.IN_OTHER_HANDS
    try:
        answer = (_transport.get() or _by_smtp)(_parcel(mail))
    except Refused as refused:
        return _failed(mail, refused.words)
    except NotTaken as trouble:
        return _put_off(mail, trouble)
    except Exception as fault:
        _failed(mail, f"{type(fault).__name__}: {fault}")
        raise
    crash_points.here("P8")
    return _closed(mail, Outcome.SENT, state="sent", answer=answer, sent_at=now)


@contextmanager
def delivering_to(transport: Transport) -> Iterator[None]:
    """Hand every mail to `transport` inside the block, instead of to the mail server."""
    token = _transport.set(transport)
    try:
        yield
    finally:
        _transport.reset(token)


def _by_smtp(parcel: Parcel) -> str:
    return hand_over(Server(**settings.KONTOR_SMTP), parcel)


def _claim(mail: OutboxMail) -> bool:
    """Begin the next attempt, unless somebody else has.

    The race it wins: two workers hold jobs for the same mail (a rescued job, a double click on
    *send again*). Both read attempt n, both UPDATE to n + 1 where n still stands; PostgreSQL lets
    the second wait for the first and then find no row. The lease is measured by the database's
    clock, because the workers' own may differ.
    """
    free = Q(state="queued") | Q(state="sending", claimed_at__lt=Now() - LEASE)
    claimed = OutboxMail.objects.filter(free, pk=mail.pk, attempts=mail.attempts).update(
        state="sending", attempts=mail.attempts + 1, claimed_at=Now()
    )
    mail.attempts += 1
    return claimed == 1


def _closed(mail: OutboxMail, outcome: Outcome, *, answer: str, **values: Any) -> Outcome:
    """Write down the end of this attempt.

    The race it wins: a worker that was frozen while another took over finds that its attempt's
    number has passed, and changes nothing.
    """
    written = OutboxMail.objects.filter(pk=mail.pk, state="sending", attempts=mail.attempts).update(
        answer=_without_token(mail, answer)[:LONGEST_ANSWER], **values
    )
    return outcome if written else Outcome.OVERTAKEN


def _without_token(mail: OutboxMail, answer: str) -> str:
    """Servers quote addresses they dislike, and the team reads what they answered."""
    return answer.replace(token_of(mail.link_seed), "…") if mail.link_seed else answer


def _failed(mail: OutboxMail, answer: str) -> Outcome:
    return _closed(mail, Outcome.FAILED, answer=answer, state="failed")


def _put_off(mail: OutboxMail, trouble: NotTaken) -> Outcome:
    uncertain = mail.uncertain + isinstance(trouble, Uncertain)
    if uncertain >= UNCERTAIN_AT_MOST or mail.put_off >= len(PAUSES):
        return _failed(mail, trouble.words)
    # The job comes first: a crash between the two leaves a job too many, never a mail without one.
    jobs.defer(SEND_MAIL, after=PAUSES[mail.put_off], mail_id=mail.pk)
    return _closed(
        mail,
        Outcome.PUT_OFF,
        answer=trouble.words,
        state="queued",
        put_off=mail.put_off + 1,
        uncertain=uncertain,
    )


def _parcel(mail: OutboxMail) -> Parcel:
    """The same bytes at every attempt; the secret link appears here and nowhere else."""
    return parcel_of(
        Content(
            sender=Mailbox(mail.from_address, mail.from_name),
            recipient=Mailbox(mail.to, mail.to_name),
            reply_to=mail.reply_to,
            subject=mail.subject,
            text=_with_link(mail, mail.text),
            html=_with_link(mail, mail.html),
            language=cast("Language", mail.language),
            purpose=mail.purpose,
            message_id=mail.message_id,
            date=mail.queued_at,
            enclosures=_enclosures(mail),
        )
    )


def _with_link(mail: OutboxMail, body: str) -> str:
    if not mail.link_seed:
        return body
    return body.replace(mark_of(mail.link_seed), token_of(mail.link_seed))


def _enclosures(mail: OutboxMail) -> list[Enclosure]:
    try:
        return [
            Enclosure(kept.name, kept.media_type, files.read(kept.sha256))
            for kept in mail.attachments.order_by("id")
        ]
    except (OSError, files.DamagedFile) as trouble:
        raise PutOff(f"An attachment cannot be read: {trouble}") from trouble
