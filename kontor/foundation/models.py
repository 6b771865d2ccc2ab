"""Rows any web company would keep: history, outbox, and the demo's clock."""

from typing import ClassVar

from django.db import models
from django.db.models import Q


class HistoryEntry(models.Model):
    """One event: when, who, what, why. Append-only, a trigger refuses everything else.

    `about` names the thing, e.g. `order:17`; `data` holds what the sentence needs.
    """

    about = models.CharField(max_length=40)
    at = models.DateTimeField()
    day = models.DateField(help_text="of `at`, in Berlin")
    event = models.CharField(max_length=40)
    actor = models.CharField(max_length=12)
    actor_id = models.BigIntegerField(null=True, blank=True)
    actor_name = models.CharField(max_length=120, blank=True)
    status = models.CharField(max_length=20, blank=True, help_text="of the thing afterwards")
    data = models.JSONField(default=dict)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["about", "id"], name="history_about")]

    def __str__(self) -> str:
        return f"{self.about} {self.event}"


class OutboxMail(models.Model):
    """One mail to one address: unique per cause, purpose and normalised address (spec § 12).

    Subject and bodies are frozen when it is queued. A secret link is not in them: they hold
    a mark in its place, and `link_seed` is turned into the token only while sending.
    """

    cause = models.CharField(max_length=60, help_text="the single event, e.g. invitation:4")
    purpose = models.CharField(max_length=40)
    address = models.CharField(max_length=254, help_text="normalised, for uniqueness")
    about = models.CharField(max_length=40, help_text="the page it concerns, e.g. order:17")
    to = models.CharField(max_length=254)
    to_name = models.CharField(max_length=200, blank=True)
    audience = models.CharField(max_length=8, default="client", help_text="client, member or team")
    language = models.CharField(max_length=2)
    from_name = models.CharField(max_length=120)
    from_address = models.CharField(max_length=254)
    reply_to = models.CharField(max_length=254, blank=True)
    subject = models.CharField(max_length=400)
    text = models.TextField()
    html = models.TextField()
    link_seed = models.CharField(max_length=64, blank=True)
    message_id = models.CharField(max_length=120, unique=True)
    state = models.CharField(max_length=8, default="queued")
    attempts = models.IntegerField(default=0, help_text="ever begun; the present one's number")
    put_off = models.SmallIntegerField(
        default=0, help_text="times in a row since somebody asked to send it; sets the pause"
    )
    uncertain = models.SmallIntegerField(
        default=0, help_text="of these, times the server took it all and never answered"
    )
    claimed_at = models.DateTimeField(
        null=True, blank=True, help_text="by the database's own clock, which all workers share"
    )
    answer = models.CharField(max_length=500, blank=True, help_text="the server's last words")
    queued_at = models.DateTimeField(help_text="when somebody last asked to send it")
    sent_at = models.DateTimeField(null=True, blank=True, help_text="when it last arrived")
    bounced_at = models.DateTimeField(
        null=True, blank=True, help_text="when somebody entered that it came back"
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["cause", "purpose", "address"], name="mail_once_per_address"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["queued", "sending", "sent", "failed"]), name="mail_state"
            ),
            models.CheckConstraint(
                condition=Q(bounced_at__isnull=True) | Q(state="failed"), name="mail_bounced_failed"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["about"], name="mail_about"),
            models.Index(fields=["queued_at"], condition=Q(state="failed"), name="mail_failed"),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.pk}"


class OutboxAttachment(models.Model):
    mail = models.ForeignKey(OutboxMail, models.CASCADE, related_name="attachments")
    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=60)
    sha256 = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.name


class Tally(models.Model):
    """How often somebody asked for something within a span of time (tally.py)."""

    key = models.CharField(max_length=80, primary_key=True)
    began = models.DateTimeField(help_text="of the span, by the database's clock")
    n = models.IntegerField()

    def __str__(self) -> str:
        return f"{self.key}: {self.n}"


class ClockShift(models.Model):
    """The days by which the demo's date was moved forward; one row at most."""

    only_row = models.BooleanField(primary_key=True, default=True)
    days = models.IntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(only_row=True), name="one_clock_shift"),
            models.CheckConstraint(condition=Q(days__gte=0), name="clock_only_forward"),
        ]

    def __str__(self) -> str:
        return f"{self.days} days ahead"
