"""Proposals as they are stored: which are open, and what applies while they are (spec § 4)."""

from datetime import datetime

from kontor.clients.change_models import ClientProposal
from kontor.clients.models import Client
from kontor.people.models import Person


def newest_of(member: Person, client: Client) -> ClientProposal | None:
    """The member's last proposal for the client that they did not take back; one query."""
    made = ClientProposal.objects.filter(member=member, client=client).exclude(state="withdrawn")
    return made.order_by("-id").first()


def invoice_email(client: Client, member_id: int) -> str:
    """Where invoices of this member's orders with the client go besides the contact person.

    The client's own address; where there is none, what this member proposes for it, which is for
    their orders alone until the team accepts it (R22, spec § 4). One query at most.
    """
    if client.invoice_email:
        return client.invoice_email
    mine = ClientProposal.objects.filter(client=client, member=member_id, state="open")
    changes = mine.values_list("changes", flat=True).first() or {}
    return str(changes.get("invoice_email", {}).get("after", ""))


def withdraw_open(member_id: int, client: Client, at: datetime) -> None:
    """Part of an act: the member's open proposal, if there is one, no longer counts."""
    mine = ClientProposal.objects.filter(client=client, member=member_id, state="open")
    mine.update(state="withdrawn", decided_at=at)
