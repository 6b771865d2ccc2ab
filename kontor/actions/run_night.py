"""The nightly run: lapses, drafts, issues, completes. Each act is a transaction, and done once.

Run five times or eight at once, it does the same as once; after a week without runs it
catches up, oldest first (spec § 14).
"""

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, astuple, dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from django.db import connection

from kontor.actions import (
    act,
    answer_offer,
    block_client,
    complete_order,
    document_invoices,
    guarantee_case,
    hold_invoice,
    issue_invoices,
    keep_people,
    plan_invoices,
    propose_block,
    remind,
    remind_client,
    send_digests,
    tell_undelivered,
)
from kontor.actions.issue_invoices import Outcome
from kontor.cooperative.deadlines import deadline
from kontor.foundation import clock, tally
from kontor.foundation.days import day_of
from kontor.invoicing.models import Invoice
from kontor.orders.models import Order
from kontor.orders.standing import deadline_passed

log = logging.getLogger(__name__)
Result = TypeVar("Result")
LOCK = 20_270_104  # any number that nothing else in the database locks


@dataclass
class Night:
    """What a run did."""

    lapsed: int = 0
    reminded: int = 0
    planned: int = 0
    drafted: int = 0
    issued: int = 0
    refused: int = 0
    held: int = 0
    made_up: int = 0
    dunned: int = 0
    guarantees: int = 0
    undelivered: int = 0
    completed: int = 0
    proposed: int = 0
    settled: int = 0
    blocks: int = 0
    digests: int = 0
    sessions: int = 0
    broken: int = 0

    def __str__(self) -> str:
        return ", ".join(f"{name} {count}" for name, count in asdict(self).items())

    def __add__(self, other: "Night") -> "Night":
        return Night(*map(sum, zip(astuple(self), astuple(other), strict=True)))


def run(now: datetime, report: Callable[[str], None] = log.info) -> Night:
    """Do everything that is due on the day of `now` in Berlin.

    A second run at the same time says "already running" and does nothing.
    """
    night = Night()
    with _alone() as alone:
        if alone:
            _work(night, now)
            report(str(night))
        else:
            report("already running")
    return night


def _work(night: Night, now: datetime) -> None:
    night.lapsed = sum(_each(night, _lapse, _late_offers(now), now))
    night.reminded = sum(_each(night, remind_client.remind, remind_client.due(now), now))
    night.planned = sum(_each(night, plan_invoices.extend, plan_invoices.open_ended(now), now))
    night.drafted = sum(_each(night, issue_invoices.draft, _due_drafts(now), now))
    outcomes = _each(night, issue_invoices.issue, _due_issues(now), now)
    night.issued = outcomes.count(Outcome.ISSUED)
    night.refused = outcomes.count(Outcome.REFUSED)
    night.made_up = sum(_each(night, document_invoices.make_up, document_invoices.missing(), now))
    night.dunned = sum(_each(night, remind.remind, remind.due(now), now))
    night.held = sum(_each(night, hold_invoice.remind, hold_invoice.due(now), now))
    cases = guarantee_case.due(now)
    night.guarantees = sum(_each(night, guarantee_case.open_case, cases, now))
    undelivered = tell_undelivered.due()
    night.undelivered = sum(_each(night, tell_undelivered.tell, undelivered, now))
    night.completed = sum(_each(night, complete_order.complete, complete_order.due(), now))
    night.settled = sum(_each(night, propose_block.settle, propose_block.settled(now), now))
    night.proposed = sum(_each(night, propose_block.propose, propose_block.due(now), now))
    night.blocks = sum(_each(night, block_client.remind, block_client.due(now), now))
    night.digests = sum(_each(night, send_digests.send, send_digests.due(now), now))
    tally.forget_old()
    night.sessions = keep_people.clear_expired_sessions(clock.real())


def _each(
    night: Night, do: Callable[[int, datetime], Result], ids: Iterable[int], now: datetime
) -> list[Result]:
    """The act on each row; one that breaks is logged and counted, and the others go on."""
    results = []
    for row in ids:
        try:
            results.append(do(row, now))
        except Exception:
            log.exception("%s of %s broke off", do.__name__, row)
            night.broken += 1
    return results


@contextmanager
def _alone() -> Iterator[bool]:
    """Whether no other run is under way; PostgreSQL frees the lock of a run that was killed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        (alone,) = cursor.fetchone()
    try:
        yield alone
    finally:
        if alone:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


@act.one_transaction
def _lapse(order_id: int, now: datetime) -> bool:
    order = Order.objects.select_for_update(of=("self",)).get(pk=order_id)
    if order.status != "client_confirmation" or not deadline_passed(order, day_of(now)):
        return False  # answered or extended while we waited for the lock
    answer_offer.lapse(order, now)
    return True


def _late_offers(now: datetime) -> Iterable[int]:
    late = Order.objects.filter(status="client_confirmation", valid_until__lt=day_of(now))
    return list(late.order_by("valid_until", "id").values_list("id", flat=True))


def _due_drafts(now: datetime) -> Iterable[int]:
    today = day_of(now)
    last = today + timedelta(days=deadline("draft_days"))
    due = Invoice.objects.filter(status="planned", billing_date__lte=last)
    return list(due.order_by("billing_date", "id").values_list("id", flat=True))


def _due_issues(now: datetime) -> Iterable[int]:
    today = day_of(now)
    due = Invoice.objects.filter(
        status="draft", billing_date__lte=today, drafted_on__lte=today - timedelta(days=1)
    )
    return list(due.order_by("billing_date", "id").values_list("id", flat=True))
