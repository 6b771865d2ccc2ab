"""Invariants between an invoice and what was done about it: its history, its client's word."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from kontor.clients.eu import in_eu
from kontor.foundation.audit import Audit, in_chunks
from kontor.foundation.days import day_of
from kontor.foundation.models import HistoryEntry
from kontor.invoicing.models import Invoice
from kontor.invoicing.told import BEFORE, Told, faults_of
from kontor.orders.guarantee import covers
from kontor.orders.models import Decision, Proof, Revision
from kontor.orders.naming import about
from kontor.orders.revising import offer_in

CANCELLED = "invoice_cancel"


def statuses_told() -> Audit:
    """I6: replaying the history of every invoice leads to where it stands."""
    faults, count = [], 0
    rows = Invoice.objects.only("order", "position", "kind", "status", "number", "cancels")
    for invoices in in_chunks(rows.select_related("order")):
        count += len(invoices)
        told, cancelling = _told(invoices)
        for row in invoices:
            if row.kind == "cancellation":
                found = [] if cancelling.get(row.cancels_id) == row.number else ["is not told of"]
            else:
                found = list(faults_of(told[row.pk], row.status, row.number))
            faults += [f"{_name(row)} {fault}" for fault in found]
    return Audit(f"{count} invoices", tuple(faults))


def guarantees_hold() -> Audit:
    """I8: a guarantee is granted only with its two conditions (spec § 8)."""
    faults, count = [], 0
    granted = Invoice.objects.filter(number__isnull=False, guarantee__granted=True)
    for invoices in in_chunks(granted):
        count += len(invoices)
        frozen = {row: row.guarantee or {} for row in invoices}
        revisions = Revision.objects.in_bulk([one["revision"] for one in frozen.values()])
        confirmed = _confirmed(revisions)
        for row, one in frozen.items():
            faults += [
                f"{row.number}: {fault}"
                for fault in _conditions(row.due_on, one, revisions, confirmed)
            ]
    return Audit(f"{count} guarantees", tuple(faults))


def _name(row: Invoice) -> str:
    return row.number or f"the invoice in place {row.position} of order {row.order.number}"


def _told(invoices: Iterable[Invoice]) -> tuple[dict[int, list[Told]], dict[int | None, str]]:
    """What the history tells of each invoice, the oldest line first; the numbers of cancellations.

    The second by the invoice that was cancelled.
    """
    names = {about(row.order_id) for row in invoices}
    lines = HistoryEntry.objects.filter(about__in=names, event__in=list(BEFORE))
    told: dict[int, list[Told]] = defaultdict(list)
    cancelling: dict[int | None, str] = {}
    for event, data in lines.order_by("id").values_list("event", "data"):
        line = Told(event, data.get("number") or "")
        told[data["invoice"]].append(line)
        if event == CANCELLED:
            cancelling[data["invoice"]] = line.number
    return told, cancelling


def _confirmed(revisions: Iterable[int]) -> dict[int, set[date]]:
    """The days on which each of the revisions was confirmed, by click or by an accepted proof."""
    days: dict[int, set[date]] = defaultdict(set)
    clicks = Decision.objects.filter(revision__in=revisions, kind="confirm")
    proofs = Proof.objects.filter(revision__in=revisions, state="accepted")
    for revision, at in clicks.values_list("revision_id", "decided_at"):
        days[revision].add(day_of(at))
    for revision, at in proofs.values_list("revision_id", "uploaded_at"):
        if revision is not None:
            days[revision].add(day_of(at))
    return days


def _conditions(
    due_on: date | None,
    frozen: dict[str, str],
    revisions: dict[int, Revision],
    confirmed: dict[int, set[date]],
) -> Iterator[str]:
    revision = revisions.get(int(frozen["revision"]))
    day = date.fromisoformat(frozen["confirmed_on"]) if frozen["confirmed_on"] else date.min
    if revision is None or day not in confirmed[revision.pk]:
        yield "is guaranteed, though nobody confirmed it on the day that it names"
    elif not in_eu(offer_in(revision).client.country, day):
        yield "is guaranteed, though its client is not seated in the EU"
    if due_on is None or not covers(day, due_on):
        yield "is guaranteed, though it was due when it was confirmed"
