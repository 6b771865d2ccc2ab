"""The outbox: mail is queued in the transaction of the event that causes it (spec § 12).

Only actions queue. `mailer.py` delivers, `mails.py` reads.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from django.conf import settings
from django.db import connection

from kontor.foundation import crash_points, jobs
from kontor.foundation.address import normalise
from kontor.foundation.letter import Letter, Recipient, Sender
from kontor.foundation.letter_layout import Rendered, render
from kontor.foundation.mailer import SEND_MAIL
from kontor.foundation.message import refuse_unsafe, wire_address
from kontor.foundation.models import OutboxAttachment, OutboxMail
from kontor.foundation.saying import USUAL
from kontor.foundation.secret_link import mark_of


@dataclass(frozen=True)
class SecretLink:
    """A page that only this recipient may open: the token follows `path`, e.g. `/c/`."""

    path: str
    seed: str


@dataclass(frozen=True)
class PlainLink:
    """A page whose whole address is no secret: who opens it has to sign in."""

    url: str


Link: TypeAlias = SecretLink | PlainLink


@dataclass(frozen=True)
class Attachment:
    """A stored file (files.py) that goes with the mail; `name` as the reader sees it."""

    name: str
    media_type: str
    sha256: str


def queue(  # noqa: PLR0913  # a mail has these parts
    letter: Letter,
    *,
    purpose: str,
    cause: str,
    about: str,
    recipient: Recipient,
    sender: Sender,
    link: Link | None,
    at: datetime,
    attachments: Sequence[Attachment] = (),
    own_words: Mapping[str, str] = USUAL,
) -> OutboxMail | None:
    """Keep the mail and its job with the caller's transaction, in the words of this moment.

    `cause` is the single event (`invitation:4`, `history:91`), `about` the page that shows the
    mail (`order:17`). None, and nothing queued, where the cause has already written to this
    mailbox for this purpose. `own_words`: as letter_layout.render takes them. Raises UnsafeHeader
    where a name or subject could forge a header.
    """
    _inside_a_transaction()
    refuse_unsafe(attachments=" ".join(file.name for file in attachments))
    rendered = render(letter, recipient, sender, _url(link), own_words)
    row = _row(rendered, recipient, sender)
    row.cause, row.purpose, row.about, row.queued_at = cause, purpose, about, at
    row.link_seed = link.seed if isinstance(link, SecretLink) else ""
    mail = _once(row)
    if mail is not None:
        _attach(mail, attachments)
        jobs.defer(SEND_MAIL, mail_id=mail.pk)
        crash_points.here("P5")
    return mail


def send_again(mail: OutboxMail, at: datetime) -> bool:
    """Ask for a new attempt of the same mail, whatever became of the earlier ones.

    False where it is being sent this very moment: then there is nothing to ask for.
    """
    _inside_a_transaction()
    asked = OutboxMail.objects.filter(pk=mail.pk).exclude(state="sending")
    if not asked.update(state="queued", put_off=0, uncertain=0, queued_at=at, bounced_at=None):
        return False
    jobs.defer(SEND_MAIL, mail_id=mail.pk)
    return True


def came_back(mail: OutboxMail, words: str, at: datetime) -> bool:
    """A mail that was sent has failed after all, with the words it came back with.

    False where it is not sent: then nothing can have come back.
    """
    _inside_a_transaction()
    sent = OutboxMail.objects.filter(pk=mail.pk, state="sent")
    return bool(sent.update(state="failed", answer=words, bounced_at=at))


def _row(rendered: Rendered, recipient: Recipient, sender: Sender) -> OutboxMail:
    refuse_unsafe(
        subject=rendered.subject,
        recipient=f"{recipient.name} {recipient.address}",
        sender=f"{sender.name} {sender.from_address} {sender.reply_to}",
    )
    return OutboxMail(
        address=normalise(recipient.address),
        to=recipient.address.strip(),
        to_name=recipient.name,
        audience=recipient.audience,
        language=recipient.language,
        from_name=sender.name,
        from_address=sender.from_address,
        reply_to=sender.reply_to,
        subject=rendered.subject,
        text=rendered.text,
        html=rendered.html,
        message_id=_new_message_id(sender),
    )


def seed_of(cause: str) -> str:
    """The seed of the secret link that a cause was mailed with, for a reminder of the same link."""
    return OutboxMail.objects.exclude(link_seed="").get(cause=cause).link_seed


def _once(mail: OutboxMail) -> OutboxMail | None:
    """The mail as it was inserted, or None where its twin was there before or comes first now.

    ON CONFLICT DO NOTHING waits for a twin that another transaction has just inserted, so two acts
    at once queue one mail and neither fails.
    """
    OutboxMail.objects.bulk_create([mail], ignore_conflicts=True)
    return OutboxMail.objects.filter(message_id=mail.message_id).first()


def _attach(mail: OutboxMail, attachments: Sequence[Attachment]) -> None:
    OutboxAttachment.objects.bulk_create(
        OutboxAttachment(mail=mail, name=file.name, media_type=file.media_type, sha256=file.sha256)
        for file in attachments
    )


def _inside_a_transaction() -> None:
    if not connection.in_atomic_block:
        raise RuntimeError("mail is queued in the transaction of the event that causes it")


def _url(link: Link | None) -> str | None:
    """The address in the kept bodies; a mark stands where the token of a secret link will be."""
    match link:
        case SecretLink():
            return f"{settings.KONTOR_URL}{link.path}{mark_of(link.seed)}"
        case PlainLink():
            return link.url
    return None


def _new_message_id(sender: Sender) -> str:
    domain = wire_address(sender.from_address).rpartition("@")[2]
    return f"<{secrets.token_hex(16)}@{domain}>"
