"""The team's gate (Smart Confirmation). Nothing here can write scope or amounts (R9–R11)."""

from datetime import datetime

from kontor.actions import act, invite, plan_invoices, post
from kontor.actions.order_facts import checks_of
from kontor.foundation.refusal import Conflict, Fault, Forbidden, Invalid
from kontor.foundation.sentence import S
from kontor.foundation.text import is_blank, text_faults
from kontor.orders import access, claims, letters, lifecycle
from kontor.orders.checks import Level, worst
from kontor.orders.models import Order, Revision
from kontor.orders.states import Event, Status
from kontor.people.models import Person


@act.one_transaction
def approve(
    advisor: Person, order_id: int, shown_hash: str, now: datetime, reason: str | None = None
) -> Order:
    """Approve the revision the advisor was shown: on to the client, or active.

    `reason`: why in spite of a check that says *stop*; it is asked for only where it is not None.
    Raises NotFound, Forbidden (also their own order), Invalid (the reason) or Conflict (wrong
    moment, or another revision by now).
    """
    actor = act.advisor(advisor)
    order = access.locked_for_team(advisor, order_id)
    refuse_own(order, advisor)
    lifecycle.check(order, Event.APPROVE)
    claims.refuse_held(order, advisor, now)
    revision = shown_revision(order, shown_hash)
    reasons = {} if reason is None else _reason(order, reason, now)
    order.approved_revision = revision
    facts = lifecycle.standing(order)
    status = lifecycle.move(
        order, Event.APPROVE, actor, now, facts, revision=revision.number, **reasons
    )
    if status is Status.CLIENT_CONFIRMATION:
        invite.send_link(order, now)
    else:
        plan_invoices.plan(order, now)
    post.to_member(
        order,
        letters.order_approved(order.title, order.contact_name, order.valid_until, status),
        purpose="order_approved",
        cause=f"approval:{order.revision_id}:{now.isoformat()}",
        now=now,
    )
    return order


def refuse_own(order: Order, advisor: Person) -> None:
    """Raise Forbidden where an advisor would decide about their own order."""
    if order.owner_id == advisor.pk:
        raise Forbidden(S("This is your own order; another advisor reviews it."))


def shown_revision(order: Order, shown_hash: str) -> Revision:
    """The present revision, if it is the one that was shown. Raises Conflict."""
    if order.revision is None or order.revision.hash != shown_hash:
        raise Conflict(
            S(
                "The member has changed the order since you opened this page. Here is the latest;"
                " nothing was decided."
            )
        )
    return order.revision


def _reason(order: Order, reason: str, now: datetime) -> dict[str, str]:
    """What the history keeps of the reason. Raises Invalid where a *stop* has none."""
    faults = [Fault("reason", each) for each in text_faults(reason, 500, multiline=True)]
    if is_blank(reason) and worst(checks_of([order], now)[order.pk]) is Level.STOP:
        faults = [Fault("reason", S("Write why you approve it all the same."), missing=True)]
    if faults:
        raise Invalid(faults)
    return {} if is_blank(reason) else {"reason": reason}
