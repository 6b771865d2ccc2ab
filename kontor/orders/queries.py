"""Orders as lists: each starts from a person's own, and reads as what it is."""

from datetime import date, datetime, timedelta

from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    DecimalField,
    Exists,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Concat, JSONObject

from kontor.clients.models import Client
from kontor.foundation.fold import fold
from kontor.foundation.models import HistoryEntry, OutboxMail
from kontor.orders.models import Order, Proof
from kontor.orders.thread_models import OrderMessage
from kontor.people.models import Person

# After this time something is no news any more; it stays in the list of orders.
NEWS_FOR = timedelta(days=30)
REJECTED_FOR = timedelta(days=7)
LAPSING_DAYS = 2
UNFINISHED = ["draft", "changes_requested"]
MAY_NEED_OWNER = [*UNFINISHED, "rejected"]
ANSWERS = ("client_request_changes", "return", "client_reject", "reject", "refuse")


def own(person: Person) -> QuerySet[Order]:
    """The member's orders with their clients."""
    return Order.objects.filter(owner=person).select_related("client")


def listed(person: Person) -> QuerySet[Order]:
    """The member's orders but for drafts that were put away."""
    return own(person).filter(put_away_at=None)


def needing_owner(person: Person, now: datetime) -> QuerySet[Order]:
    """Own orders that need a look: drafts, changes, and those that lapsed or were rejected."""
    unfinished = Q(status__in=UNFINISHED)
    lapsed = Q(status="rejected", lapsed=True, changed_at__gte=now - NEWS_FOR)
    rejected = Q(status="rejected", lapsed=False, changed_at__gte=now - REJECTED_FOR)
    # Said twice, so that the index on owner and status leaves out what goes its way.
    return listed(person).filter(unfinished | lapsed | rejected, status__in=MAY_NEED_OWNER)


def most_urgent_first(orders: QuerySet[Order]) -> QuerySet[Order]:
    """Questions before rejections before drafts, the latest change first."""
    rank = Case(
        When(status="changes_requested", then=Value(0)),
        When(status="rejected", then=Value(1)),
        default=Value(2),
    )
    return orders.order_by(rank, "-changed_at", "-pk")


def with_answer(orders: QuerySet[Order]) -> QuerySet[Order]:
    """Each with `answer`: actor, actor_name, day and text of the newest no or question, or None."""
    entries = HistoryEntry.objects.filter(
        about=Concat(Value("order:"), Cast(OuterRef("pk"), CharField())), event__in=ANSWERS
    )
    said = JSONObject(actor="actor", actor_name="actor_name", day="day", text="data__text")
    return orders.annotate(answer=Subquery(entries.order_by("-id").values(said=said)[:1]))


def waiting_for_client(person: Person) -> QuerySet[Order]:
    """Own orders whose client has the link, the next deadline first."""
    return listed(person).filter(status="client_confirmation").order_by("valid_until", "pk")


def lapsing(person: Person, today: date) -> QuerySet[Order]:
    """Own offers with at most two days left."""
    last = today + timedelta(days=LAPSING_DAYS)
    return waiting_for_client(person).filter(valid_until__range=(today, last))


def refused_proofs(person: Person, now: datetime) -> QuerySet[Proof]:
    """Refused proofs of own orders that go on, without a later one; the newest first."""
    later = Proof.objects.filter(order=OuterRef("order"), pk__gt=OuterRef("pk"))
    refused = Proof.objects.filter(
        ~Exists(later), order__owner=person, state="refused", judged_at__gte=now - NEWS_FOR
    ).exclude(order__status__in=["rejected", "cancelled", "completed"])
    return refused.order_by("-judged_at").select_related("order__client")


def team_replies(person: Person, now: datetime) -> QuerySet[OrderMessage]:
    """What the team wrote last about own orders and nobody has answered; the newest first."""
    later = OrderMessage.objects.filter(order=OuterRef("order"), pk__gt=OuterRef("pk"))
    replies = OrderMessage.objects.filter(
        ~Exists(later), order__owner=person, side="team", at__gte=now - REJECTED_FOR
    ).exclude(order__status__in=UNFINISHED)
    return replies.order_by("-at").select_related("order__client", "author")


def with_words(orders: QuerySet[Order], words: str) -> QuerySet[Order]:
    """Those in which every word stands in title, number or client."""
    for word in words.split():
        found = Q(title__icontains=word) | Q(number__icontains=word)
        if folded := fold(word):
            found |= Q(client__in=Client.objects.filter(search_text__contains=folded))
        orders = orders.filter(found)
    return orders


def with_gross(orders: QuerySet[Order]) -> QuerySet[Order]:
    """Each with `gross`: the amount of its revision, None while it was never submitted."""
    amount = DecimalField(max_digits=12, decimal_places=2)
    return orders.annotate(gross=Cast(KeyTextTransform("gross", "revision__content"), amount))


def failed_mails(person: Person) -> QuerySet[OutboxMail]:
    """Mails to clients about own orders that could not be delivered."""
    number = Func("about", Value(":"), Value(2), function="split_part")
    failed = OutboxMail.objects.filter(
        state="failed", audience="client", about__startswith="order:"
    ).annotate(order_id=Cast(number, BigIntegerField()))
    return failed.filter(Exists(Order.objects.filter(owner=person, pk=OuterRef("order_id"))))
