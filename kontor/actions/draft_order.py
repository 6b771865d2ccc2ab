"""The member writes an order: drafts, however incomplete (R51)."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from django.db import connection

from kontor.actions import act, stored_files
from kontor.clients.record import current
from kontor.foundation import history
from kontor.foundation.days import day_of
from kontor.foundation.history import Actor
from kontor.foundation.refusal import Conflict, Fault, Invalid
from kontor.foundation.sentence import S
from kontor.orders import access, lifecycle, record
from kontor.orders.copying import left_to_check
from kontor.orders.draft import Draft
from kontor.orders.limits import faults_to_save
from kontor.orders.models import Order
from kontor.orders.naming import about
from kontor.orders.open_change import refuse_another
from kontor.orders.states import Event
from kontor.orders.with_client import known_to
from kontor.people.models import Person


@act.one_transaction
def create(owner: Person, draft: Draft, now: datetime, page: str = "") -> Order:
    """A new draft. Raises Invalid with every fault that even a draft may not have.

    `page`: a random key of the page it was typed on. Sent twice from one page it is one order,
    kept the second time as `save` does.
    """
    actor = act.member(owner)
    draft = _with_current_client(draft)
    _check(owner, draft)
    known = created_in(page, owner)
    if known is not None:
        return save(owner, known.pk, draft, 0, now, page=page)
    order = begun(owner, now, page)
    keep_first(order, draft, actor, now)
    return order


@act.one_transaction
def save(  # noqa: PLR0913  # the page is told by version and key
    owner: Person,
    order_id: int,
    draft: Draft,
    version: int,
    now: datetime,
    *,
    page: str = "",
    ticked: Collection[str] | None = None,
) -> Order:
    """Keep what was typed. `version` is the one shown on the page, `page` the page's key.

    Raises NotFound, Invalid, or Conflict where another page saved in between. An order that
    had been submitted before says in its history that it was edited, once until it goes out
    again; a draft nobody has seen does not. `ticked`: what the form of a copy says is right as it
    stands (R47). What was put away stands in the lists again.
    """
    actor = act.member(owner)
    order = access.locked_own(owner, order_id)
    lifecycle.check(order, Event.EDIT)
    refuse_stale(order, version, page)
    draft = _with_current_client(draft)
    _check(owner, draft)
    order.saved_in = page
    _take_out(order)
    if order.to_check or ticked is not None:
        order.to_check = left_to_check(order.to_check, record.draft_of(order), draft, ticked)
    record.write(order, draft, now)
    if order.submitted_at is not None and lifecycle.last_event(order) != Event.EDIT:
        history.write(about(order.pk), Event.EDIT, actor, now, status=order.status)
    return order


def delete(owner: Person, order_id: int) -> None:
    """Remove a draft that was never submitted, with its proofs. Raises NotFound or Conflict."""
    with act.one_transaction():
        act.member(owner)
        order = access.locked_own(owner, order_id)
        lifecycle.check(order, Event.DELETE)
        hashes = list(order.proofs.values_list("sha256", flat=True))
        order.delete()
    stored_files.forget_unused(hashes)


@act.one_transaction
def put_away(owner: Person, order_id: int, now: datetime) -> Order:
    """Hide a draft that was once submitted from the lists; its history stays (spec § 6).

    Raises NotFound or Conflict. A second click finds it put away.
    """
    actor = act.member(owner)
    order = access.locked_own(owner, order_id)
    if order.put_away_at is None:
        order.put_away_at = now
        lifecycle.move(order, Event.PUT_AWAY, actor, now, lifecycle.standing(order))
    return order


@act.one_transaction
def take_out(owner: Person, order_id: int, now: datetime) -> Order:
    """Bring back into the lists what was put away. Raises NotFound or Conflict."""
    actor = act.member(owner)
    order = access.locked_own(owner, order_id)
    if order.put_away_at is not None:
        _take_out(order)
        order.changed_at = now
        order.save()
        history.write(about(order.pk), "take_out", actor, now, status=order.status)
    return order


def begun(owner: Person, now: datetime, page: str) -> Order:
    """Part of an act: an order with its number, not stored yet."""
    return Order(
        owner=owner,
        number=_next_number(now),
        created_at=now,
        changed_at=now,
        version=0,
        created_in=page,
        saved_in=page,
    )


def keep_first(order: Order, draft: Draft, actor: Actor, now: datetime, **data: str) -> None:
    """Part of an act: store a begun order with its content and the first line of its history."""
    order.save()
    record.write(order, draft, now)
    history.write(about(order.pk), "create", actor, now, status=order.status, **data)


def refuse_stale(order: Order, version: int, page: str = "") -> None:
    """Raise Conflict where the page is older than what is stored, unless that came from itself."""
    if order.version != version and not (page and order.saved_in == page):
        raise Conflict(
            S(
                "This order was saved in another window in the meantime. Your typing is still"
                " here: compare it with the saved order, then save again."
            )
        )


def created_in(page: str, owner: Person) -> Order | None:
    """The order that this page has made already; a second click waits in line for the first."""
    if not page:
        return None
    wait_in_line(owner)
    return Order.objects.filter(owner=owner, created_in=page).first()


def wait_in_line(owner: Person) -> None:
    """Hold the member's row; before any order is locked, so that two clicks never deadlock."""
    Person.objects.select_for_update(no_key=True).get(pk=owner.pk)


def _take_out(order: Order) -> None:
    """No longer put away. Raises Conflict for a change beside which another one is open by now."""
    if order.put_away_at is not None and order.changes is not None:
        refuse_another(order.changes, order)
    order.put_away_at = None


def _with_current_client(draft: Draft) -> Draft:
    """A client that was merged while somebody typed is the one that stays."""
    return replace(draft, client_id=current(draft.client_id)) if draft.client_id else draft


def _check(owner: Person, draft: Draft) -> None:
    faults = faults_to_save(draft)
    if draft.client_id and not known_to(owner).filter(pk=draft.client_id).exists():
        faults.append(Fault("client", S("Choose a client from the list or add a new one.")))
    if faults:
        raise Invalid(faults)


def _next_number(now: datetime) -> str:
    # A sequence, not a locked series: order numbers may have gaps, invoices' may not.
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('kontor_order_number')")
        (running,) = cursor.fetchone()
    return f"A-{day_of(now).year}-{running:04d}"
