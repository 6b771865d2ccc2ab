"""The team accepts or declines what a member proposes about a client (spec § 4)."""

from collections.abc import Collection
from datetime import datetime

from kontor.actions import act, post
from kontor.clients import proposal_letters, record
from kontor.clients.access import locked
from kontor.clients.change_models import ClientProposal
from kontor.clients.facts import faults_to_change, tidied
from kontor.clients.models import Client
from kontor.clients.proposed import applied, reason_faults
from kontor.clients.queries import about
from kontor.foundation import history
from kontor.foundation.days import day_of
from kontor.foundation.letter import Letter
from kontor.foundation.refusal import Conflict, Fault, Forbidden, Invalid, NotFound, refuse_faults
from kontor.foundation.sentence import S
from kontor.people import held
from kontor.people.models import Person


@act.one_transaction
def accept(
    advisor: Person, proposal_id: int, fields: Collection[str], shown_version: int, now: datetime
) -> ClientProposal:
    """Take the proposed values of these `fields` over; the rest of the proposal is left out.

    `shown_version`: of the client, as the page showed it. Raises NotFound, Forbidden (also for an
    own proposal), Invalid (`fields`, or a field that would be wrong) or Conflict.
    """
    actor = act.keeps_clients(advisor)
    client, proposal = _locked(advisor, proposal_id)
    taken = [name for name in proposal.changes if name in fields]
    if not taken:
        nothing = S("Choose at least one field, or decline the proposal.")
        raise Invalid([Fault("fields", nothing, missing=True)])
    record.refuse_stale(client, shown_version)
    before, today = record.facts_of(client), day_of(now)
    after = applied(before, proposal.changes, taken)
    refuse_faults(faults_to_change(before, after, today))
    changes = record.change(client, tidied(after, today))
    _close(proposal, "accepted", advisor, now)
    history.write(
        about(client.pk),
        "accept_proposal",
        actor,
        now,
        changes=changes,
        member=proposal.member.name,
        unverified=before.verified and client.verified_at is None,
    )
    left = [name for name in proposal.changes if name not in taken]
    values = {name: str(getattr(client, name)) for name in taken}
    language = held.language_of(proposal.member)
    letter = proposal_letters.accepted(client.name, values, left, language)
    _tell(proposal, letter, now, purpose="client_proposal_accepted")
    return proposal


@act.one_transaction
def decline(advisor: Person, proposal_id: int, reason: str, now: datetime) -> ClientProposal:
    """The client stays as it is, and the member reads why.

    Raises NotFound, Forbidden (also for an own proposal), Invalid (`reason`) or Conflict.
    """
    actor = act.keeps_clients(advisor)
    client, proposal = _locked(advisor, proposal_id)
    refuse_faults(reason_faults(reason))
    proposal.reason = reason.strip()
    _close(proposal, "declined", advisor, now)
    history.write(
        about(client.pk),
        "decline_proposal",
        actor,
        now,
        member=proposal.member.name,
        reason=proposal.reason,
    )
    filled = "invoice_email" in proposal.changes and not client.invoice_email
    letter = proposal_letters.declined(
        client.name, advisor.name, proposal.reason, filled_email=filled
    )
    _tell(proposal, letter, now, purpose="client_proposal_declined")
    return proposal


def _locked(advisor: Person, proposal_id: int) -> tuple[Client, ClientProposal]:
    """The client before the proposal, as in every act: they then never deadlock."""
    found = ClientProposal.objects.filter(pk=proposal_id)
    client_id = found.values_list("client_id", flat=True).first()
    if client_id is None:
        raise NotFound
    client = locked(client_id)
    proposal = found.select_for_update(of=("self",)).select_related("member").get()
    if proposal.member_id == advisor.pk:
        raise Forbidden(S("This is your own proposal; somebody else in the team decides about it."))
    if proposal.state == "withdrawn":
        raise Conflict(S("The member has withdrawn this proposal. Nothing was changed."))
    if proposal.state != "open":
        raise Conflict(S("Somebody has decided about this proposal already."))
    return client, proposal


def _close(proposal: ClientProposal, state: str, advisor: Person, now: datetime) -> None:
    proposal.state, proposal.decided_by, proposal.decided_at = state, advisor, now
    proposal.save(update_fields=["state", "decided_by", "decided_at", "reason"])


def _tell(proposal: ClientProposal, letter: Letter, now: datetime, *, purpose: str) -> None:
    post.to_person(
        proposal.member,
        letter,
        purpose=purpose,
        cause=f"client_proposal:{proposal.pk}",
        about=about(proposal.client_id),
        page=f"/clients/{proposal.client_id}",
        now=now,
    )
