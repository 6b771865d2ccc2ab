"""An advisor adjusts what the team may adjust, in the review (spec § 5, § 6; R9–R11)."""

from dataclasses import asdict
from datetime import datetime
from decimal import Decimal

from kontor.actions import act, order_facts, post
from kontor.actions.review_order import refuse_own, shown_revision
from kontor.actions.submit_order import offer_for, voided
from kontor.foundation.history import Actor
from kontor.foundation.refusal import Fault, Invalid, refuse_faults
from kontor.foundation.sentence import S
from kontor.orders import access, adjusting_letter, claims, lifecycle, record
from kontor.orders.adjusting import (
    Adjustment,
    Change,
    adjusted,
    billing_dates,
    changes,
    faults_brought_in,
)
from kontor.orders.draft import Draft
from kontor.orders.models import Order
from kontor.orders.offer import Offer
from kontor.orders.record import draft_of
from kontor.orders.revising import freeze, offer_in, present_number
from kontor.orders.states import Event
from kontor.people.models import Person

# Who may write to the contact person sees the name on the order; the history is read by more.
UNTOLD = ("contact.name", "contact.phone")


@act.one_transaction
def adjust(
    advisor: Person, order_id: int, shown_hash: str, by: Adjustment, now: datetime
) -> tuple[Change, ...]:
    """Keep the adjustment, tell the member before and after; nothing where nothing changed.

    VAT treatment, billing date and place make a new revision, and a client who confirmed the one
    before is asked again. What is billed net never changes. Raises NotFound, Forbidden, Conflict
    (wrong moment, another revision) or Invalid (fields by their path).
    """
    actor = act.advisor(advisor)
    order = access.locked_for_team(advisor, order_id)
    refuse_own(order, advisor)
    lifecycle.check(order, Event.ADJUST)
    claims.refuse_held(order, advisor, now)
    revision = shown_revision(order, shown_hash)
    before = draft_of(order)
    after = adjusted(before, by)
    made = changes(before, after)
    if not made:
        return ()
    around = order_facts.surroundings(order.owner, after, now)
    refuse_faults(faults_brought_in(after, made, around))
    offer = offer_for(after, around, order.owner)
    _refuse_other_amounts(offer_in(revision), offer, billing_dates(after.payment)[0][0])
    _keep(order, after, offer, made, actor, now)
    post.to_member(
        order,
        adjusting_letter.order_adjusted(order.title, advisor.name, made),
        purpose="order_adjusted",
        cause=f"adjust:{order.pk}:{order.version}",
        now=now,
    )
    return made


def _keep(  # noqa: PLR0913, PLR0917  # the parts of an adjusted order
    order: Order,
    after: Draft,
    offer: Offer,
    made: tuple[Change, ...],
    actor: Actor,
    now: datetime,
) -> None:
    had = lifecycle.standing(order)
    record.write(order, after, now)
    freeze(order, offer, now)
    facts = lifecycle.standing(order)
    lifecycle.move(
        order,
        Event.ADJUST,
        actor,
        now,
        facts,
        changes=[asdict(each) for each in made if each.field not in UNTOLD],
        also=[each.field for each in made if each.field in UNTOLD],
        revision=present_number(order),
        voids=voided(had, facts),
    )


def _refuse_other_amounts(before: Offer, after: Offer, field: str) -> None:
    """The sums that were agreed stay: another first date may fit fewer or more invoices in."""
    if _nets(before) != _nets(after):
        raise Invalid(
            [Fault(field, S("This date would change what is billed. Ask the member to change it."))]
        )


def _nets(offer: Offer) -> list[Decimal]:
    return [row.net for row in offer.invoices]
