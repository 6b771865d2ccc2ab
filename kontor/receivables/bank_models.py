"""What the bank says: accounts, files, statements, entries. Nothing of it is ever edited."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

ENTRY_KINDS = ["payment", "return", "charge", "batch", "other"]


class BankAccount(models.Model):
    """An account of the cooperative: statements of another one are held until somebody says so."""

    iban = models.CharField(max_length=34, unique=True)
    currency = models.CharField(max_length=3, default="EUR")
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    def __str__(self) -> str:
        return self.iban


class BankFile(models.Model):
    """A file as it was handed in; its bytes lie in the file store under their SHA-256.

    `held`: nothing of it is booked until somebody decides, `doubts` say why. `imported_by` None:
    the command.
    """

    name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    size = models.IntegerField()
    format = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=10)
    doubts = models.JSONField(default=list, help_text="sentences: why it is held")
    notes = models.JSONField(default=list, help_text="sentences: what was odd but readable")
    imported_at = models.DateTimeField()
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.TextField(blank=True, help_text="why it was booked in spite of its doubts")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["sha256"], condition=~Q(state="set_aside"), name="bank_file_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["held", "booked", "set_aside"]), name="bank_file_state"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.state})"


class BankStatement(models.Model):
    """One statement of one account; a camt.054 has no balances. Immutable."""

    file = models.ForeignKey(BankFile, models.PROTECT, related_name="statements")
    account = models.ForeignKey(BankAccount, models.PROTECT, related_name="+")
    number = models.CharField(max_length=40, blank=True)
    from_day = models.DateField()
    to_day = models.DateField()
    opening = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    closing = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["account", "to_day"], name="statement_newest")]

    def __str__(self) -> str:
        return f"{self.account_id} {self.from_day} to {self.to_day}"


class BankEntry(models.Model):
    """One booking of the bank, or one part of a collective one; each is kept once per account.

    `rest` is what nothing has been decided about yet; a trigger keeps it, so that more than the
    amount can never be given away.
    """

    statement = models.ForeignKey(BankStatement, models.PROTECT, related_name="entries")
    account = models.ForeignKey(BankAccount, models.PROTECT, related_name="+")
    key = models.CharField(max_length=80, help_text="formats.entry_keys")
    booking = models.CharField(
        max_length=80, blank=True, help_text="of a part: the key of its collective booking"
    )
    booked_on = models.DateField()
    value_on = models.DateField(null=True, blank=True)
    amount = models.DecimalField(max_digits=14, decimal_places=2, help_text="credits above zero")
    currency = models.CharField(max_length=3)
    kind = models.CharField(max_length=8)
    reference = models.TextField(blank=True, help_text="remittance text, lines as the bank cut it")
    structured = models.CharField(max_length=140, blank=True)
    end_to_end = models.CharField(max_length=140, blank=True)
    bank_reference = models.CharField(max_length=140, blank=True)
    name = models.CharField(max_length=200, blank=True)
    ultimate = models.CharField(max_length=200, blank=True, help_text="on whose behalf")
    iban = models.CharField(max_length=40, blank=True)
    return_reason = models.CharField(max_length=300, blank=True)
    charges = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    original_amount = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    original_currency = models.CharField(max_length=3, blank=True)
    text = models.CharField(max_length=300, blank=True, help_text="the bank's booking text")
    rest = models.DecimalField(max_digits=14, decimal_places=2, help_text="kept by a trigger")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["account", "key"], name="bank_entry_once"),
            models.CheckConstraint(condition=Q(kind__in=ENTRY_KINDS), name="bank_entry_kind"),
            models.CheckConstraint(
                condition=Q(amount__gte=0, rest__gte=0, rest__lte=F("amount"))
                | Q(amount__lt=0, rest__lte=0, rest__gte=F("amount")),
                name="bank_entry_rest",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["booked_on"], condition=~Q(rest=0), name="bank_entry_undecided"),
            models.Index(
                fields=["account", "booking"], condition=~Q(booking=""), name="bank_entry_booking"
            ),
            models.Index(fields=["iban"], condition=~Q(iban=""), name="bank_entry_iban"),
            models.Index(
                fields=["end_to_end"], condition=~Q(end_to_end=""), name="bank_entry_end_to_end"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.booked_on} {self.amount} {self.currency}"
