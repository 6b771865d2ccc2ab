"""Invariants of orders: their history leads to where they stand, their hashes to what is frozen."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from kontor.clients.models import Client
from kontor.foundation import files
from kontor.foundation.audit import Audit, in_chunks
from kontor.foundation.models import HistoryEntry
from kontor.orders.models import Decision, Order, Proof, Revision
from kontor.orders.naming import about
from kontor.orders.offer import content_hash
from kontor.orders.replaying import Told, replay
from kontor.orders.revising import offer_in

TYPED = ["draft", "changes_requested"]  # the client may be another than the revision's


def statuses_replayed() -> Audit:
    """I6: replaying the history of every order gives its present status."""
    faults, count = [], 0
    for orders in in_chunks(Order.objects.only("number", "status")):
        told = _told(orders)
        count += len(orders)
        faults += [
            f"order {order.number}: {fault}"
            for order in orders
            for fault in replay(told[about(order.pk)], order.status)
        ]
    return Audit(f"{count} orders", tuple(faults))


def proofs_hold() -> Audit:
    """I2: every uploaded proof is in the store as it came."""
    faults, count = [], 0
    for proofs in in_chunks(Proof.objects.select_related("order")):
        count += len(proofs)
        for proof in proofs:
            try:
                files.read(proof.sha256)
            except FileNotFoundError:
                faults.append(
                    f"order {proof.order.number}: proof {proof.sha256} is not in the store"
                )
            except files.DamagedFile:
                faults.append(f"order {proof.order.number}: proof {proof.sha256} was changed")
    return Audit(f"{count} proofs", tuple(faults))


def hashes_hold() -> Audit:
    """I8: what the client confirmed has the hash of the frozen revision, and that of its content.

    The client's row is part of the hash, so it is counted anew only where the order still has it.
    """
    faults, revisions = [], 0
    merged = dict(
        Client.objects.filter(merged_into__isnull=False).values_list("pk", "merged_into_id")
    )
    standing = Order.objects.exclude(status__in=TYPED).exclude(revision=None)
    for orders in in_chunks(standing.select_related("revision")):
        revisions += len(orders)
        for order in orders:
            clients = _with_twins(order.client_id, merged)
            if order.revision and not _hash_holds(order.revision, clients):
                faults.append(f"order {order.number}: its revision is not what its hash was of")
    decisions = Decision.objects.filter(kind="confirm").select_related("revision__order")
    confirmed = 0
    for chunk in in_chunks(decisions):
        confirmed += len(chunk)
        faults += [
            f"order {one.revision.order.number}: the client confirmed another hash than that of"
            f" revision {one.revision.number}"
            for one in chunk
            if one.hash != one.revision.hash
        ]
    return Audit(f"{revisions} revisions, {confirmed} confirmations", tuple(faults))


def _told(orders: Iterable[Order]) -> dict[str, list[Told]]:
    """What the history tells of each of the orders, the oldest first."""
    lines = HistoryEntry.objects.filter(about__in=[about(order.pk) for order in orders])
    told: dict[str, list[Told]] = defaultdict(list)
    for line in lines.exclude(status="").order_by("id").values_list("about", "event", "status"):
        told[line[0]].append((line[1], line[2]))
    return told


def _hash_holds(revision: Revision, clients: Iterable[int]) -> bool:
    offer = offer_in(revision)
    return any(content_hash(offer, client) == revision.hash for client in clients)


def _with_twins(client_id: int | None, merged: dict[int, int]) -> Iterator[int]:
    """The client and all that were merged into it, also by way of others."""
    if client_id is None:
        return
    yield client_id
    for gone, kept in merged.items():
        if kept == client_id:
            yield from _with_twins(gone, merged)
