"""Proofs of confirmation, uploaded by the real act."""

from datetime import datetime

from kontor.actions import keep_proofs
from kontor.orders.models import Order, Proof
from tests.builders import files
from tests.builders.orders import MONDAY


def uploaded(
    order: Order, name: str = "agreement.pdf", data: bytes | None = None, now: datetime = MONDAY
) -> Proof:
    """A proof that waits; each name is a file of its own."""
    return keep_proofs.upload(order.owner, order.pk, name, data or files.pdf(name), now)
