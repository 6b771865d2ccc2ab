"""Which clients the night proposes to block, and which proposals have settled (spec § 11, R67)."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db.models import Max, QuerySet

from kontor.clients.blocks import Block
from kontor.clients.models import Client
from kontor.clients.queries import about, directory
from kontor.clients.standing import overdue_too_long
from kontor.foundation.days import day_of
from kontor.foundation.models import HistoryEntry
from kontor.people.models import Person
from kontor.receivables.bank_data import bank_data_until
from kontor.receivables.models import BlockProposal
from kontor.receivables.owed import open_invoices

DECISIONS = ("block_client", "decline_block")
TWO_MONTHS_AT_LEAST = timedelta(days=59)


def to_open(today: date, client_id: int | None = None) -> dict[int, date]:
    """Clients to propose today, each with the oldest due date of what it owes for too long.

    They are overdue for more than two months as far as the bank has told, not blocked, and not
    proposed yet. Whatever the team decided about a client's block holds for the invoices of that
    day: only one that passes the two months later is a new cause. Four queries for all.
    """
    long = _long_overdue(today, client_id)
    open_to_it = directory().filter(pk__in=long, block=Block.NONE)
    found = list(open_to_it.exclude(pk__in=waiting().values("client")))
    decided = _decided([client.pk for client in found])
    return {
        client.pk: min(days)
        for client in found
        if (days := long[client.pk]) and not _was_known(days, decided.get(client.pk))
    }


def to_settle(today: date, proposal_id: int | None = None) -> list[int]:
    """Proposals that need no decision any more: paid as far as told, or blocked by other means."""
    rows = waiting().select_related("client")
    proposals = list(rows if proposal_id is None else rows.filter(pk=proposal_id))
    if not proposals or bank_data_until() is None:
        return []
    long = _long_overdue(today)
    return [
        each.pk
        for each in proposals
        if each.client_id not in long or each.client.block != Block.NONE
    ]


def waiting() -> QuerySet[BlockProposal]:
    """Proposals that nobody has decided, the oldest first."""
    return BlockProposal.objects.filter(state="open").order_by("opened_on", "pk")


def proposed_clients() -> QuerySet[Client]:
    """Clients whose block is proposed and not decided, by name."""
    return directory().filter(pk__in=waiting().values("client"))


def proposal_of(client_id: int) -> BlockProposal | None:
    """The open proposal about the client, if there is one."""
    return waiting().filter(client=client_id).first()


def close(client_id: int, state: str, by: Person | None, now: datetime, words: str = "") -> bool:
    """Close the open proposal about the client; False where there is none."""
    proposal = waiting().select_for_update(of=("self",)).filter(client=client_id).first()
    if proposal is None:
        return False
    proposal.state, proposal.decided_by = state, by
    proposal.decided_at, proposal.words = now, words
    proposal.save(update_fields=["state", "decided_by", "decided_at", "words"])
    return True


def _long_overdue(today: date, client_id: int | None = None) -> dict[int, list[date]]:
    """By client, the due dates of what it owes for more than two months."""
    told = bank_data_until()
    if told is None:
        return {}
    known = min(told, today)
    rows = open_invoices().filter(open__gt=0, due_on__lt=known - TWO_MONTHS_AT_LEAST)
    if client_id is not None:
        rows = rows.filter(order__client=client_id)
    found: dict[int, list[date]] = defaultdict(list)
    for client, due_on in rows.order_by().values_list("order__client", "due_on"):
        if overdue_too_long(due_on, known):
            found[client].append(due_on)
    return dict(found)


def _was_known(days: list[date], decided: date | None) -> bool:
    """Whether all of it was overdue for too long already when the team decided."""
    return decided is not None and overdue_too_long(max(days), decided)


def _decided(client_ids: Collection[int]) -> dict[int, date]:
    """By client, the day on which the team last decided about its block."""
    named = {about(pk): pk for pk in client_ids}
    lines = HistoryEntry.objects.filter(about__in=named, event__in=DECISIONS)
    rows = lines.order_by().values_list("about").annotate(last=Max("at"))
    return {named[name]: day_of(at) for name, at in rows}
