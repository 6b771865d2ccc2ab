"""The piles on the desk: how much work waits in each and since when, in one query."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import (
    CharField,
    Count,
    DateTimeField,
    Exists,
    Func,
    Min,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.expressions import Combinable
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Concat
from django.http import HttpRequest

from kontor.clients import conversation
from kontor.clients.change_models import ClientProposal
from kontor.clients.queries import block_reviews, unverified
from kontor.cooperative.deadlines import deadline
from kontor.foundation.models import HistoryEntry, OutboxMail
from kontor.invoicing.models import CancellationRequest, Dispute, Document, Invoice
from kontor.invoicing.queries import held_since, open_of_closed_accounts
from kontor.invoicing.undecided import undecided
from kontor.orders import proofs, thread
from kontor.orders.post import mails_for_team
from kontor.orders.queue import came_at, in_review
from kontor.pages.shared.house import house_of
from kontor.pages.shared.now import now_of, today_of
from kontor.pages.team.late import GRACE
from kontor.pages.team.pills import Pile, Pill, pills_of
from kontor.receivables import block_proposals, demand_questions
from kontor.receivables.bank_models import BankEntry, BankFile
from kontor.receivables.guarantee_cases import waiting as guarantee_cases
from kontor.receivables.models import Refund

_KEY = "kontor.piles"
ISSUED_BY = ("invoice_issue", "invoice_send_now", "invoice_cancel")


@dataclass(frozen=True)
class Piles:
    """The piles by their name (late.py), and how the desk shows them."""

    found: Mapping[str, Pile]
    pills: list[Pill]

    @property
    def all(self) -> int:
        """Of everything that waits for somebody of the team."""
        return sum(pile.count for pile in self.found.values())


class Midnight(Func):
    """The beginning of a day in Berlin."""

    template = "(%(expressions)s::timestamp AT TIME ZONE 'Europe/Berlin')"
    output_field = DateTimeField()


_NOT_KNOWN = Cast(Value(None), DateTimeField())


def failed_mails() -> QuerySet[OutboxMail]:
    return mails_for_team().filter(state="failed")


def refused_invoices() -> QuerySet[Invoice]:
    return Invoice.objects.filter(status="draft").exclude(fault="")


def pending_invoices() -> QuerySet[Invoice]:
    made = Document.objects.filter(invoice=OuterRef("pk"), kind="pdf")
    return Invoice.objects.filter(~Exists(made), number__isnull=False)


def disputed_invoices() -> QuerySet[Invoice]:
    """What a client says is wrong; the team answers, also where it was paid meanwhile."""
    return Invoice.objects.filter(pk__in=Dispute.objects.filter(state="open").values("invoice"))


def awaiting_invoices(today: date) -> QuerySet[Invoice]:
    """What members have held for so long that somebody should talk to them."""
    return held_since(_long_ago(today))


def _long_ago(today: date) -> date:
    return today - timedelta(days=deadline("held_desk_days"))


def open_cancellations() -> QuerySet[CancellationRequest]:
    return CancellationRequest.objects.filter(state="open")


def piles_of(request: HttpRequest) -> Piles:
    """Counted once per request, however often asked."""
    if _KEY not in request.META:
        found = _counted(today_of(request))
        pills = pills_of(found, now_of(request), house_of(request).state)
        request.META[_KEY] = Piles(found, pills)
    piles: Piles = request.META[_KEY]
    return piles


def _counted(today: date) -> dict[str, Pile]:
    with connection.cursor() as cursor:
        cursor.execute(*_question(today, _long_ago(today)))
        rows = {name: Pile(n, since) for name, n, since in cursor.fetchall()}
    return dict.fromkeys(GRACE, Pile()) | rows


@lru_cache(maxsize=2)
def _question(today: date, long_ago: date) -> tuple[str, tuple[Any, ...]]:
    """The query and its values. Kept, for putting it together takes longer than the answer."""
    sources: dict[str, tuple[QuerySet[Any], str | Combinable]] = {
        "reviews": (in_review(), came_at()),
        "proofs": (proofs.to_check(), "uploaded_at"),
        "threads": (thread.questions(), "since"),
        "conversations": (conversation.questions(), "since"),
        "proposals": (ClientProposal.objects.filter(state="open"), "at"),
        "unverified": (unverified(), "ordered_at"),
        "blocks": (block_reviews(today), Midnight("block_review_on")),
        "block_proposals": (block_proposals.waiting(), Midnight("opened_on")),
        "cancellations": (open_cancellations(), "requested_at"),
        "undecided": (undecided(), "changed_at"),
        "disputes": (Dispute.objects.filter(state="open"), "opened_at"),
        "guarantees": (guarantee_cases(), Midnight("opened_on")),
        "awaiting": (held_since(long_ago), Midnight("held_on")),
        "failed": (failed_mails(), "queued_at"),
        "refused": (refused_invoices(), Midnight("billing_date")),
        "pending": (pending_invoices(), _issued_at()),
        "entries": (BankEntry.objects.exclude(rest=0), "statement__file__imported_at"),
        "held_files": (BankFile.objects.filter(state="held"), "imported_at"),
        "vetoes": (demand_questions.vetoes(), "answered_at"),
        "refunds": (Refund.objects.filter(state="to_do"), "created_at"),
        "left": (open_of_closed_accounts(), _NOT_KNOWN),
    }
    first, *others = (_pile(name, *source) for name, source in sources.items())
    question: tuple[str, tuple[Any, ...]] = first.union(*others, all=True).query.sql_with_params()
    return question


def _pile(name: str, rows: QuerySet[Any], since: str | Combinable) -> Any:
    named = rows.order_by().values(pile=Value(name))
    return named.annotate(n=Count("pk"), oldest=Min(since)).values_list("pile", "n", "oldest")


def _issued_at() -> Subquery:
    """When an invoice got its number: its line in the history of its order."""
    of_order = Concat(Value("order:"), Cast(OuterRef("order_id"), CharField()))
    lines = HistoryEntry.objects.annotate(number=KeyTextTransform("number", "data")).filter(
        about=of_order, event__in=ISSUED_BY, number=OuterRef("number")
    )
    return Subquery(lines.values("at")[:1])
