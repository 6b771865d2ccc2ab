"""What members propose about clients, and what the official register said about them."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from kontor.clients.models import Client


class ClientProposal(models.Model):
    """What a member would change about a client that others work with too (spec § 4).

    `changes`: by field, `{"before": …, "after": …}` as text. The team accepts or declines; the
    member may withdraw it, which a newer proposal of theirs does too.
    """

    client = models.ForeignKey(Client, models.PROTECT, related_name="+")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    changes = models.JSONField()
    note = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    state = models.CharField(max_length=10, default="open")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["client", "member"],
                condition=models.Q(state="open"),
                name="client_proposal_one_open",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["open", "accepted", "declined", "withdrawn"]),
                name="client_proposal_state",
            ),
            models.CheckConstraint(
                condition=models.Q(state="open") ^ models.Q(decided_at__isnull=False),
                name="client_proposal_decided",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["at"], condition=models.Q(state="open"), name="client_proposal_pile"
            ),
        ]

    def __str__(self) -> str:
        return f"proposal {self.pk} on client {self.client_id}"


class VatCheck(models.Model):
    """What the official register (VIES) answered about a VAT number. Append-only.

    `verdict`: valid, invalid, or not_checked where it could not be asked; never guessed.
    """

    client = models.ForeignKey(Client, models.PROTECT, related_name="+")
    number = models.CharField(max_length=30)
    verdict = models.CharField(max_length=12)
    name = models.CharField(max_length=300, blank=True, help_text="as the register says it")
    address = models.CharField(max_length=500, blank=True, help_text="as the register says it")
    reference = models.CharField(max_length=40, blank=True, help_text="the register's own")
    why = models.CharField(max_length=300, blank=True, help_text="it could not be asked")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(verdict__in=["valid", "invalid", "not_checked"]),
                name="vat_check_verdict",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["client", "-id"], name="vat_check_of_client")]

    def __str__(self) -> str:
        return f"{self.number}: {self.verdict}"
