"""The order, its lines, its frozen revisions, and what the client decided."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from kontor.clients.models import Client

STATUSES = [
    "draft",
    "team_review",
    "client_confirmation",
    "changes_requested",
    "active",
    "rejected",
    "cancelled",
    "completed",
]
TO_CHECK = ["service_period", "payment", "billing_dates"]


class Order(models.Model):
    """Every field a member types may be empty while the order is a draft."""

    number = models.CharField(max_length=20, unique=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    status = models.CharField(max_length=20, default="draft")
    lapsed = models.BooleanField(default=False)
    version = models.IntegerField(
        default=1, help_text="counts saves; a stale page carries an old one"
    )
    created_in = models.CharField(
        max_length=40, blank=True, help_text="key of the page that made it: a second click finds it"
    )
    saved_in = models.CharField(
        max_length=40, blank=True, help_text="key of the page that saved last: it is never stale"
    )
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)

    client = models.ForeignKey(Client, models.PROTECT, null=True, blank=True, related_name="+")
    contact_name = models.CharField(max_length=120, blank=True)
    contact_email = models.CharField(max_length=254, blank=True)
    contact_phone = models.CharField(max_length=40, blank=True)
    contact_language = models.CharField(max_length=2, blank=True)
    sector = models.CharField(max_length=40, blank=True)
    title = models.CharField(max_length=200, blank=True)
    description = models.TextField(blank=True)
    service_from = models.DateField(null=True, blank=True)
    service_to = models.DateField(null=True, blank=True)
    place_country = models.CharField(max_length=2, blank=True)
    hours = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    ask_client = models.BooleanField(default=True)
    skip_reason = models.CharField(max_length=20, blank=True)
    skip_text = models.CharField(max_length=200, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    payment_mode = models.CharField(max_length=12, default="single")
    billing_date = models.DateField(null=True, blank=True)
    term_days = models.SmallIntegerField(null=True, blank=True, default=14)
    has_deposit = models.BooleanField(
        default=False, help_text="a deposit was chosen, though its share may not be typed yet"
    )
    deposit_amount = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    deposit_percent = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    final_date = models.DateField(null=True, blank=True)
    recurrence_every = models.SmallIntegerField(null=True, blank=True)
    recurrence_unit = models.CharField(max_length=8, blank=True)
    recurrence_last_day = models.BooleanField(default=False)
    recurrence_times = models.SmallIntegerField(null=True, blank=True)
    recurrence_until = models.DateField(null=True, blank=True)
    buyer_reference = models.CharField(max_length=100, blank=True)
    purchase_order = models.CharField(max_length=100, blank=True)
    special_agreement = models.TextField(blank=True)
    comment = models.TextField(blank=True)

    copied_from = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+")
    to_check = ArrayField(
        models.CharField(max_length=20),
        default=list,
        blank=True,
        help_text="what a copy asks its member to look at before it is submitted (R47)",
    )
    changes = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        related_name="+",
        help_text="the running order that this one continues from its first service day on",
    )
    put_away_at = models.DateTimeField(
        null=True, blank=True, help_text="hidden from its member's lists"
    )

    revision = models.ForeignKey("Revision", models.PROTECT, null=True, related_name="+")
    approved_revision = models.ForeignKey("Revision", models.PROTECT, null=True, related_name="+")
    confirmed_revision = models.ForeignKey("Revision", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["owner", "created_in"],
                condition=~Q(created_in=""),
                name="order_once_per_page",
            ),
            models.UniqueConstraint(
                fields=["changes"],
                condition=Q(
                    put_away_at__isnull=True,
                    status__in=[
                        "draft",
                        "team_review",
                        "client_confirmation",
                        "changes_requested",
                    ],
                ),
                name="order_one_open_change",
            ),
            models.CheckConstraint(condition=Q(status__in=STATUSES), name="order_status"),
            models.CheckConstraint(
                condition=Q(lapsed=False) | Q(status="rejected"), name="order_lapsed_is_rejected"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "changes_requested"]) | Q(revision__isnull=False),
                name="order_submitted_has_revision",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["active", "completed"])
                | (
                    # A comparison with NULL is no refusal in SQL, so NULL is refused by name.
                    Q(approved_revision__isnull=False, approved_revision=F("revision"))
                    & (
                        Q(ask_client=False)
                        | Q(confirmed_revision__isnull=False, confirmed_revision=F("revision"))
                    )
                ),
                name="order_active_passed_both_gates",
            ),
            models.CheckConstraint(
                condition=Q(to_check__contained_by=TO_CHECK), name="order_to_check"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "changes_requested"]) | Q(to_check=[]),
                name="order_submitted_is_checked",
            ),
            models.CheckConstraint(
                condition=Q(put_away_at__isnull=True) | Q(status="draft"),
                name="order_put_away_is_draft",
            ),
            models.CheckConstraint(
                condition=Q(recurrence_unit__in=["", "week", "month", "quarter", "year"]),
                name="order_recurrence_unit",
            ),
            models.CheckConstraint(
                condition=(Q(recurrence_every__isnull=True) | Q(recurrence_every__range=(1, 260)))
                & (Q(recurrence_times__isnull=True) | Q(recurrence_times__range=(0, 260))),
                name="order_recurrence",
            ),
            models.CheckConstraint(
                condition=(Q(deposit_amount__isnull=True) | Q(deposit_amount__gte=0))
                & (Q(deposit_percent__isnull=True) | Q(deposit_percent__range=(0, 100))),
                name="order_deposit",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["owner", "status", "-changed_at"], name="order_owner_status"),
            models.Index(fields=["owner", "-changed_at", "-id"], name="order_owner_changed"),
            models.Index(fields=["status", "submitted_at"], name="order_queue"),
            models.Index(fields=["client"], name="order_client"),
        ]

    def __str__(self) -> str:
        return self.number


class Revision(models.Model):
    """What the client sees, frozen at submission. Never changed: a trigger refuses it."""

    order = models.ForeignKey(Order, models.PROTECT, related_name="revisions")
    number = models.SmallIntegerField()
    content = models.JSONField(help_text="the Offer as JSON (offer.py)")
    hash = models.CharField(max_length=64, help_text="SHA-256 over the fields of spec § 6")
    created_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["order", "number"], name="revision_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.order_id} revision {self.number}"


class Invitation(models.Model):
    """A link sent to the contact person. Only the token's SHA-256 is stored (spec § 6)."""

    order = models.ForeignKey(Order, models.PROTECT, related_name="invitations")
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True, help_text="withdrawn or replaced")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["order"], condition=Q(ended_at__isnull=True), name="invitation_one_open"
            )
        ]

    def __str__(self) -> str:
        return f"invitation {self.pk} to {self.order_id}"


