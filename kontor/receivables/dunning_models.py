"""Reminders: what was sent, what the member was asked, what somebody paused."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from kontor.clients.models import Client
from kontor.invoicing.models import Invoice


class Reminder(models.Model):
    """A reminder of one level, sent once for an invoice (spec § 11). Append-only.

    `claim`: what its PDF says of interest and lump sum, frozen; the PDF lies in the file store.
    """

    invoice = models.ForeignKey(Invoice, models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField()
    sent_on = models.DateField()
    at = models.DateTimeField()
    open = models.DecimalField(max_digits=12, decimal_places=2)
    interest = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    lump_sum = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    pay_by = models.DateField()
    claim = models.JSONField(default=dict)
    sha256 = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["invoice", "level"], name="reminder_level_once"),
            models.CheckConstraint(condition=Q(level__in=[1, 2, 3]), name="reminder_level"),
            models.CheckConstraint(condition=Q(open__gt=0), name="reminder_of_something"),
        ]

    def __str__(self) -> str:
        return f"reminder {self.level} of {self.invoice_id}"


class DemandQuestion(models.Model):
    """The member is asked before the formal demand, once for an invoice; a veto can be lifted."""

    invoice = models.OneToOneField(Invoice, models.PROTECT, related_name="+")
    asked_on = models.DateField()
    answer = models.CharField(max_length=8, blank=True)
    text = models.TextField(blank=True, help_text="why the member vetoes")
    answered_at = models.DateTimeField(null=True, blank=True)
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    lifted_for = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True)
                | Q(answer__in=["agreed", "vetoed"], answered_at__isnull=False),
                name="demand_answer",
            ),
            models.CheckConstraint(
                condition=Q(lifted_at__isnull=True) | Q(answer="vetoed"), name="demand_lifted_veto"
            ),
        ]

    def __str__(self) -> str:
        return f"demand question of {self.invoice_id}"


class ReminderPause(models.Model):
    """No reminders of one invoice, or of all of one client, until it is ended or its day comes."""

    invoice = models.ForeignKey(Invoice, models.PROTECT, null=True, blank=True, related_name="+")
    client = models.ForeignKey(Client, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.TextField()
    until = models.DateField(null=True, blank=True, help_text="last day without reminders")
    paused_at = models.DateTimeField()
    paused_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(invoice__isnull=False, client__isnull=True)
                | Q(invoice__isnull=True, client__isnull=False),
                name="pause_of_one",
            ),
            models.UniqueConstraint(
                fields=["invoice"], condition=Q(ended_at__isnull=True), name="pause_once_invoice"
            ),
            models.UniqueConstraint(
                fields=["client"], condition=Q(ended_at__isnull=True), name="pause_once_client"
            ),
        ]

    def __str__(self) -> str:
        return f"pause of {self.invoice_id or self.client_id}"
