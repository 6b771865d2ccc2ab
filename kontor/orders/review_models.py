"""Who reviews an order at the moment, and what the house has set for its reviews."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from kontor.orders.models import Order


class ReviewClaim(models.Model):
    """An advisor has taken the order, until a moment or until they decide (spec § 7).

    One row per order: two advisors cannot hold it at once. After `until` it counts as free.
    """

    order = models.OneToOneField(Order, models.CASCADE, primary_key=True, related_name="claim")
    advisor = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(until__gt=models.F("since")), name="review_claim_runs_out"
            )
        ]

    def __str__(self) -> str:
        return f"order {self.order_id} is with {self.advisor_id}"


class SectorEntry(models.Model):
    """A sector that the house has added, or whose names, mark or treatment it has changed.

    The others are those of `sectors.csv`. One that is no longer `offered` stays on old orders.
    """

    key = models.CharField(max_length=40, primary_key=True)
    german = models.CharField(max_length=80)
    english = models.CharField(max_length=80)
    mark = models.CharField(max_length=16)
    treatment = models.CharField(max_length=20)
    offered = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(mark__in=["fine", "licence", "not_processable"]),
                name="sector_entry_mark",
            ),
            models.CheckConstraint(
                condition=models.Q(treatment__in=["standard", "reduced", "exempt"]),
                name="sector_entry_treatment",
            ),
        ]

    def __str__(self) -> str:
        return self.german


class GroundText(models.Model):
    """The house's own words for a ground of rejection (grounds.py), in both languages."""

    key = models.CharField(max_length=30, primary_key=True)
    text_de = models.CharField(max_length=2000)
    text_en = models.CharField(max_length=2000)

    def __str__(self) -> str:
        return self.key
