"""`/team/invoices/`: all invoices, the refused and the pending ones; PDF and XML to download."""

from datetime import date

from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kontor.foundation.refusal import NotFound
from kontor.invoicing.access import visible_to
from kontor.invoicing.models import STATUSES, Invoice
from kontor.pages.shared.counterparts import with_counterparts
from kontor.pages.shared.documents import download
from kontor.pages.shared.doors import reader
from kontor.pages.shared.invoice_table import INVOICES
from kontor.pages.shared.lists import page_of, typed
from kontor.pages.shared.now import today_of
from kontor.pages.shared.parts.status import INVOICE
from kontor.pages.shared.tables import table_file, wants_file
from kontor.pages.team.door import auditors_door, door
from kontor.pages.team.piles import (
    awaiting_invoices,
    disputed_invoices,
    pending_invoices,
    piles_of,
    refused_invoices,
)
from kontor.receivables.owed import with_open

# Then what is to come, the next first.
NEWEST_ISSUED = (F("issued_on").desc(nulls_last=True), "-number", "billing_date", "pk")
PILES = {
    "refused": refused_invoices,
    "pending": pending_invoices,
    "disputed": disputed_invoices,
}


@door
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    pile, status, words = (typed(request, name) for name in ("pile", "status", "q"))
    rows = _of_pile(visible_to(reader(request)), pile, today_of(request))
    if status in STATUSES:
        rows = rows.filter(status=status)
    if words:
        rows = rows.filter(number__icontains=words)
    rows = rows.select_related("order__client", "order__owner").order_by(*NEWEST_ISSUED)
    if wants_file(request):
        return table_file("invoices", INVOICES, with_open(rows))
    context = {
        "page": page_of(request, with_counterparts(rows)),
        "pile": pile,
        "piles": piles_of(request),
        "states": [(each, INVOICE[each][0]) for each in STATUSES],
        "status": status,
        "q": words,
        "today": today_of(request),
        "filtered": bool(status or words),
        "may_export": auditors_door.admits(reader(request)),
    }
    return render(request, "team/invoices.html", context)


@door
@require_safe
def document(request: HttpRequest, invoice_id: int, kind: str) -> HttpResponse:
    """The PDF or the XML of an issued invoice."""
    invoice = visible_to(reader(request)).filter(pk=invoice_id).first()
    if invoice is None:
        raise NotFound
    return download(invoice, kind)


def _of_pile(invoices: QuerySet[Invoice], pile: str, today: date) -> QuerySet[Invoice]:
    if pile == "awaiting":
        return invoices & awaiting_invoices(today)
    return invoices & PILES[pile]() if pile in PILES else invoices
