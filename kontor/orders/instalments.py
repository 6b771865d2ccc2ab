"""The rows of a payment by instalments; `record.py` reads and writes them."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from kontor.orders.models import Order


class Instalment(models.Model):
    """One part of a payment by instalments: net amount in euros, or percent of the order's net."""

    order = models.ForeignKey(Order, models.CASCADE, related_name="instalments")
    position = models.SmallIntegerField()
    on = models.DateField(null=True)
    amount = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    percent = models.DecimalField(max_digits=5, decimal_places=2, null=True)

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["order", "position"], name="instalment_position_once"),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(percent__isnull=True),
                name="instalment_amount_or_percent",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order_id}/{self.position}"
