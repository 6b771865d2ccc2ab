"""What pages show of mails: to whom, what for, and what became of it. Never what is in them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from kontor.foundation.models import OutboxMail


@dataclass(frozen=True)
class MailState:
    """One mail on the page it concerns.

    `cause` is the single event, e.g. `invoice:4`. `state` is queued, sending, sent or failed;
    `answer` the mail server's last words; `uncertain`: the server once had the whole mail and did
    not answer. `queued_at` is when somebody last asked to send it, `sent_at` when it last arrived,
    `bounced_at` when somebody entered that it came back; `answer` then says why.
    """

    id: int
    about: str
    cause: str
    purpose: str
    audience: str
    to: str
    to_name: str
    state: str
    answer: str
    uncertain: bool
    queued_at: datetime
    sent_at: datetime | None
    bounced_at: datetime | None = None

    @property
    def at(self) -> datetime:
        """The time that belongs to the state."""
        if self.bounced_at:
            return self.bounced_at
        return self.sent_at if self.state == "sent" and self.sent_at else self.queued_at

    @property
    def can_be_sent_again(self) -> bool:
        """It went out or failed for good; what is still on its way needs no second push."""
        return self.state in ("sent", "failed")


def mails_about(*about: str) -> list[MailState]:
    """The mails that concern these things (`order:17`, `invoice:4`), in the order of their cause.

    One query. Who may see a contact person's address is the caller's question (R19).
    """
    return [state_of(mail) for mail in without_words().filter(about__in=about).order_by("id")]


def mails_caused_by(causes: Collection[str]) -> list[MailState]:
    """The mails that these events caused, wherever they are told of now; one query."""
    return [state_of(mail) for mail in without_words().filter(cause__in=causes).order_by("id")]


def without_words() -> QuerySet[OutboxMail]:
    """All mails, without reading what is in them."""
    return OutboxMail.objects.defer("text", "html", "link_seed")


def state_of(mail: OutboxMail) -> MailState:
    """What pages show of the row."""
    return MailState(
        id=mail.pk,
        about=mail.about,
        cause=mail.cause,
        purpose=mail.purpose,
        audience=mail.audience,
        to=mail.to,
        to_name=mail.to_name,
        state=mail.state,
        answer=mail.answer,
        uncertain=mail.uncertain > 0,
        queued_at=mail.queued_at,
        sent_at=mail.sent_at,
        bounced_at=mail.bounced_at,
    )
