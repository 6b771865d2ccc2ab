"""A change of a running recurrent order from one of its periods on (spec § 6, § 9)."""

from datetime import date, datetime, timedelta

from kontor.actions import act, draft_order, invite
from kontor.cooperative.deadlines import deadline
from kontor.foundation import history
from kontor.foundation.days import day_of
from kontor.foundation.history import CLOCK, Actor
from kontor.foundation.refusal import Conflict, Fault, Invalid
from kontor.foundation.sentence import S
from kontor.invoicing import lifecycle as invoice_lifecycle
from kontor.invoicing.models import CancellationRequest, Invoice
from kontor.invoicing.states import ISSUED, UNISSUED
from kontor.orders import access, lifecycle
from kontor.orders.changing import PeriodAhead, change_of, faults_of_change
from kontor.orders.draft import Draft, Mode
from kontor.orders.models import Order
from kontor.orders.naming import about
from kontor.orders.open_change import refuse_another
from kontor.orders.record import draft_of
from kontor.orders.revising import offer_in
from kontor.orders.states import Event, Status
from kontor.people.models import Person


@act.one_transaction
def propose(owner: Person, order_id: int, first_day: date, now: datetime, page: str = "") -> Order:
    """A draft that continues the running order from `first_day` on, for its member to change.

    The running order goes on until the change has passed both gates. `page`: a random key of the
    click; sent twice it makes one draft. Raises NotFound, Invalid (`first_day`) or Conflict (not
    active, not recurrent, a change or a request to cancel is open).
    """
    actor = act.member(owner)
    known = draft_order.created_in(page, owner)
    if known is not None:
        return known
    running = access.locked_own(owner, order_id)
    lifecycle.check(running, Event.PROPOSE_CHANGE)
    _refuse_open(running)
    starts = {each.first_day: each for each in periods_ahead(running)}
    if first_day not in starts:
        raise Invalid([Fault("first_day", S("Choose a period that is not billed yet."))])
    change = draft_order.begun(owner, now, page)
    change.number = _number(running)
    change.changes = running
    draft = change_of(draft_of(running), starts[first_day], day_of(now), deadline("offer_days"))
    draft_order.keep_first(change, draft, actor, now, changes=running.number)
    lifecycle.move(
        running,
        Event.PROPOSE_CHANGE,
        actor,
        now,
        lifecycle.standing(running),
        first_day=first_day.isoformat(),
        number=change.number,
    )
    return change


def periods_ahead(running: Order) -> list[PeriodAhead]:
    """The periods of the plan that are not billed yet, in their order; one corrected was billed."""
    planned = Invoice.objects.filter(order=running, replaces=None, status__in=UNISSUED)
    rows = planned.order_by("position")
    return [PeriodAhead(row.position, row.service_from, row.billing_date) for row in rows]


def refuse_ended(change: Order) -> None:
    """Part of asking anew: raise Conflict where nothing is left to change, or a rival is open."""
    running = change.changes
    if running is None:
        return
    if running.status != Status.ACTIVE:
        sentence = S(
            "The order {number} is no longer active. Duplicate this one to go on without it.",
            number=running.number,
        )
        raise Conflict(sentence)
    refuse_another(running, change)


def refuse_change(change: Order, draft: Draft) -> None:
    """Part of submitting: raise what keeps the draft from following the order it changes."""
    running = change.changes
    if running is None:
        return
    refuse_ended(change)
    faults = faults_of_change(draft, running.client_id, periods_ahead(running))
    if faults:
        raise Invalid(faults)


def take_over(change: Order, now: datetime) -> None:
    """Part of planning: the plan of the running order stops where the change begins.

    What is issued stays, also where it was issued while the client thought it over, and so do
    earlier rows: the change begins after the last day that one of them bills. A period of which
    they bill a part waits for its member to set the amount.
    """
    if change.changes_id is None or change.revision is None:
        return
    running = Order.objects.select_for_update(of=("self",)).get(pk=change.changes_id)
    first_day = offer_in(change.revision).service_from
    rows = Invoice.objects.select_for_update(of=("self",)).filter(order=running)
    for row in rows.filter(service_from__gte=first_day, status__in=UNISSUED):
        invoice_lifecycle.stop(row)
    kept = rows.filter(status__in=[*ISSUED, *UNISSUED]).exclude(kind="cancellation")
    billed_to = kept.order_by("-service_to").values_list("service_to", flat=True).first()
    if billed_to is not None:
        for row in Invoice.objects.filter(order=change, service_from__lte=billed_to):
            _begin_after(row, billed_to, now)
    _set_end(running, now)
    history.write(
        about(running.pk),
        "continued",
        CLOCK,
        now,
        status=running.status,
        first_day=first_day.isoformat(),
        number=change.number,
    )


def _begin_after(row: Invoice, billed_to: date, now: datetime) -> None:
    if row.service_to <= billed_to:
        invoice_lifecycle.stop(row)
        return
    row.service_from = billed_to + timedelta(days=1)
    row.drafted_on = day_of(now)
    invoice_lifecycle.hold(row, "", day_of(now))
    row.save()
    history.write(
        about(row.order_id),
        "invoice_shortened",
        CLOCK,
        now,
        status=row.order.status,
        invoice=row.pk,
        position=row.position,
    )


def end_open(running: Order, actor: Actor, now: datetime) -> None:
    """Part of ending the running order: a change that waits at a gate is its member's draft again.

    Its client's link ends with a mail; a draft of a change can no longer be submitted.
    """
    gates = [Status.TEAM_REVIEW, Status.CLIENT_CONFIRMATION]
    waiting = Order.objects.select_for_update(of=("self",)).filter(
        changes=running, status__in=gates
    )
    for change in waiting:
        lifecycle.move(change, Event.TAKE_BACK, actor, now, lifecycle.standing(change))
        invite.withdraw(change, now)


def _set_end(running: Order, now: datetime) -> None:
    """No further invoice is planned, so that the running order can be completed."""
    kept = Invoice.objects.filter(order=running).exclude(status="stopped")
    last = kept.order_by("-billing_date").values_list("billing_date", flat=True).first()
    running.recurrence_times = None
    running.recurrence_until = last or day_of(now)
    running.changed_at = now
    running.save()


def _refuse_open(running: Order) -> None:
    if running.payment_mode != Mode.RECURRENT:
        raise Conflict(
            S(
                "Only recurrent payments can be changed from a day on."
                " Write a new order for further work."
            )
        )
    refuse_another(running)
    if CancellationRequest.objects.filter(order=running, state="open").exists():
        raise Conflict(S("A request to cancel this order is open. Withdraw it first."))


def _number(running: Order) -> str:
    """The running order's own number with a running suffix: A-2027-0001/2, then /3."""
    root = running.number.partition("/")[0]
    numbers = Order.objects.filter(number__startswith=f"{root}/").values_list("number", flat=True)
    return f"{root}/{max([1, *(int(one.partition('/')[2]) for one in numbers)]) + 1}"
