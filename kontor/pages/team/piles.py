"""The piles on the desk: how much work waits in each, in one query."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Value
from django.http import HttpRequest

from kontor.clients import conversation
from kontor.foundation.models import OutboxMail
from kontor.invoicing.models import CancellationRequest, Document, Invoice
from kontor.invoicing.queries import open_of_closed_accounts
from kontor.orders import proofs, thread
from kontor.orders.post import mails_for_team
from kontor.orders.queue import in_review

_KEY = "kontor.piles"


@dataclass(frozen=True)
class Piles:
    """Counts. `refused`: invoices that failed the rehearsal; `pending`: still without document.

    `threads` and `conversations`, about orders and about clients, wait for an answer.
    """

    reviews: int = 0
    failed: int = 0
    refused: int = 0
    pending: int = 0
    proofs: int = 0
    threads: int = 0
    conversations: int = 0
    cancellations: int = 0
    left: int = 0

    @property
    def all(self) -> int:
        return sum(vars(self).values())

    @property
    def questions(self) -> int:
        return self.threads + self.conversations


def failed_mails() -> QuerySet[OutboxMail]:
    return mails_for_team().filter(state="failed")


def refused_invoices() -> QuerySet[Invoice]:
    return Invoice.objects.filter(status="draft").exclude(fault="")


def pending_invoices() -> QuerySet[Invoice]:
    made = Document.objects.filter(invoice=OuterRef("pk"), kind="pdf")
    return Invoice.objects.filter(~Exists(made), number__isnull=False)


def open_cancellations() -> QuerySet[CancellationRequest]:
    return CancellationRequest.objects.filter(state="open")


def piles_of(request: HttpRequest) -> Piles:
    """Counted once per request, however often asked."""
    if _KEY not in request.META:
        request.META[_KEY] = _counted()
    piles: Piles = request.META[_KEY]
    return piles


def _counted() -> Piles:
    first, *others = (
        _number(rows, name)
        for name, rows in {
            "reviews": in_review(),
            "failed": failed_mails(),
            "refused": refused_invoices(),
            "pending": pending_invoices(),
            "proofs": proofs.to_check(),
            "threads": thread.questions(),
            "conversations": conversation.questions(),
            "cancellations": open_cancellations(),
            "left": open_of_closed_accounts(),
        }.items()
    )
    return Piles(**dict(first.union(*others, all=True)))


def _number(rows: QuerySet[Any], name: str) -> Any:
    named = rows.order_by().values(pile=Value(name)).annotate(n=Count("pk"))
    return named.values_list("pile", "n")
