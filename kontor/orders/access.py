"""Orders by who may see them: every page and act starts here (spec § 3)."""

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from kontor.foundation.refusal import NotFound
from kontor.orders.kept_proofs import with_confirmations
from kontor.orders.models import Order
from kontor.orders.newest_said import with_newest
from kontor.people.models import Person
from kontor.people.roles import TEAM

# A draft once submitted and taken back is invisible to the team again (R52).
HIDDEN_FROM_TEAM = ["draft"]


def visible_to(person: Person) -> QuerySet[Order]:
    """The person's own orders, and for the team every order that is not a draft."""
    seen = Q(owner=person)
    if any(person.has(role) for role in TEAM):
        seen |= ~Q(status__in=HIDDEN_FROM_TEAM)
    return Order.objects.filter(seen)


def for_team(person: Person) -> QuerySet[Order]:
    """Every submitted order for the team, also for a member in it; for others none."""
    if not any(person.has(role) for role in TEAM):
        return Order.objects.none()
    return Order.objects.exclude(status__in=HIDDEN_FROM_TEAM)


def one_for_team(person: Person, order_id: int) -> Order:
    """A submitted order with all that its page shows of it. Raises NotFound."""
    orders = for_team(person).select_related("client", "owner", "revision")
    return _one(with_confirmations(with_newest(_with_orders_of_member(orders))), order_id)


def _with_orders_of_member(orders: QuerySet[Order]) -> QuerySet[Order]:
    """Each with `orders_of_member`: how many the team has seen of its member."""
    seen = Order.objects.filter(owner=OuterRef("owner")).exclude(status__in=HIDDEN_FROM_TEAM)
    counted = seen.order_by().values("owner").annotate(n=Count("pk")).values("n")
    return orders.annotate(orders_of_member=Subquery(counted))


def own(person: Person, order_id: int) -> Order:
    """The member's own order. Raises NotFound."""
    return _one(Order.objects.filter(owner=person).select_related("client"), order_id)


def locked_own(person: Person, order_id: int) -> Order:
    """The member's own order, locked for an act. Raises NotFound."""
    return _locked(Order.objects.filter(owner=person), order_id)


def locked_for_team(person: Person, order_id: int) -> Order:
    """A submitted order, locked for an act of the team. Raises NotFound."""
    return _locked(for_team(person), order_id)


def locked_seen(person: Person, order_id: int) -> Order:
    """An order that the person may see, locked for an act. Raises NotFound."""
    return _locked(visible_to(person), order_id)


def locked_invited(order_id: int) -> Order:
    """The order that a client's link leads to, locked for their answer."""
    return _locked(Order.objects.all(), order_id)


def _locked(orders: QuerySet[Order], order_id: int) -> Order:
    """The order that it changes is locked first, as in every act: they then never deadlock."""
    running = orders.filter(pk=order_id, changes__isnull=False).values("changes")
    list(Order.objects.filter(pk__in=running).select_for_update(of=("self",)).values_list("pk"))
    return _one(orders.select_for_update(of=("self",)), order_id)


def _one(orders: QuerySet[Order], order_id: int) -> Order:
    order = orders.filter(pk=order_id).first()
    if order is None:
        raise NotFound
    return order
