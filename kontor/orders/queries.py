"""Orders as lists: each starts from a person's own, and reads as what it is."""

from datetime import datetime, timedelta

from django.db.models import CharField, DecimalField, Q, QuerySet, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Concat

from kontor.foundation.models import OutboxMail
from kontor.orders.models import Order
from kontor.people.models import Person

# A lapsed offer is no news any more after this time; it stays in the list of orders.
NEWS_FOR = timedelta(days=30)


def own(person: Person) -> QuerySet[Order]:
    """The member's orders with their clients."""
    return Order.objects.filter(owner=person).select_related("client")


def needing_owner(person: Person, now: datetime) -> QuerySet[Order]:
    """Own orders that go on only if the member does something: drafts, changes, lapsed offers."""
    unfinished = Q(status__in=["draft", "changes_requested"])
    return own(person).filter(unfinished | Q(lapsed=True, changed_at__gte=now - NEWS_FOR))


def waiting_for_client(person: Person) -> QuerySet[Order]:
    """Own orders whose client has the link, the next deadline first."""
    return own(person).filter(status="client_confirmation").order_by("valid_until", "pk")


def with_gross(orders: QuerySet[Order]) -> QuerySet[Order]:
    """Each with `gross`: the amount of its revision, None while it was never submitted."""
    amount = DecimalField(max_digits=12, decimal_places=2)
    return orders.annotate(gross=Cast(KeyTextTransform("gross", "revision__content"), amount))


def failed_mails(person: Person) -> QuerySet[OutboxMail]:
    """Mails to clients about own orders that could not be delivered."""
    keys = Order.objects.filter(owner=person).annotate(
        key=Concat(Value("order:"), Cast("pk", CharField()))
    )
    failed = OutboxMail.objects.filter(state="failed", audience="client")
    return failed.filter(about__in=keys.values("key"))
