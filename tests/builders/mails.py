"""Mails in the outbox, with boring defaults."""

from collections.abc import Sequence
from datetime import UTC, datetime

from kontor.foundation.letter import Recipient
from kontor.foundation.models import OutboxMail
from kontor.foundation.outbox import Attachment, SecretLink, queue
from tests.builders.letters import letter, recipient, sender

FRIDAY = datetime(2027, 3, 12, 8, 6, tzinfo=UTC)
SEED = "00112233445566778899aabbccddeeff"


def queue_mail(
    *,
    to: str | Recipient = "nora.ellerbek@museum-lumenau.example",
    cause: str = "invitation:4",
    purpose: str = "client_confirmation",
    about: str = "order:17",
    seed: str = SEED,
    attachments: Sequence[Attachment] = (),
    subject: str = "An offer",
) -> OutboxMail | None:
    return queue(
        letter(subject=subject),
        purpose=purpose,
        cause=cause,
        about=about,
        recipient=to if isinstance(to, Recipient) else recipient(to),
        sender=sender(),
        link=SecretLink("/c/", seed),
        attachments=attachments,
        at=FRIDAY,
    )


def queued_mail(*, to: str = "nora.ellerbek@museum-lumenau.example") -> OutboxMail:
    mail = queue_mail(to=to)
    assert mail is not None
    return mail
