"""A client overdue for more than two months is proposed for a block; a person decides (R67).

Blocking it (block_client) accepts the proposal; here the night opens and settles it, and the team
declines.
"""

from collections.abc import Iterable
from datetime import datetime

from kontor.actions import act
from kontor.clients.access import locked
from kontor.clients.blocks import LONGEST_REASON
from kontor.clients.models import Client
from kontor.clients.queries import about
from kontor.foundation import history
from kontor.foundation.days import day_of
from kontor.foundation.history import CLOCK
from kontor.foundation.refusal import Conflict, Fault, NotFound, refuse_faults
from kontor.foundation.sentence import S
from kontor.foundation.wanted_text import wanted_text_faults
from kontor.people.models import Person
from kontor.receivables import block_proposals
from kontor.receivables.models import BlockProposal

PROPOSED, DECLINED, SETTLED = "propose_block", "decline_block", "block_settled"


def due(now: datetime) -> Iterable[int]:
    """Clients to propose today."""
    return list(block_proposals.to_open(day_of(now)))


@act.one_transaction
def propose(client_id: int, now: datetime) -> bool:
    """Put the client on the desk; False if there is no cause any more, read under its lock."""
    Client.objects.select_for_update(of=("self",)).get(pk=client_id)
    today = day_of(now)
    oldest = block_proposals.to_open(today, client_id).get(client_id)
    if oldest is None:
        return False
    BlockProposal.objects.create(client_id=client_id, opened_on=today, oldest_due=oldest)
    history.write(about(client_id), PROPOSED, CLOCK, now, oldest_due=oldest.isoformat())
    return True


def settled(now: datetime) -> Iterable[int]:
    """Proposals that need no decision any more."""
    return block_proposals.to_settle(day_of(now))


@act.one_transaction
def settle(proposal_id: int, now: datetime) -> bool:
    """Close the proposal, for what it was about is paid; False if it is not so any more."""
    if not block_proposals.to_settle(day_of(now), proposal_id):
        return False
    client_id = BlockProposal.objects.values_list("client", flat=True).get(pk=proposal_id)
    if not block_proposals.close(client_id, "settled", None, now):
        return False
    history.write(about(client_id), SETTLED, CLOCK, now)
    return True


@act.one_transaction
def decline(
    person: Person, client_id: int, proposal_id: int, reason: str, now: datetime
) -> BlockProposal:
    """The client is not blocked, for `reason` (at most 500 characters, for the team only).

    Declined already for this reason, nothing changes. Raises NotFound, Forbidden for whoever is
    neither advisor, accountant nor administrator, Invalid (`reason`) or Conflict (decided already).
    """
    actor = act.in_team(person)
    client = locked(client_id)
    proposal = BlockProposal.objects.filter(client=client, pk=proposal_id).first()
    if proposal is None:
        raise NotFound
    reason = reason.strip()
    if (proposal.state, proposal.words) == ("declined", reason):
        return proposal
    if proposal.state != "open":
        raise Conflict(S("This proposal was decided or settled already. Nothing was changed."))
    refuse_faults(_reason_faults(reason))
    block_proposals.close(client.pk, "declined", person, now, reason)
    history.write(about(client.pk), DECLINED, actor, now, reason=reason)
    proposal.refresh_from_db()
    return proposal


def _reason_faults(reason: str) -> list[Fault]:
    return wanted_text_faults("reason", reason, LONGEST_REASON, S("Write why, for the team."))
