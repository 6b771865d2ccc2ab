"""The member submits, takes back, and moves the deadline of an order."""

from collections.abc import Sequence
from datetime import date, datetime

from kontor.actions import act, change_running, invite, order_facts
from kontor.actions.draft_order import refuse_stale, wait_in_line
from kontor.clients.blocks import block_sentence
from kontor.clients.models import Client
from kontor.cooperative.deadlines import deadline
from kontor.foundation.days import day_of, end_of_day, later_by, start_of_day
from kontor.foundation.refusal import Conflict, Fault, Invalid
from kontor.foundation.sentence import S
from kontor.orders import access, lifecycle
from kontor.orders.blocked import is_blocked
from kontor.orders.copying import faults_to_check
from kontor.orders.draft import Draft, First
from kontor.orders.models import Invitation, Order
from kontor.orders.offer import Offer, offer_of
from kontor.orders.plan import paid_in_advance
from kontor.orders.record import draft_of
from kontor.orders.revising import freeze, present_number
from kontor.orders.standing import deadline_passed
from kontor.orders.states import Event, Standing, Status
from kontor.orders.submitting import Surroundings, faults_to_submit
from kontor.people.models import Person

MOST_STRANGERS = 10


@act.one_transaction
def submit(owner: Person, order_id: int, to: First, version: int, now: datetime) -> Order:
    """Freeze the draft as a revision and put it before the first gate (R50).

    Raises NotFound, Conflict (stale page, wrong moment, blocked client) or Invalid with every
    missing or wrong field at once.
    """
    actor = act.member(owner)
    if to is First.CLIENT:
        wait_in_line(owner)
    order = access.locked_own(owner, order_id)
    lifecycle.check(order, Event.SUBMIT)
    refuse_stale(order, version)
    draft = draft_of(order)
    around = order_facts.surroundings(owner, draft, now)
    refuse_incomplete(draft, around, order.to_check)
    change_running.refuse_change(order, draft)
    had = lifecycle.standing(order)
    freeze(order, offer_for(draft, around, owner), now)
    order.submitted_at = now
    order.version += 1
    facts = lifecycle.standing(order, to_client_first=to is First.CLIENT)
    if to is First.CLIENT and not facts.approved:
        _refuse_undecided_vat(around)
    status = lifecycle.move(
        order,
        Event.SUBMIT,
        actor,
        now,
        facts,
        to=to,
        revision=present_number(order),
        voids=voided(had, facts),
    )
    Client.objects.filter(pk=draft.client_id or 0, ordered_at=None).update(ordered_at=now)
    if status is Status.CLIENT_CONFIRMATION:
        _refuse_too_many_strangers(order, now)
        invite.send_link(order, now)
    return order


@act.one_transaction
def take_back(owner: Person, order_id: int, now: datetime) -> Order:
    """Back to Draft; a link that waits dies. Raises NotFound or Conflict."""
    actor = act.member(owner)
    order = access.locked_own(owner, order_id)
    lifecycle.move(order, Event.TAKE_BACK, actor, now, lifecycle.standing(order))
    invite.withdraw(order, now)
    return order


@act.one_transaction
def set_valid_until(owner: Person, order_id: int, until: date, now: datetime) -> Order:
    """Extend a running deadline, or reopen a lapsed offer with a new link (spec § 6).

    A client who got no link, because the deadline had passed by then, gets one now.

    Raises NotFound, Invalid (the date) or Conflict.
    """
    actor = act.member(owner)
    order = access.locked_own(owner, order_id)
    today = day_of(now)
    if until < today:
        raise Invalid([Fault("valid_until", S("Choose {day} or later.", day=today))])
    latest = later_by(today, deadline("offer_most_months"), "month")
    if until > latest:
        late = S("Choose {day} or earlier; no offer is open longer.", day=latest)
        raise Invalid([Fault("valid_until", late)])
    running = order.valid_until if order.status == Status.CLIENT_CONFIRMATION else None
    if until == running:
        return order  # a second click: this is the deadline already
    if running is not None and until < running:
        # The client has been told the later day.
        raise Invalid([Fault("valid_until", S("Choose {day} or later.", day=running))])
    was_lapsed = order.lapsed
    if was_lapsed:
        change_running.refuse_ended(order)
    order.valid_until = until
    facts = lifecycle.standing(order, client_blocked=is_blocked(order))
    lifecycle.move(order, Event.SET_VALID_UNTIL, actor, now, facts, valid_until=until.isoformat())
    if was_lapsed or not invite.has_link(order):
        invite.send_link(order, now)
    return order


@act.one_transaction
def send_link_again(
    owner: Person, order_id: int, now: datetime, instead_of: int | None = None
) -> Order:
    """A new link to the contact person; the one before dies. Raises NotFound or Conflict.

    `instead_of`: the invitation that the page showed; a second click finds it replaced already.
    """
    actor = act.member(owner)
    order = access.locked_own(owner, order_id)
    waiting = Invitation.objects.filter(order=order, ended_at=None)
    if instead_of is not None and not waiting.filter(pk=instead_of).exists():
        raise Conflict(S("A new link is on its way already; the one before no longer works."))
    facts = lifecycle.standing(order, deadline_passed=deadline_passed(order, day_of(now)))
    lifecycle.move(order, Event.SEND_LINK_AGAIN, actor, now, facts)
    invite.send_link(order, now)
    return order


def refuse_incomplete(draft: Draft, around: Surroundings, to_check: Sequence[str] = ()) -> None:
    """Raise Invalid for what is missing or `to_check` in a copy, Conflict for a blocked client."""
    faults = [*faults_to_check(to_check), *faults_to_submit(draft, around)]
    if faults:
        raise Invalid(faults)
    if around.client is not None:
        in_advance = paid_in_advance(draft.payment, draft.service_from)
        blocked = block_sentence(around.client.block, paid_in_advance=in_advance)
        if blocked is not None:
            raise Conflict(blocked)


def offer_for(draft: Draft, around: Surroundings, owner: Person) -> Offer:
    """What the client would see of a complete draft."""
    if around.client is None or around.vat is None:
        message = "a complete draft names its client"
        raise ValueError(message)
    return offer_of(draft, around.client, owner.name, around.vat)


def _refuse_undecided_vat(around: Surroundings) -> None:
    """The client is not asked for an amount that the team has still to decide about (§ 9)."""
    if around.vat is not None and around.vat.team_decides:
        first = S(
            "Here the team decides about VAT, so submit the order to the team first. The client is"
            " asked after that."
        )
        raise Invalid([Fault("client", first)])


def voided(before: Standing, after: Standing) -> list[str]:
    """What stood on the earlier revision and counts no longer, for the history."""
    return [
        name
        for name in ("approved", "confirmed")
        if getattr(before, name) and not getattr(after, name)
    ]


def _refuse_too_many_strangers(order: Order, now: datetime) -> None:
    """At most ten first mails a day to clients that neither the team nor an approval knows (§ 6).

    Two submissions at once wait in line, so that none is counted too few.
    """
    if order.client is None or order.client.verified_at or order.invitations.exists():
        return
    today = day_of(now)
    strangers = Order.objects.filter(
        owner=order.owner_id,
        client__verified_at=None,
        approved_revision=None,
        invitations__created_at__range=(start_of_day(today), end_of_day(today)),
    )
    if strangers.distinct().count() >= MOST_STRANGERS:
        raise Conflict(
            S(
                "You have sent {n} offers to clients new to us today. Submit this one to the team"
                " first, or send it tomorrow.",
                n=MOST_STRANGERS,
            )
        )
