"""Proofs of an order by who may see them, and those that wait for the team (spec § 3, § 7)."""

from collections.abc import Iterable

from django.db.models import Count, Prefetch, QuerySet

from kontor.foundation.refusal import NotFound
from kontor.orders.access import for_team
from kontor.orders.models import Order, Proof
from kontor.people.models import Person

MOST = 20
WAITING, ACCEPTED, REFUSED = "waiting", "accepted", "refused"
# Before it is submitted (again) an order is its member's, and so is what lies in it.
WITH_MEMBER = ["draft", "changes_requested"]


def with_proofs(name: str = "proofs") -> "Prefetch[str]":
    """For `prefetch_related`: the proofs with who judged them, one query however many orders."""
    return Prefetch(name, Proof.objects.select_related("judged_by"))


def own(person: Person, order_id: int) -> QuerySet[Proof]:
    """The proofs of the member's own order; none where it is not theirs."""
    return Proof.objects.filter(order=order_id, order__owner=person)


def one_own(person: Person, order_id: int, key: str) -> Proof:
    """A proof of the member's own order. Raises NotFound."""
    return _one(own(person, order_id), key)


def one_for_team(person: Person, order_id: int, key: str) -> Proof:
    """A proof of a submitted order, for the team. Raises NotFound."""
    return _one(Proof.objects.filter(order__in=for_team(person).filter(pk=order_id)), key)


def to_check() -> QuerySet[Proof]:
    """Proofs that wait for the team, the oldest first."""
    waiting = Proof.objects.filter(state=WAITING).exclude(order__status__in=WITH_MEMBER)
    return waiting.order_by("uploaded_at", "pk")


def waiting_in(orders: Iterable[int]) -> dict[int, int]:
    """How many proofs wait, by order; orders without one are missing."""
    waiting = Proof.objects.filter(order__in=list(orders), state=WAITING)
    return dict(waiting.order_by().values_list("order").annotate(Count("pk")))


def counts_for(proof: Proof, order: Order) -> bool:
    """Whether it stands for the client's confirmation of the present revision."""
    return proof.state == ACCEPTED and proof.revision_id == order.revision_id


def _one(proofs: QuerySet[Proof], key: str) -> Proof:
    proof = proofs.select_related("order").filter(key=key).first()
    if proof is None:
        raise NotFound
    return proof
