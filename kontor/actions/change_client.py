"""A member changes a client; where others work with it too, the team decides (spec § 4)."""

from datetime import datetime

from kontor.actions import act
from kontor.actions.keep_clients import write_change
from kontor.clients import proposals, record
from kontor.clients.change_models import ClientProposal
from kontor.clients.facts import ClientFacts, faults_to_change, tidied
from kontor.clients.models import Client
from kontor.clients.proposed import note_faults
from kontor.clients.queries import about
from kontor.foundation import history
from kontor.foundation.days import day_of
from kontor.foundation.history import Actor
from kontor.foundation.refusal import Conflict, Forbidden, NotFound, refuse_faults
from kontor.foundation.sentence import S
from kontor.orders import with_client
from kontor.people.models import Person


@act.one_transaction
def change(  # noqa: PLR0913, PLR0917  # what the page sends, by whom and when
    member: Person, client_id: int, version: int, facts: ClientFacts, note: str, now: datetime
) -> ClientProposal | None:
    """Change a client that the member alone has orders with; propose it where others have some.

    Block and verification in `facts` are not looked at; `note` is for the team. Returns the
    proposal; None where the client was changed, or where nothing differs. A proposal takes the
    place of the member's open one. Raises NotFound, Forbidden without an own order, Invalid, or
    Conflict for a stale `version`.
    """
    actor = act.member(member)
    client = with_client.locked_known(member, client_id)
    refuse_without_order(member, client)
    today, note = day_of(now), note.strip()
    refuse_faults([*faults_to_change(record.facts_of(client), facts, today), *note_faults(note)])
    facts = tidied(facts, today)
    changes = record.changes_to(client, facts)
    if not changes:
        return None
    record.refuse_stale(client, version)
    if with_client.others_have_orders(member, client):
        return _propose(member, client, changes, note, actor, now)
    proposals.withdraw_open(member.pk, client, now)
    write_change(client, facts, actor, now, text=note)
    return None


@act.one_transaction
def withdraw(member: Person, proposal_id: int, now: datetime) -> ClientProposal:
    """The member no longer wants it; a second click finds it withdrawn. Raises NotFound, Conflict.

    An e-mail for invoices in it no longer applies to the member's orders.
    """
    actor = act.member(member)
    mine = ClientProposal.objects.select_for_update(of=("self",)).filter(member=member)
    proposal = mine.filter(pk=proposal_id).first()
    if proposal is None:
        raise NotFound
    if proposal.state == "withdrawn":
        return proposal
    if proposal.state != "open":
        raise Conflict(S("The team has decided about this proposal already."))
    proposal.state, proposal.decided_at = "withdrawn", now
    proposal.save(update_fields=["state", "decided_at"])
    history.write(about(proposal.client_id), "withdraw_proposal", actor, now)
    return proposal


def refuse_without_order(member: Person, client: Client) -> None:
    """Raise Forbidden for a member who does not work with the client."""
    if not with_client.works_with(member, client):
        raise Forbidden(S("You can change a client once an order of yours with it is submitted."))


def _propose(  # noqa: PLR0913, PLR0917  # the parts of a proposal
    member: Person,
    client: Client,
    changes: record.Changes,
    note: str,
    actor: Actor,
    now: datetime,
) -> ClientProposal:
    same = ClientProposal.objects.filter(client=client, member=member, state="open")
    known = same.filter(changes=changes, note=note).first()
    if known is not None:
        return known  # a second click
    proposals.withdraw_open(member.pk, client, now)
    proposal = ClientProposal.objects.create(
        client=client, member=member, changes=changes, note=note, at=now
    )
    history.write(about(client.pk), "propose_change", actor, now, changes=changes, text=note)
    return proposal
