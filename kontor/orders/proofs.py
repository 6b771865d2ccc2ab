"""Proofs of an order by who may see them, and those that wait for the team (spec § 3, § 7)."""

from django.db.models import QuerySet

from kontor.foundation.refusal import NotFound
from kontor.orders.access import for_team
from kontor.orders.kept_proofs import WAITING
from kontor.orders.models import Proof
from kontor.people.models import Person

MOST = 20
# Before it is submitted (again) an order is its member's, and so is what lies in it.
WITH_MEMBER = ["draft", "changes_requested"]


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


def _one(proofs: QuerySet[Proof], key: str) -> Proof:
    proof = proofs.select_related("order").filter(key=key).first()
    if proof is None:
        raise NotFound
    return proof
