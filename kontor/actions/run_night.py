"""The nightly run: lapses, drafts, issues. Each act is its own transaction and done once.

Run five times or eight at once, it does the same as once; after a week without runs it
catches up, oldest first (spec § 14).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from kontor.actions import act, answer_offer, issue_invoices
from kontor.foundation.days import day_of
from kontor.invoicing.models import Invoice
from kontor.invoicing.schedule import draft_day
from kontor.orders.models import Order


@dataclass
class Night:
    """What a run did."""

    lapsed: int = 0
    drafted: int = 0
    issued: int = 0
    refused: int = 0
    report: Callable[[str], None] = field(default=lambda line: None, repr=False)


def run(now: datetime, report: Callable[[str], None] = lambda line: None) -> Night:
    """Do everything that is due on the day of `now` in Berlin."""
    night = Night(report=report)
    for order_id in _late_offers(now):
        night.lapsed += _lapse(order_id, now)
    for invoice_id in _due_drafts(now):
        night.drafted += issue_invoices.draft(invoice_id, now)
    for invoice_id in _due_issues(now):
        match issue_invoices.issue(invoice_id, now):
            case issue_invoices.Outcome.ISSUED:
                night.issued += 1
            case issue_invoices.Outcome.REFUSED:
                night.refused += 1
    report(f"lapsed {night.lapsed}, drafts {night.drafted}, issued {night.issued}")
    return night


@act.one_transaction
def _lapse(order_id: int, now: datetime) -> bool:
    order = Order.objects.select_for_update(of=("self",)).get(pk=order_id)
    if order.status != "client_confirmation" or not answer_offer.deadline_passed(order, now):
        return False  # answered or extended while we waited for the lock
    answer_offer.lapse(order, now)
    return True


def _late_offers(now: datetime) -> Iterable[int]:
    late = Order.objects.filter(status="client_confirmation", valid_until__lt=day_of(now))
    return list(late.order_by("valid_until", "id").values_list("id", flat=True))


def _due_drafts(now: datetime) -> Iterable[int]:
    today = day_of(now)
    lead = today - draft_day(today)
    due = Invoice.objects.filter(status="planned", billing_date__lte=today + lead)
    return list(due.order_by("billing_date", "id").values_list("id", flat=True))


def _due_issues(now: datetime) -> Iterable[int]:
    today = day_of(now)
    due = Invoice.objects.filter(
        status="draft", billing_date__lte=today, drafted_on__lte=today - timedelta(days=1)
    )
    return list(due.order_by("billing_date", "id").values_list("id", flat=True))
