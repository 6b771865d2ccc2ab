"""The rows below an order, its lines and instalments; `record.py` reads and writes them."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from kontor.orders.models import Order


class OrderLine(models.Model):
    """A fee or expense line. Amounts net, quantity with 3 and unit price with 4 decimals."""

    order = models.ForeignKey(Order, models.CASCADE, related_name="lines")
    position = models.SmallIntegerField()
    kind = models.CharField(max_length=8, default="fee")
    text = models.CharField(max_length=200, blank=True)
    quantity = models.DecimalField(max_digits=9, decimal_places=3, null=True)
    unit = models.CharField(max_length=6, default="hour")
    unit_price = models.DecimalField(max_digits=11, decimal_places=4, null=True)
    vat = models.CharField(max_length=16, blank=True)

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["order", "position"], name="line_position_once"),
            models.CheckConstraint(
                condition=Q(quantity__isnull=True) | Q(quantity__gte=0), name="line_quantity"
            ),
            models.CheckConstraint(
                condition=Q(unit_price__isnull=True) | Q(unit_price__gte=0), name="line_price"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order_id}/{self.position}"


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
            models.CheckConstraint(
                condition=(Q(amount__isnull=True) | Q(amount__gte=0))
                & (Q(percent__isnull=True) | Q(percent__range=(0, 100))),
                name="instalment_share",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order_id}/{self.position}"
