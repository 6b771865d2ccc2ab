"""What confirms an order, fetched with the order itself: its proofs, and the client's click."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from kontor.orders.models import Decision, Order, Proof

WAITING, ACCEPTED, REFUSED = "waiting", "accepted", "refused"

_AS_JSON = JSONObject(
    key="key",
    name="name",
    size="size",
    uploaded_at="uploaded_at",
    state="state",
    revision_id="revision",
    judged_at="judged_at",
    judged_by="judged_by__name",
    reason="reason",
)


@dataclass(frozen=True)
class KeptProof:
    """A proof with its verdict; `judged_by` is a name, `revision_id` the one it stands for."""

    key: str
    name: str
    size: int
    uploaded_at: datetime
    state: str
    revision_id: int | None
    judged_at: datetime | None
    judged_by: str | None
    reason: str

    def counts_for(self, order: Order) -> bool:
        """Whether it stands for the client's confirmation of the present revision."""
        return self.state == ACCEPTED and self.revision_id == order.revision_id


def with_confirmations(orders: QuerySet[Order]) -> QuerySet[Order]:
    """The orders, each with what `proofs_of` and `clicked_at` read; no query more."""
    kept = Proof.objects.filter(order=OuterRef("pk")).order_by("pk")
    return orders.annotate(
        kept_proofs=ArraySubquery(kept.values(kept=_AS_JSON)),
        clicked_at=Subquery(_clicks(OuterRef("confirmed_revision"))),
    )


def proofs_of(order: Order) -> list[KeptProof]:
    """The proofs of the order, the oldest first; a query unless it is `with_confirmations`."""
    rows: Sequence[dict[str, Any]] | None = getattr(order, "kept_proofs", None)
    if rows is None:
        kept = Proof.objects.filter(order=order).order_by("pk")
        rows = list(kept.values_list(_AS_JSON, flat=True))
    return [_read(row) for row in rows]


def clicked_at(order: Order) -> datetime | None:
    """When the client confirmed the revision that is confirmed; a query as in `proofs_of`."""
    if hasattr(order, "clicked_at"):
        clicked: datetime | None = order.clicked_at
        return clicked
    return _clicks(order.confirmed_revision_id).first()


def _clicks(revision: Any) -> "QuerySet[Decision, datetime]":
    confirmed = Decision.objects.filter(revision=revision, kind="confirm")
    return confirmed.order_by("pk").values_list("decided_at", flat=True)[:1]


def _read(row: dict[str, Any]) -> KeptProof:
    moments = {
        name: datetime.fromisoformat(row[name]) if row[name] else None
        for name in ("uploaded_at", "judged_at")
    }
    return KeptProof(**row | moments)
