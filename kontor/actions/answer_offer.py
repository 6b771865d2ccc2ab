"""The client answers the offer behind the link. Opening it decides nothing (spec § 6).

Every answer carries the hash of the offer that was shown; if the offer has changed since,
nothing is decided. The order's row is locked first, so of twenty clicks at once one decides.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from kontor.actions import act, plan_invoices, post
from kontor.formats.einvoice.printable import unprintable
from kontor.foundation import secret_link
from kontor.foundation.days import day_of
from kontor.foundation.history import CLOCK, Actor
from kontor.foundation.letter import Letter
from kontor.foundation.refusal import Conflict, Fault, NotFound, Refusal, refuse_faults
from kontor.foundation.sentence import S
from kontor.foundation.text import glyph_faults, text_faults
from kontor.orders import access, letters, lifecycle
from kontor.orders.confirmed_copy import Confirmed, order_confirmed
from kontor.orders.models import Decision, Invitation, Order, Revision
from kontor.orders.revising import offer_in
from kontor.orders.standing import deadline_passed
from kontor.orders.states import Event, Status


@dataclass(frozen=True)
class Answer:
    """What the client sends: `hash` of the offer they were shown, and their words."""

    hash: str
    name: str = ""
    purchase_order: str = ""
    text: str = ""


@dataclass(frozen=True)
class _Door:
    """The link's row, its order (locked) and the revision it leads to."""

    invitation: Invitation
    order: Order
    revision: Revision


def confirm(token: str, answer: Answer, now: datetime) -> Order:
    """Place the binding order: name and, if they have one, their purchase order number.

    Raises NotFound, Invalid (fields) or Conflict (late, decided, changed, withdrawn).
    """
    refuse_faults(_named(answer) + _purchase_order(answer.purchase_order))

    def decide(door: _Door, actor: Actor) -> None:
        order = door.order
        order.confirmed_revision = door.revision
        if answer.purchase_order:
            order.purchase_order = answer.purchase_order
        status = _record(door, "confirm", Event.CLIENT_CONFIRM, answer, actor, now)
        if status is Status.ACTIVE:
            plan_invoices.plan(order, now)
        offer = offer_in(door.revision)
        post.to_contact(
            order,
            order_confirmed(
                offer, Confirmed(answer.name, now, answer.purchase_order), post.house_name()
            ),
            purpose="order_confirmed",
            cause=f"decision:{door.invitation.pk}",
            now=now,
        )
        post.to_member(
            order,
            letters.client_confirmed(order.title, answer.name, status),
            purpose="client_confirmed",
            cause=f"decision:{door.invitation.pk}",
            now=now,
        )

    return _answer(token, answer, now, decide)


def reject(token: str, answer: Answer, now: datetime) -> Order:
    """Decline the offer with a reason. Raises as `confirm`."""
    return _not_confirm(
        token,
        answer,
        now,
        kind="reject",
        event=Event.CLIENT_REJECT,
        letter=letters.client_rejected,
        purpose="client_rejected",
    )


def request_changes(token: str, answer: Answer, now: datetime) -> Order:
    """Ask for a change with a message. Raises as `confirm`."""
    return _not_confirm(
        token,
        answer,
        now,
        kind="request_changes",
        event=Event.CLIENT_REQUEST_CHANGES,
        letter=letters.client_requests_changes,
        purpose="client_requests_changes",
    )


def _not_confirm(  # noqa: PLR0913  # the parts of an answer in words
    token: str,
    answer: Answer,
    now: datetime,
    *,
    kind: str,
    event: Event,
    letter: Callable[[str, str, str], Letter],
    purpose: str,
) -> Order:
    """Record an answer that consists of words, and tell the member."""
    refuse_faults(_worded(answer))

    def decide(door: _Door, actor: Actor) -> None:
        _record(door, kind, event, answer, actor, now)
        post.to_member(
            door.order,
            letter(door.order.title, door.order.contact_name, answer.text),
            purpose=purpose,
            cause=f"decision:{door.invitation.pk}",
            now=now,
        )

    return _answer(token, answer, now, decide)


