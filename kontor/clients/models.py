"""The shared directory of clients (Auftraggeber:innen)."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models


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
        ]
        indexes: ClassVar = [
            GinIndex(fields=["search_text"], name="client_search", opclasses=["gin_trgm_ops"]),
            models.Index(fields=["postcode"], name="client_postcode"),
        ]

    def __str__(self) -> str:
        return self.name


class ClientMessage(models.Model):
    """One message of a member's conversation with the team about a client (R59, R60). Append-only.

    `side`: member or team. Another member's conversation about the same client is another one.
    """

    client = models.ForeignKey(Client, models.PROTECT, related_name="+")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    side = models.CharField(max_length=8)
    text = models.TextField()
    key = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["author", "key"], name="client_message_once"),
            models.CheckConstraint(
                condition=models.Q(side__in=["member", "team"]), name="client_message_side"
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
