"""Cancelling an order: the member asks invoice by invoice, the team carries it out (spec § 10)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from kontor.actions import act, change_running, post, treat_invoices
from kontor.actions.review_order import refuse_own
from kontor.foundation.refusal import Fault, refuse_faults
from kontor.foundation.sentence import S
from kontor.foundation.text import is_blank, text_faults
from kontor.invoicing import cancelling, cancelling_letters
from kontor.invoicing.cancelling import Choice
from kontor.invoicing.cancelling_letters import Treated
from kontor.invoicing.models import CancellationRequest
from kontor.orders import access, lifecycle
from kontor.orders.models import Order
from kontor.orders.revising import offer_in
from kontor.orders.standing import standing
from kontor.orders.states import Event
from kontor.people.models import Person

LONGEST_TEXT = 2000


@act.one_transaction
def request(  # noqa: PLR0913  # the parts of a request
    owner: Person,
    order_id: int,
    wishes: Mapping[int, str],
    now: datetime,
    *,
    text: str = "",
    no_further_after: date | None = None,
) -> CancellationRequest:
    """Ask the team to cancel the order. `wishes`: keep, stop, cancel or ask by invoice id.

    An invoice left out is kept. What is to be stopped or asked about is held until the team has
    decided. Raises NotFound, Forbidden, Invalid (`invoices[ID]`, `text`) or Conflict.
    """
    actor = act.member(owner)
    order = access.locked_own(owner, order_id)
    waits = {"cancellation_requested": _open(order) is not None}
    lifecycle.check(order, Event.REQUEST_CANCELLATION, **waits)
    refuse_faults(_text_faults(text))
    invoices = treat_invoices.planned(order)
    chosen = cancelling.wishes_of(treat_invoices.listed(invoices), wishes, no_further_after)
    asked = CancellationRequest.objects.create(
        order=order, text=text, no_further_after=no_further_after, requested_at=now
    )
    treat_invoices.keep_wishes(asked, invoices, chosen)
    lifecycle.move(
        order,
        Event.REQUEST_CANCELLATION,
        actor,
        now,
        standing(order, **waits),
        text=text,
        choices=counted(chosen.values()),
    )
    _tell_team(order, asked, now)
    return asked


@act.one_transaction
def withdraw(owner: Person, order_id: int, now: datetime) -> Order:
    """Take the open request back; what it held goes on. Raises NotFound, Forbidden, Conflict."""
    actor = act.member(owner)
    order = access.locked_own(owner, order_id)
    asked = _checked(order, Event.WITHDRAW_CANCELLATION)
    treat_invoices.release(asked)
    _close(asked, "withdrawn", owner, now)
    lifecycle.move(
        order,
        Event.WITHDRAW_CANCELLATION,
        actor,
        now,
        standing(order, cancellation_requested=True),
    )
    return order


@act.one_transaction
def decline(advisor: Person, order_id: int, text: str, now: datetime) -> Order:
    """Decline with a reason that goes to the member; what the request held goes on.

    Raises NotFound, Forbidden (also their own order), Invalid (`text`) or Conflict.
    """
    actor = act.advisor(advisor)
    order = access.locked_for_team(advisor, order_id)
    refuse_own(order, advisor)
    asked = _checked(order, Event.DECLINE_CANCELLATION)
    faults = _text_faults(text)
    if is_blank(text):
        faults.append(Fault("text", S("Write why, so that the member understands."), missing=True))
    refuse_faults(faults)
    treat_invoices.release(asked)
    _close(asked, "declined", advisor, now, reason=text)
    facts = standing(order, cancellation_requested=True)
    lifecycle.move(order, Event.DECLINE_CANCELLATION, actor, now, facts, text=text)
    post.to_member(
        order,
        cancelling_letters.cancellation_declined(order.title, advisor.name, text),
        purpose="cancellation_declined",
        cause=f"cancellation:{asked.pk}",
        now=now,
    )
    return order


@act.one_transaction
def carry_out(
    advisor: Person,
    order_id: int,
    decisions: Mapping[int, str],
    now: datetime,
    *,
    no_further_after: date | None = None,
) -> Order:
    """Do what the request asks for in one step: the order is cancelled, everybody is told.

    `decisions`: keep, stop or cancel by invoice id; one left out follows the member's wish, and
    `no_further_after` None their day (`cancelling.NO_END`: no day at all). Raises NotFound,
    Forbidden (also their own order), Invalid (`invoices[ID]`) or Conflict.
    """
    actor = act.advisor(advisor)
    order = access.locked_for_team(advisor, order_id)
    refuse_own(order, advisor)
    asked = _checked(order, Event.CARRY_OUT_CANCELLATION)
    invoices = treat_invoices.planned(order)
    chosen = cancelling.decisions_of(
        treat_invoices.listed(invoices),
        {one.invoice_id: Choice(one.wish) for one in asked.choices.all()},
        decisions,
        no_further_after or asked.no_further_after,
    )
    treated = treat_invoices.treat(asked, invoices, chosen, actor, now)
    _close(asked, "carried_out", advisor, now)
    lifecycle.move(
        order,
        Event.CARRY_OUT_CANCELLATION,
        actor,
        now,
        standing(order, cancellation_requested=True),
        choices=counted(chosen.values()),
        refunds=[one.number for one in treated if one.refund],
    )
    change_running.end_open(order, actor, now)
    _tell_cancelled(order, asked, treated, now)
    return order


def close_with_order(order: Order, advisor: Person, reason: str, now: datetime) -> None:
    """Part of refusing an order: a request that is still open ends with it, declined."""
    asked = _open(order)
    if asked is not None:
        _close(asked, "declined", advisor, now, reason=reason)


def _tell_team(order: Order, asked: CancellationRequest, now: datetime) -> None:
    client = order.client.name if order.client else ""
    post.to_team(
        order,
        cancelling_letters.cancellation_requested(
            order.title, order.owner.name, client, asked.text
        ),
        purpose="cancellation_requested",
        cause=f"cancellation:{asked.pk}",
        now=now,
    )


def _tell_cancelled(
    order: Order, asked: CancellationRequest, treated: Sequence[Treated], now: datetime
) -> None:
    if order.revision is None:
        message = "only a submitted order is cancelled"
        raise ValueError(message)
    cause = f"cancellation:{asked.pk}"
    post.to_contact(
        order,
        cancelling_letters.order_cancelled(offer_in(order.revision), treated),
        purpose="order_cancelled",
        cause=cause,
        now=now,
    )
    post.to_member(
        order,
        cancelling_letters.order_cancelled_member(order.title, treated),
        purpose="order_cancelled_member",
        cause=cause,
        now=now,
    )


def _open(order: Order) -> CancellationRequest | None:
    return CancellationRequest.objects.filter(order=order, state="open").first()


def _checked(order: Order, event: Event) -> CancellationRequest:
    """The open request that the event is about. Raises Conflict."""
    asked = _open(order)
    lifecycle.check(order, event, cancellation_requested=asked is not None)
    if asked is None:
        message = f"{event} happens to a request only"
        raise ValueError(message)
    return asked


def _close(
    asked: CancellationRequest, state: str, person: Person, now: datetime, *, reason: str = ""
) -> None:
    asked.state, asked.closed_at, asked.closed_by, asked.reason = state, now, person, reason
    asked.save()


def counted(choices: Iterable[Choice]) -> dict[str, int]:
    """How many invoices have each choice, for the history."""
    found = [choice.value for choice in choices]
    return {choice.value: found.count(choice.value) for choice in Choice if choice.value in found}


def _text_faults(text: str) -> list[Fault]:
    return [Fault("text", each) for each in text_faults(text, LONGEST_TEXT, multiline=True)]
