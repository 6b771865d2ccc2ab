"""What became of the money: allocations, refunds, the members' credit, guarantee cases, blocks."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from kontor.clients.models import Client
from kontor.invoicing.models import Invoice
from kontor.receivables.bank_models import BankEntry


class Allocation(models.Model):
    """What a part of a bank entry is for; taken back by `undone_at`, else never changed (trigger).

    `amount` bears the entry's sign: a returned payment takes from its invoice. `written_off` has no
    entry: charges or cents that nobody claims any more. Over all standing ones an invoice gets
    between nothing and its gross (trigger). `booked_by` None: matched by itself, for `reasons`.
    """

    entry = models.ForeignKey(
        BankEntry, models.PROTECT, null=True, blank=True, related_name="allocations"
    )
    purpose = models.CharField(max_length=12)
    invoice = models.ForeignKey(Invoice, models.PROTECT, null=True, blank=True, related_name="+")
    client = models.ForeignKey(
        Client, models.PROTECT, null=True, blank=True, related_name="+", help_text="whose credit"
    )
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    reasons = models.JSONField(default=list, help_text="sentences: why it was matched")
    words = models.CharField(max_length=500, blank=True, help_text="why, in a person's words")
    booked_on = models.DateField(help_text="day the money moved: the entry's, else the decision's")
    booked_at = models.DateTimeField()
    booked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(purpose="invoice", invoice__isnull=False, entry__isnull=False)
                | Q(purpose="written_off", invoice__isnull=False, entry__isnull=True)
                | Q(purpose="credit", client__isnull=False, entry__isnull=False)
                | Q(purpose="refund", entry__isnull=False)
                | Q(purpose__in=["refunded", "charge", "other"], entry__isnull=False),
                name="allocation_purpose",
            ),
            models.CheckConstraint(condition=~Q(amount=0), name="allocation_of_something"),
            models.CheckConstraint(
                condition=Q(purpose__in=["invoice", "written_off"]) | Q(invoice__isnull=True),
                name="allocation_invoice",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["purpose"], condition=Q(undone_at__isnull=True), name="allocation_standing"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.purpose}"


class CreditTransferFile(models.Model):
    """A pain.001 file with refunds, as it was handed to the bank. Immutable."""

    message_id = models.CharField(max_length=35, unique=True)
    execution_on = models.DateField()
    sha256 = models.CharField(max_length=64)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.message_id


class Refund(models.Model):
    """Money to give back to a client: paid for a cancelled invoice, or more than was owed.

    One per cancelled invoice and one per allocation (constraints). `in_file`: ordered from the
    bank; `paid`: the bank has booked it (`paid_by`); `dropped`: not to be given back, for `words`.
    """

    client = models.ForeignKey(Client, models.PROTECT, related_name="+")
    cancelled = models.ForeignKey(
        Invoice, models.PROTECT, null=True, blank=True, related_name="+", help_text="its invoice"
    )
    allocation = models.OneToOneField(
        Allocation, models.PROTECT, null=True, blank=True, related_name="+"
    )
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    iban = models.CharField(max_length=34, blank=True, help_text="from the payment, if known")
    name = models.CharField(max_length=200)
    state = models.CharField(max_length=8, default="to_do")
    file = models.ForeignKey(
        CreditTransferFile, models.PROTECT, null=True, blank=True, related_name="refunds"
    )
    paid_by = models.OneToOneField(
        Allocation, models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    words = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["cancelled"], name="refund_once_per_cancelled"),
            models.CheckConstraint(
                condition=Q(cancelled__isnull=False, allocation__isnull=True)
                | Q(cancelled__isnull=True, allocation__isnull=False),
                name="refund_has_cause",
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="refund_of_something"),
            models.CheckConstraint(
                condition=Q(state="to_do", file__isnull=True)
                | Q(state="in_file", file__isnull=False)
                | Q(state__in=["paid", "dropped"]),
                name="refund_state",
            ),
        ]

    def __str__(self) -> str:
        return f"refund of {self.amount} ({self.state})"

    @property
    def end_to_end(self) -> str:
        """Its end-to-end id in the file to the bank, which the statement brings back."""
        return f"REFUND-{self.pk}"


class CreditLine(models.Model):
    """A line of a member's account: what an invoice earned, or lost again. Append-only.

    `amount`: signed, after the fee. Over all its lines an invoice earns between nothing and its
    net (trigger).
    """

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    invoice = models.ForeignKey(Invoice, models.PROTECT, related_name="+")
    on = models.DateField()
    at = models.DateTimeField()
    reason = models.CharField(max_length=12)
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    fee_percent = models.DecimalField(max_digits=9, decimal_places=4)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(
                    reason__in=["paid", "part_paid", "guarantee", "returned", "undone", "cancelled"]
                ),
                name="credit_reason",
            ),
            models.CheckConstraint(condition=~Q(amount=0), name="credit_of_something"),
        ]
        indexes: ClassVar = [models.Index(fields=["member", "on"], name="credit_of_member")]

    def __str__(self) -> str:
        return f"{self.amount} ({self.reason})"


class GuaranteeCase(models.Model):
    """A guaranteed invoice that was unpaid so long that the accountant has it (spec § 8).

    `taken`: the member is credited and the claim is the cooperative's. `paid`: settled before that,
    and open again when the payment goes back. `evidence`: revision, confirmation with time and
    name, or proof. Once it is taken or declined nothing changes (trigger).
    """

    invoice = models.OneToOneField(Invoice, models.PROTECT, related_name="+")
    opened_on = models.DateField()
    evidence = models.JSONField()
    state = models.CharField(max_length=8, default="open")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    words = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state="open", decided_at__isnull=True)
                | Q(state__in=["taken", "paid", "declined"], decided_at__isnull=False),
                name="guarantee_case_state",
            ),
        ]

    def __str__(self) -> str:
        return f"guarantee of {self.invoice_id} ({self.state})"


class BlockProposal(models.Model):
    """A client overdue for more than two months: a person decides whether it is blocked (R67)."""

    client = models.ForeignKey(Client, models.PROTECT, related_name="+")
    opened_on = models.DateField()
    oldest_due = models.DateField()
    state = models.CharField(max_length=8, default="open")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    words = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["client"], condition=Q(state="open"), name="block_proposal_one_open"
            ),
            models.CheckConstraint(
                condition=Q(state="open", decided_at__isnull=True)
                | Q(state__in=["blocked", "declined", "settled"], decided_at__isnull=False),
                name="block_proposal_state",
            ),
        ]

    def __str__(self) -> str:
        return f"block of {self.client_id} ({self.state})"
