"""The team merges two clients that are one (spec § 4): everything open moves, nothing printed."""

from datetime import datetime

from django.db import OperationalError
from django.db.models import F, Q

from kontor.actions import act
from kontor.clients import record
from kontor.clients.blocks import Block
from kontor.clients.change_models import ClientProposal
from kontor.clients.merging import stricter, why_not
from kontor.clients.models import Client, ClientMessage, ClientQuestion
from kontor.clients.queries import about
from kontor.foundation import history
from kontor.foundation.refusal import Conflict, NotFound
from kontor.foundation.sentence import S
from kontor.orders.models import Order
from kontor.people.models import Person
from kontor.receivables import ledger
from kontor.receivables.dunning_models import ReminderPause
from kontor.receivables.models import BlockProposal, Refund

BLOCK = ("block", "block_reason", "block_review_on", "blocked_at", "blocked_by_id")


@act.one_transaction
def merge(  # noqa: PLR0913, PLR0917  # both clients as they were shown, by whom and when
    person: Person,
    kept_id: int,
    gone_id: int,
    kept_version: int,
    gone_version: int,
    now: datetime,
) -> Client:
    """Orders, conversations and proposals of `gone` become those of `kept`, which is returned.

    Data and verification of `kept` stay; the stricter block of both does. Revisions, invoices and
    links stay as they are. Raises NotFound, Forbidden, or Conflict: the same client twice, one
    that was merged already, a private person and another kind, a stale version.
    """
    actor = act.keeps_clients(person)
    ledger.lock()  # refunds move, too
    _lock_orders(gone_id)
    kept, gone = _locked(kept_id, gone_id)
    record.refuse_stale(kept, kept_version)
    record.refuse_stale(gone, gone_version)
    refused = why_not(record.facts_of(kept), record.facts_of(gone))
    if refused is not None:
        raise Conflict(refused)
    moved = _move(kept, gone, now)
    _join(kept, gone)
    history.write(about(kept.pk), "merge", actor, now, name=gone.name, client=gone.pk, moved=moved)
    history.write(about(gone.pk), "merged", actor, now, name=kept.name, client=kept.pk)
    return kept


def _lock_orders(client_id: int) -> None:
    """Orders before clients, and running ones before their changes: as whoever submits does."""
    orders = Order.objects.filter(client=client_id).order_by("pk")
    list(orders.select_for_update(of=("self",)).values_list("pk"))


def _locked(kept_id: int, gone_id: int) -> tuple[Client, Client]:
    """Both clients, in the order of their numbers: two who merge at once then never deadlock."""
    ids = [kept_id, gone_id]
    rows = Client.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk")
    found = {client.pk: client for client in rows}
    if not set(ids) <= found.keys():
        raise NotFound
    if kept_id == gone_id:
        raise Conflict(S("Choose two different clients."))
    if any(client.merged_into_id is not None for client in found.values()):
        raise Conflict(S("One of the two was merged into another client already."))
    return found[kept_id], found[gone_id]


def _move(kept: Client, gone: Client, now: datetime) -> dict[str, int]:
    """Whatever points at the one that goes; how much of it there was, for the history."""
    orders = Order.objects.filter(client=gone)
    try:
        # Whoever began an order between our two locks may wait for us: then we do not wait.
        list(orders.select_for_update(of=("self",), nowait=True).values_list("pk"))
    except OperationalError:
        raise Conflict(
            S("Somebody is writing an order with one of the two right now. Try again.")
        ) from None
    moved = {"orders": orders.update(client=kept)}
    moved["messages"] = ClientMessage.objects.filter(client=gone).update(client=kept)
    _move_questions(kept, gone)
    moved["proposals"] = _move_proposals(kept, gone, now)
    _move_pauses(kept, gone, now)
    _move_block_proposal(kept, gone, now)
    Refund.objects.filter(client=gone).update(client=kept)
    Client.objects.filter(merged_into=gone).update(merged_into=kept)
    return moved


def _move_questions(kept: Client, gone: Client) -> None:
    """A member who waits for an answer about both waits once, since the earlier of the two."""
    for question in ClientQuestion.objects.select_for_update().filter(client=gone):
        same = ClientQuestion.objects.filter(client=kept, member=question.member_id)
        if same.exists():
            same.filter(since__gt=question.since).update(since=question.since)
            question.delete()
        else:
            question.client = kept
            question.save(update_fields=["client"])


def _move_proposals(kept: Client, gone: Client, now: datetime) -> int:
    """Of a member who proposed something for both the newer one stays open."""
    both = ClientProposal.objects.filter(Q(client=kept) | Q(client=gone), state="open")
    seen: set[int] = set()
    for proposal in both.select_for_update(of=("self",)).order_by("-at", "-pk"):
        if proposal.member_id in seen:
            proposal.state, proposal.decided_at = "withdrawn", now
            proposal.save(update_fields=["state", "decided_at"])
        seen.add(proposal.member_id)
    return ClientProposal.objects.filter(client=gone).update(client=kept)


def _move_pauses(kept: Client, gone: Client, now: datetime) -> None:
    """Where reminders to both are paused, the longer pause stays."""
    both = ReminderPause.objects.filter(Q(client=kept) | Q(client=gone), ended_at=None)
    for shorter in list(both.order_by(F("until").desc(nulls_first=True), "pk"))[1:]:
        shorter.ended_at = now
        shorter.save(update_fields=["ended_at"])
    ReminderPause.objects.filter(client=gone, ended_at=None).update(client=kept)


def _move_block_proposal(kept: Client, gone: Client, now: datetime) -> None:
    """Where a block is proposed for both, one proposal stays: the one for the older debt."""
    both = BlockProposal.objects.filter(client__in=[kept, gone], state="open")
    for newer in list(both.order_by("oldest_due", "pk"))[1:]:
        newer.state, newer.decided_at = "settled", now
        newer.save(update_fields=["state", "decided_at"])
    both.update(client=kept)


def _join(kept: Client, gone: Client) -> None:
    """What both know about the client in one row; the other leads to it."""
    if stricter(Block(kept.block), Block(gone.block)) != kept.block:
        for name in BLOCK:
            setattr(kept, name, getattr(gone, name))
    kept.team_note = "\n\n".join(note for note in (kept.team_note, gone.team_note) if note)
    kept.ordered_at = min(filter(None, (kept.ordered_at, gone.ordered_at)), default=None)
    kept.version += 1
    kept.save()
    gone.merged_into = kept
    gone.version += 1
    gone.save(update_fields=["merged_into", "version"])
