"""The facts behind an order's payment guarantee, read from its rows (spec § 8)."""

from datetime import date

from kontor.foundation.days import day_of
from kontor.orders.guarantee import Guarantee, GuaranteeFacts, guarantee_of
from kontor.orders.kept_proofs import WAITING, clicked_at, proofs_of
from kontor.orders.models import Order
from kontor.orders.revising import offer_in


def confirmed_on(order: Order) -> date | None:
    """The day the client confirmed the present revision, or None.

    Confirmed over the link, or by a proof that the team accepted: then the day it was uploaded.
    """
    if order.confirmed_revision_id is None or order.confirmed_revision_id != order.revision_id:
        return None
    moments = [proof.uploaded_at for proof in proofs_of(order) if proof.counts_for(order)]
    clicked = clicked_at(order)
    return min(map(day_of, [*moments, *([clicked] if clicked else [])]), default=None)


def guarantee_for(order: Order, today: date) -> Guarantee:
    """The guarantee of the order as it stands; the seat is the revision's (spec § 8)."""
    client = offer_in(order.revision).client if order.revision else order.client
    return guarantee_of(
        GuaranteeFacts(
            client_name=client.name if client else "",
            client_country=client.country if client else "",
            asked=order.ask_client,
            today=today,
            confirmed_on=confirmed_on(order),
            proof_waiting=any(proof.state == WAITING for proof in proofs_of(order)),
            voided=order.confirmed_revision_id is not None
            and order.confirmed_revision_id != order.revision_id,
        )
    )
