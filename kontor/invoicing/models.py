"""Invoices, planned and issued, their numbers, their documents, requests to cancel."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from kontor.foundation.sentence import Sentence
from kontor.invoicing.faults import WAITS, in_words
from kontor.orders.models import Order, Revision

STATUSES = [
    "planned",
    "draft",
    "awaiting_update",
    "issued",
    "disputed",
    "cancelled",
    "stopped",
    "paid",
]
NUMBERED = ["issued", "disputed", "cancelled", "paid"]


class NumberSeries(models.Model):
    """The last number drawn of a series and year, e.g. RE-2027. Locked while drawing."""

    key = models.CharField(max_length=12, primary_key=True)
    last = models.IntegerField(default=0)
    last_on = models.DateField(null=True, help_text="day of the last number")

    def __str__(self) -> str:
        return f"{self.key} at {self.last}"


class SeriesPrefix(models.Model):
    """The letters before a year's numbers, where the house has chosen others (numbering.py).

    `series`: invoice or cancellation; valid for numbers of the year `from_year` and later.
    """

    series = models.CharField(max_length=12)
    from_year = models.PositiveSmallIntegerField()
    prefix = models.CharField(max_length=6)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["series", "from_year"], name="series_prefix_once"),
            models.CheckConstraint(
                condition=models.Q(series__in=["invoice", "cancellation"]),
                name="series_prefix_series",
            ),
            models.CheckConstraint(
                condition=models.Q(prefix__regex=r"^[A-Z][A-Z0-9]{0,5}$"),
                name="series_prefix_letters",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.prefix} from {self.from_year}"


class Invoice(models.Model):
    """A planned invoice becomes a draft, then is issued with a number and never changes again."""

    order = models.ForeignKey(Order, models.PROTECT, related_name="invoices")
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="+")
    position = models.SmallIntegerField(help_text="place in the plan, from 1")
    kind = models.CharField(max_length=12, default="invoice")
    status = models.CharField(max_length=16, default="planned")
    billing_date = models.DateField()
    service_from = models.DateField()
    service_to = models.DateField()
    term_days = models.SmallIntegerField()
    net = models.DecimalField(max_digits=12, decimal_places=2)
    vat = models.DecimalField(max_digits=12, decimal_places=2)
    gross = models.DecimalField(max_digits=12, decimal_places=2)
    vat_category = models.CharField(max_length=2)
    groups = models.JSONField(
        default=list, help_text="its VAT groups (totals.VatGroup as JSON); they sum to net and vat"
    )
    most_net = models.DecimalField(
        max_digits=12,
        decimal_places=2,
        help_text="net that the client confirmed for it, of a final invoice for the whole order;"
        " never changes (trigger)",
    )
    cancels = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    replaces = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="the cancelled invoice of the same plan row that it corrects",
    )
    own_lines = models.JSONField(
        null=True,
        blank=True,
        help_text="OfferLines as JSON where its member changed them; None: the revision's",
    )
    own_agreement = models.TextField(
        null=True,
        blank=True,
        help_text="special agreement of this invoice only; None: the revision's",
    )
    held_on = models.DateField(null=True, blank=True, help_text="day its member held it")
    held_text = models.TextField(blank=True, help_text="why, in the member's words to the team")
    held_reminded_on = models.DateField(null=True, blank=True)
    drafted_on = models.DateField(null=True, blank=True, help_text="day the member was mailed it")
    fault = models.TextField(blank=True, help_text="why the rehearsal refused it")

    number = models.CharField(max_length=24, unique=True, null=True, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    printed = models.JSONField(null=True, blank=True, help_text="PrintedInvoice, frozen at issue")
    guarantee = models.JSONField(null=True, blank=True, help_text="verdict fixed at issue")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["order", "position"],
                condition=~Q(kind="cancellation") & Q(replaces__isnull=True),
                name="invoice_once_per_plan_row",
            ),
            models.UniqueConstraint(fields=["replaces"], name="invoice_corrected_once"),
            models.CheckConstraint(
                condition=Q(net__lte=models.F("most_net")), name="invoice_not_above_confirmed"
            ),
            models.CheckConstraint(
                condition=Q(held_on__isnull=True) | Q(status="awaiting_update"),
                name="invoice_held_awaits",
            ),
            models.UniqueConstraint(fields=["cancels"], name="invoice_cancelled_once"),
            models.CheckConstraint(
                condition=Q(kind="cancellation", cancels__isnull=False, net__lte=0)
                | (~Q(kind="cancellation") & Q(cancels__isnull=True, net__gte=0)),
                name="invoice_cancellation_cancels",
            ),
            models.CheckConstraint(condition=Q(status__in=STATUSES), name="invoice_status"),
            models.CheckConstraint(
                condition=Q(kind__in=["invoice", "deposit", "final", "cancellation"]),
                name="invoice_kind",
            ),
            models.CheckConstraint(
                condition=Q(
                    status__in=NUMBERED,
                    number__isnull=False,
                    issued_on__isnull=False,
                    printed__isnull=False,
                )
                | (~Q(status__in=NUMBERED) & Q(number__isnull=True, printed__isnull=True)),
                name="invoice_issued_has_number",
            ),
            models.CheckConstraint(
                condition=Q(gross=models.F("net") + models.F("vat")), name="invoice_sums"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["status", "billing_date"], name="invoice_night"),
        ]

    def __str__(self) -> str:
        return self.number or f"{self.order_id}/{self.position} ({self.status})"

    @property
    def waits(self) -> bool:
        """Whether it is no fault that keeps it, but an earlier invoice still to be issued."""
        return self.fault == WAITS.text

    @property
    def fault_lines(self) -> list[Sentence | str]:
        """Why the rehearsal refused it, a reason a line."""
        return in_words(self.fault)


class Dispute(models.Model):
    """A client's *something is wrong* about an issued invoice; one can be open per invoice.

    Once answered nothing in it changes any more (trigger). While it is open the days of the
    guarantee stand still and nobody is reminded (spec § 8, § 11).
    """

    invoice = models.ForeignKey(Invoice, models.PROTECT, related_name="disputes")
    text = models.TextField(help_text="the client's words")
    opened_at = models.DateTimeField()
    state = models.CharField(max_length=10, default="open")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answer = models.TextField(blank=True, help_text="the team's words to client and member")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["invoice"], condition=Q(state="open"), name="dispute_one_open"
            ),
            models.CheckConstraint(
                condition=Q(state="open", closed_at__isnull=True)
                | Q(state__in=["kept", "cancelled", "corrected"], closed_at__isnull=False),
                name="dispute_state",
            ),
        ]

    def __str__(self) -> str:
        return f"dispute of {self.invoice_id} ({self.state})"


class Document(models.Model):
    """A PDF or XML of an issued invoice, stored under its content's SHA-256. Immutable."""

    invoice = models.ForeignKey(Invoice, models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=4)
    sha256 = models.CharField(max_length=64)
    size = models.IntegerField()
    created_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["invoice", "kind"], name="document_once"),
            models.CheckConstraint(condition=Q(kind__in=["pdf", "xml"]), name="document_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.invoice_id}"


class InvoiceLink(models.Model):
    """A link to an issued invoice for its recipients; only the token's SHA-256 is stored."""

    invoice = models.ForeignKey(Invoice, models.PROTECT, related_name="links")
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"link to {self.invoice_id}"


class CancellationRequest(models.Model):
    """A member's request to cancel an order (spec § 10); one can be open per order.

    Once withdrawn, declined or carried out nothing in it changes any more (trigger).
    """

    order = models.ForeignKey(Order, models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, default="open")
    text = models.TextField(blank=True, help_text="the member's words to the team")
    no_further_after = models.DateField(null=True, blank=True)
    requested_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.TextField(blank=True, help_text="why the team declined")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["order"], condition=Q(state="open"), name="cancellation_one_open"
            ),
            models.CheckConstraint(
                condition=Q(state="open", closed_at__isnull=True)
                | Q(state__in=["withdrawn", "declined", "carried_out"], closed_at__isnull=False),
                name="cancellation_state",
            ),
        ]

    def __str__(self) -> str:
        return f"request to cancel {self.order_id} ({self.state})"


class CancellationChoice(models.Model):
    """What the member wants for one invoice, and what the team did; no row means *keep*."""

    request = models.ForeignKey(CancellationRequest, models.CASCADE, related_name="choices")
    invoice = models.ForeignKey(Invoice, models.PROTECT, related_name="+")
    wish = models.CharField(max_length=6)
    held = models.BooleanField(
        default=False, help_text="this request holds it; released if it ends without being done"
    )
    done = models.CharField(max_length=6, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["request", "invoice"], name="choice_once_per_invoice"),
            models.CheckConstraint(
                condition=Q(wish__in=["keep", "stop", "cancel", "ask"])
                & Q(done__in=["", "keep", "stop", "cancel"]),
                name="cancellation_choice",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.wish} invoice {self.invoice_id}"