def lapse(order: Order, now: datetime) -> None:
    """Part of an act: the deadline of the locked order has passed; the member is mailed."""
    lifecycle.move(order, Event.LAPSE, CLOCK, now, lifecycle.standing(order, deadline_passed=True))
    post.to_member(
        order,
        letters.order_lapsed(order.title, order.contact_name, order.valid_until),
        purpose="order_lapsed",
        cause=f"lapse:{order.revision_id}:{order.valid_until}",
        now=now,
    )


def _answer(
    token: str, answer: Answer, now: datetime, decide: Callable[[_Door, Actor], None]
) -> Order:
    # A late answer lapses the order for good, even before the nightly run: the refusal is
    # raised only after that is committed.
    with act.one_transaction():
        door = _open(token)
        refusal = _closed(door, answer, now)
        if refusal is None:
            decide(door, Actor("client", name=answer.name or door.order.contact_name))
        elif door.order.status == Status.CLIENT_CONFIRMATION and deadline_passed(
            door.order, day_of(now)
        ):
            lapse(door.order, now)
    if refusal is not None:
        raise refusal
    return door.order


def _open(token: str) -> _Door:
    found = Invitation.objects.filter(token_hash=secret_link.digest(token)).first()
    if found is None:
        raise NotFound
    order = access.locked_invited(found.order_id)
    invitation = Invitation.objects.select_related("revision").get(pk=found.pk)
    return _Door(invitation, order, invitation.revision)


def _closed(door: _Door, answer: Answer, now: datetime) -> Refusal | None:
    if Decision.objects.filter(invitation=door.invitation).exists():
        return Conflict(S("This offer has already been answered. The answer is shown below."))
    if door.invitation.ended_at is not None or door.order.revision_id != door.revision.pk:
        return Conflict(S("This offer has been withdrawn or replaced. Nothing was decided."))
    if door.order.status != Status.CLIENT_CONFIRMATION:
        return Conflict(S("This offer is not waiting for an answer. Nothing was decided."))
    if deadline_passed(door.order, day_of(now)):
        return Conflict(
            S("The deadline has passed, so the offer can no longer be answered. Please contact us.")
        )
    if answer.hash != door.revision.hash:
        return Conflict(
            S(
                "The offer has changed since you opened the page. Here is the latest;"
                " nothing was decided."
            )
        )
    return None


def _record(  # noqa: PLR0913, PLR0917  # the parts of a decision
    door: _Door, kind: str, event: Event, answer: Answer, actor: Actor, now: datetime
) -> Status:
    Decision.objects.create(
        revision=door.revision,
        invitation=door.invitation,
        kind=kind,
        hash=answer.hash,
        name=answer.name,
        purchase_order=answer.purchase_order,
        text=answer.text,
        decided_at=now,
    )
    facts = lifecycle.standing(door.order)
    return lifecycle.move(
        door.order, event, actor, now, facts, revision=door.revision.number, text=answer.text
    )


def _named(answer: Answer) -> list[Fault]:
    if not answer.name.strip():
        return [Fault("name", S("Enter your name."), missing=True)]
    return _faults("name", answer.name, 120)


def _purchase_order(text: str) -> list[Fault]:
    """It stands on the invoice."""
    faults = _faults("purchase_order", text, 100)
    return faults or [Fault("purchase_order", each) for each in glyph_faults(text, unprintable)]


def _worded(answer: Answer) -> list[Fault]:
    if not answer.text.strip():
        return [Fault("text", S("Write a few words, so that we know what to do."), missing=True)]
    return _faults("text", answer.text, 2000, multiline=True)


def _faults(field: str, text: str, limit: int, *, multiline: bool = False) -> list[Fault]:
    return [Fault(field, sentence) for sentence in text_faults(text, limit, multiline=multiline)]
