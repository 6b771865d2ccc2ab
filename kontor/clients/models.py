"""The shared directory of clients (Auftraggeber:innen)."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from kontor.clients.pieces import PIECES


class Client(models.Model):
    kind = models.CharField(max_length=12, default="company")
    name = models.CharField(max_length=200)
    addition = models.CharField(max_length=120, blank=True)
    street = models.CharField(max_length=120, blank=True)
    postcode = models.CharField(max_length=20, blank=True)
    town = models.CharField(max_length=80, blank=True)
    country = models.CharField(max_length=2)
    vat_number = models.CharField(max_length=30, blank=True)
    buyer_reference = models.CharField(max_length=100, blank=True)
    invoice_email = models.CharField(max_length=254, blank=True)
    language = models.CharField(max_length=2, default="de")
    team_note = models.TextField(blank=True)
    verified_at = models.DateTimeField(null=True, blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    verified_how = models.CharField(max_length=200, blank=True)
    block = models.CharField(max_length=12, default="none")
    block_reason = models.CharField(max_length=500, blank=True, help_text="for the team only")
    block_review_on = models.DateField(null=True, help_text="the team looks at the block again")
    blocked_at = models.DateTimeField(null=True)
    blocked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="+", help_text="the twin that stays"
    )
    version = models.IntegerField(
        default=1, help_text="counts changes of what is typed; a stale page carries an old one"
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    created_at = models.DateTimeField()
    ordered_at = models.DateTimeField(
        null=True, help_text="when anyone's order with it first left Draft"
    )
    search_text = models.CharField(
        max_length=600, editable=False, help_text="folded name, town, VAT number (search.py)"
    )
    sort_name = models.CharField(max_length=200, editable=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["company", "public", "association", "private"]),
                name="client_kind",
            ),
            models.CheckConstraint(
                condition=models.Q(block__in=["none", "advance_only", "no_orders"]),
                name="client_block",
            ),
            models.CheckConstraint(
                condition=models.Q(language__in=["de", "en"]), name="client_language"
            ),
            models.CheckConstraint(
                condition=~models.Q(block="none")
                | models.Q(
                    block_reason="",
                    block_review_on__isnull=True,
                    blocked_at__isnull=True,
                    blocked_by__isnull=True,
                ),
                name="client_block_whole",
            ),
            models.CheckConstraint(
                condition=models.Q(merged_into__isnull=True)
                | ~models.Q(merged_into=models.F("pk")),
                name="client_merged_into_another",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["ordered_at"],
                condition=models.Q(
                    verified_at__isnull=True, merged_into__isnull=True, ordered_at__isnull=False
                ),
                name="client_unverified",
            ),
            models.Index(
                fields=["block_review_on"],
                condition=models.Q(block_review_on__isnull=False),
                name="client_block_review",
            ),
            GinIndex(fields=["search_text"], name="client_search", opclasses=["gin_trgm_ops"]),
            GinIndex(PIECES, name="client_pieces"),
            models.Index(fields=["postcode"], name="client_postcode"),
        ]

    def __str__(self) -> str:
        return self.name


class ClientMessage(models.Model):
    """One message of a member's conversation with the team about a client (R59, R60). Append-only.

    `side`: member, team, or client (what the client answered, entered by the team). Another
    member's conversation about the same client is another one. `sent_to`: the address at the
    client that the team's words also went to by mail.
    """

    client = models.ForeignKey(Client, models.PROTECT, related_name="+")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    side = models.CharField(max_length=8)
    text = models.TextField()
    sent_to = models.CharField(max_length=254, blank=True)
    key = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["author", "key"], name="client_message_once"),
            models.CheckConstraint(
                condition=models.Q(side__in=["member", "team", "client"]),
                name="client_message_side",
            ),
            models.CheckConstraint(
                condition=models.Q(sent_to="") | models.Q(side="team"),
                name="client_message_sent_by_team",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["client", "member", "id"], name="client_conversation"),
        ]

    def __str__(self) -> str:
        return f"message {self.pk} on client {self.client_id}"


class ClientQuestion(models.Model):
    """A conversation about a client whose last word is the member's; as `OrderQuestion`."""

    client = models.ForeignKey(Client, models.CASCADE, related_name="+")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    since = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["client", "member"], name="client_question_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["since"], name="client_question_pile")]

    def __str__(self) -> str:
        return f"question of {self.member_id} on client {self.client_id}"
