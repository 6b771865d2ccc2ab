"""Freezing what the client would see as a numbered, hashed revision (spec § 6)."""

import json
from dataclasses import replace
from datetime import datetime

from kontor.clients.models import Client
from kontor.orders.models import Order, Revision
from kontor.orders.offer import Offer, content_hash, offer_from_json, offer_json


def freeze(order: Order, offer: Offer, at: datetime) -> Revision:
    """The revision that holds the offer: the present one if its hash is the same, else a new one.

    A new revision has neither approval nor confirmation: both point at the one they were given
    to. The order is not saved.
    """
    if order.client_id is None:
        message = "an offer is made to a client"
        raise ValueError(message)
    if order.changes is not None:
        offer = replace(offer, continues=order.changes.number)
    digest = content_hash(offer, order.client_id)
    present = order.revision
    if present is not None and (
        present.hash == digest or _only_merged(order.client_id, offer, present)
    ):
        return present
    order.revision = Revision.objects.create(
        order=order,
        number=present.number + 1 if present else 1,
        content=json.loads(offer_json(offer)),
        hash=digest,
        created_at=at,
    )
    return order.revision


def _only_merged(client_id: int, offer: Offer, present: Revision) -> bool:
    """Whether nothing differs but that the client was merged into another since (spec § 6)."""
    unmerged = replace(offer, client=offer_in(present).client)
    twins = Client.objects.filter(merged_into=client_id).values_list("pk", flat=True)
    return any(content_hash(unmerged, twin) == present.hash for twin in twins)


def present_number(order: Order) -> int:
    """The number of the order's present revision; 0 before it was ever submitted."""
    return order.revision.number if order.revision else 0


def offer_in(revision: Revision) -> Offer:
    """The frozen offer."""
    return offer_from_json(json.dumps(revision.content))