class Decision(models.Model):
    """What the client decided on a revision, and the hash they were shown. Append-only."""

    revision = models.ForeignKey(Revision, models.PROTECT, related_name="decisions")
    invitation = models.ForeignKey(Invitation, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16)
    hash = models.CharField(max_length=64)
    name = models.CharField(max_length=120, blank=True)
    purchase_order = models.CharField(max_length=100, blank=True)
    text = models.TextField(blank=True)
    decided_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["invitation"], name="decision_once_per_link"),
            models.CheckConstraint(
                condition=Q(kind__in=["confirm", "reject", "request_changes"]), name="decision_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} on {self.revision_id}"


class Proof(models.Model):
    """An uploaded agreement that may stand for the client's click; a team member judges it.

    The file lies in the store under its SHA-256; `key` is the random part of its address. Its
    content never changes, and once judged neither does the verdict (trigger). It counts for
    `revision`, the one it was accepted for, from the day it was uploaded (spec § 8).
    """

    order = models.ForeignKey(Order, models.CASCADE, related_name="proofs")
    key = models.CharField(max_length=43, unique=True)
    name = models.CharField(max_length=120, help_text="as the member's file was called")
    media_type = models.CharField(max_length=20)
    sha256 = models.CharField(max_length=64)
    size = models.IntegerField()
    uploaded_at = models.DateTimeField()
    state = models.CharField(max_length=8, default="waiting")
    revision = models.ForeignKey(Revision, models.PROTECT, null=True, blank=True, related_name="+")
    judged_at = models.DateTimeField(null=True, blank=True)
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.TextField(blank=True, help_text="why it was refused")

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["order", "sha256"],
                condition=Q(state="waiting"),
                name="proof_waits_once",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", judged_at__isnull=True)
                | Q(state="accepted", judged_at__isnull=False, revision__isnull=False)
                | (Q(state="refused", judged_at__isnull=False) & ~Q(reason="")),
                name="proof_state",
            ),
            models.CheckConstraint(
                condition=Q(media_type__in=["application/pdf", "image/png", "image/jpeg"]),
                name="proof_media_type",
            ),
            models.CheckConstraint(
                condition=Q(size__gt=0, size__lte=10_000_000), name="proof_size"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["state", "uploaded_at"], name="proof_pile"),
        ]

    def __str__(self) -> str:
        return self.name
