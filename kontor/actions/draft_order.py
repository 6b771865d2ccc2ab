"""The member writes an order: drafts, however incomplete (R51)."""

from datetime import datetime

from django.db import connection

from kontor.actions import act
from kontor.clients.access import visible_to
from kontor.foundation import history
from kontor.foundation.days import day_of
from kontor.foundation.refusal import Conflict, Fault, Invalid
from kontor.foundation.sentence import S
from kontor.orders import access, lifecycle, record
from kontor.orders.draft import Draft
from kontor.orders.models import Order
from kontor.orders.states import Event
from kontor.orders.limits import faults_to_save
from kontor.people.models import Person


@act.one_transaction
def create(owner: Person, draft: Draft, now: datetime) -> Order:
    """A new draft. Raises Invalid with every fault that even a draft may not have."""
    actor = act.member(owner)
    _check(owner, draft)
    order = Order(owner=owner, number=_next_number(now), created_at=now, changed_at=now, version=0)
    order.save()
    record.write(order, draft, now)
    history.write(lifecycle.about(order.pk), "create", actor, now, status=order.status)
    return order


@act.one_transaction
def save(owner: Person, order_id: int, draft: Draft, version: int, now: datetime) -> Order:
    """Keep what was typed. `version` is that of the page it was typed on.

    Raises NotFound, Invalid, or Conflict where another page saved in between. An order that
    had been submitted before says in its history that it was edited, once until it goes out
    again; a draft nobody has seen does not.
    """
    actor = act.member(owner)
    order = access.locked_own(owner, order_id)
    lifecycle.check(order, Event.EDIT)
    refuse_stale(order, version)
    _check(owner, draft)
    record.write(order, draft, now)
    if order.submitted_at is not None and lifecycle.last_event(order) != Event.EDIT:
        history.write(lifecycle.about(order.pk), Event.EDIT, actor, now, status=order.status)
    return order


@act.one_transaction
def delete(owner: Person, order_id: int) -> None:
    """Remove a draft that was never submitted. Raises NotFound or Conflict."""
    act.member(owner)
    order = access.locked_own(owner, order_id)
    lifecycle.check(order, Event.DELETE)
    order.delete()


def refuse_stale(order: Order, version: int) -> None:
    """Raise Conflict where the page is older than what is stored."""
    if order.version != version:
        raise Conflict(
            S(
                "This order was saved in another window in the meantime. Your typing is still"
                " here: compare it with the saved order, then save again."
            )
        )


def _check(owner: Person, draft: Draft) -> None:
    faults = faults_to_save(draft)
    if draft.client_id and not visible_to(owner).filter(pk=draft.client_id).exists():
        faults.append(Fault("client", S("Choose a client from the list or add a new one.")))
    if faults:
        raise Invalid(faults)


def _next_number(now: datetime) -> str:
    # A sequence, not a locked series: order numbers may have gaps, invoices' may not.
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('kontor_order_number')")
        (running,) = cursor.fetchone()
    return f"A-{day_of(now).year}-{running:04d}"
