"""The mails about orders that the team may know of."""

from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import Cast, Concat

from kontor.foundation.mails import without_words
from kontor.foundation.models import OutboxMail
from kontor.orders.access import HIDDEN_FROM_TEAM
from kontor.orders.models import Order


def mails_for_team() -> QuerySet[OutboxMail]:
    """All but those about orders that are drafts (again), which the team does not see (R52)."""
    hidden = Order.objects.filter(status__in=HIDDEN_FROM_TEAM)
    keys = hidden.annotate(key=Concat(Value("order:"), Cast("pk", CharField()))).values("key")
    return without_words().exclude(about__in=keys)
