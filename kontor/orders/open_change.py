"""A running order has one open change at a time: written, or at a gate (spec § 6)."""

from kontor.foundation.refusal import Conflict
from kontor.foundation.sentence import S
from kontor.orders.models import Order

OPEN = ["draft", "team_review", "client_confirmation", "changes_requested"]


def refuse_another(running: Order, change: Order | None = None) -> None:
    """Raise Conflict where a change of the running order is open, another one than `change`."""
    others = Order.objects.filter(changes=running, put_away_at=None, status__in=OPEN)
    other = (others.exclude(pk=change.pk) if change else others).first()
    if other is not None:
        raise Conflict(
            S("The change {number} is open already. Go on with that one.", number=other.number)
        )
