"""The rows of the thread between member and team about an order; `thread.py` reads them."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from kontor.orders.models import Order


class OrderMessage(models.Model):
    """One message of the thread between member and team about an order. Append-only.

    `side`: member or team. `key`: of the page it was typed on; a second click finds it.
    """

    order = models.ForeignKey(Order, models.PROTECT, related_name="messages")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    side = models.CharField(max_length=8)
    text = models.TextField()
    key = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["author", "key"], name="order_message_once"),
            models.CheckConstraint(
                condition=Q(side__in=["member", "team"]), name="order_message_side"
            ),
        ]

    def __str__(self) -> str:
        return f"message {self.pk} on {self.order_id}"


class OrderQuestion(models.Model):
    """A thread whose last word is the member's: the team answers it, or marks it as read.

    Lives only as long as it waits. `since`: the first message that nobody has answered.
    """

    order = models.OneToOneField(Order, models.CASCADE, related_name="question")
    since = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["since"], name="order_question_pile")]

    def __str__(self) -> str:
        return f"question on {self.order_id}"
