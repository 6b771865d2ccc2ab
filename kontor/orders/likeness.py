"""What a review must know: is the same work ordered twice, whose is the contact, what waits."""

from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject, Lower, Trim

from kontor.clients.queries import newest_verdicts
from kontor.clients.vat_register import Verdict
from kontor.orders.checks import SameOrder
from kontor.orders.models import Order, Proof
from kontor.people.models import Person


@dataclass(frozen=True)
class Likeness:
    """`same_orders`: orders of the same member with client, title and period alike.

    `vat_verdict`: of the client's present VAT number; None where nobody has asked.
    """

    contact_is_member: bool
    same_orders: tuple[SameOrder, ...]
    proofs_waiting: int
    vat_verdict: Verdict | None = None


def with_likeness(orders: QuerySet[Order]) -> QuerySet[Any]:
    """The orders with what `likeness_of` reads."""
    return orders.annotate(
        contact_is_member=Exists(_members()),
        same_orders=ArraySubquery(_twins()),
        proofs_waiting=ArraySubquery(_waiting()),
        vat_verdict=Subquery(
            newest_verdicts(number=OuterRef("client__vat_number"), client=OuterRef("client"))
        ),
    )


def likeness_of(row: Any) -> Likeness:
    """Of an order from `with_likeness`."""
    return Likeness(
        contact_is_member=row.contact_is_member,
        same_orders=tuple(SameOrder(**twin) for twin in row.same_orders),
        proofs_waiting=len(row.proofs_waiting),
        vat_verdict=Verdict(row.vat_verdict) if row.vat_verdict else None,
    )


def _members() -> QuerySet[Person]:
    written = Lower(Trim(OuterRef("contact_email")))
    return Person.objects.alias(address=Lower("email")).filter(address=written)


def _waiting() -> QuerySet[Proof, int]:
    return Proof.objects.filter(order=OuterRef("pk"), state="waiting").values_list("pk", flat=True)


def _twins() -> QuerySet[Order, dict[str, Any]]:
    alike = {
        name: OuterRef(name) for name in ("owner", "client", "title", "service_from", "service_to")
    }
    return (
        Order.objects.filter(**alike)
        .exclude(pk=OuterRef("pk"))
        .exclude(status__in=["draft", "rejected", "cancelled"])
        .order_by("number")
        .values_list(JSONObject(id="pk", number="number"), flat=True)
    )
