"""The member replaces the contact person of a submitted order; no new revision (spec § 6)."""

from dataclasses import replace
from datetime import datetime

from kontor.actions import act, invite, order_facts, post
from kontor.foundation.address import normalise
from kontor.foundation.refusal import refuse_faults
from kontor.orders import access, lifecycle
from kontor.orders.contact_letters import contact_replaced
from kontor.orders.draft import Contact
from kontor.orders.models import Invitation, Order
from kontor.orders.record import draft_of
from kontor.orders.revising import offer_in
from kontor.orders.states import Event, Status
from kontor.orders.submitting import faults_to_submit
from kontor.people.models import Person


@act.one_transaction
def change(owner: Person, order_id: int, contact: Contact, now: datetime) -> Order:
    """Write to another person from now on; approval and confirmation stay.

    A link that waits for an answer dies, and the new person gets one of their own; who had it is
    told that there is nothing left to do. The same mailbox keeps its link. Raises NotFound,
    Conflict (a draft), or Invalid with the faults that submitting would find.
    """
    actor = act.member(owner)
    order = access.locked_own(owner, order_id)
    lifecycle.check(order, Event.CHANGE_CONTACT)
    draft = draft_of(order)
    if contact == draft.contact:
        return order
    around = order_facts.surroundings(owner, draft, now)
    faults = faults_to_submit(replace(draft, contact=contact), around)
    refuse_faults(fault for fault in faults if fault.field.startswith("contact."))
    asks_anew = order.status == Status.CLIENT_CONFIRMATION and not _one_mailbox(order, contact)
    if asks_anew:
        _tell_who_had_the_link(order, now)
    _write(order, contact)
    # The history tells that it happened, not who it is: more people read it than may know (R19).
    lifecycle.move(order, Event.CHANGE_CONTACT, actor, now, lifecycle.standing(order))
    if asks_anew:
        invite.send_link(order, now)
    return order


def _one_mailbox(order: Order, contact: Contact) -> bool:
    return normalise(order.contact_email) == normalise(contact.email)


def _write(order: Order, contact: Contact) -> None:
    order.contact_name = contact.name
    order.contact_email = contact.email
    order.contact_phone = contact.phone
    order.contact_language = contact.language or ""
    order.version += 1


def _tell_who_had_the_link(order: Order, now: datetime) -> None:
    for invitation in Invitation.objects.filter(order=order, ended_at=None):
        post.to_contact(
            order,
            contact_replaced(offer_in(invitation.revision)),
            purpose="contact_replaced",
            cause=f"invitation:{invitation.pk}",
            now=now,
        )
