"""`/invoices`: the member's own invoices, and their documents as downloads."""

from django.db.models import Case, Exists, F, OuterRef, When
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kontor.foundation.sentence import S, Sentence
from kontor.invoicing.access import one_own, own
from kontor.invoicing.models import STATUSES, Document
from kontor.invoicing.states import UNISSUED, InvoiceStatus
from kontor.pages.member.door import door
from kontor.pages.shared.counterparts import with_counterparts
from kontor.pages.shared.documents import download
from kontor.pages.shared.doors import reader
from kontor.pages.shared.invoice_table import OWN_INVOICES
from kontor.pages.shared.lists import ordered, page_of, typed
from kontor.pages.shared.parts.status import INVOICE
from kontor.pages.shared.tables import table_file, wants_file
from kontor.receivables.owed import with_open

_DRAFTED = (InvoiceStatus.DRAFT, InvoiceStatus.AWAITING_UPDATE)
_DAY = Coalesce("issued_on", "billing_date")
# What the member can decide about, what is out, what is to come; stopped ones last.
_TURN = Case(
    When(status__in=_DRAFTED, then=0),
    When(status=InvoiceStatus.PLANNED, then=2),
    When(status=InvoiceStatus.STOPPED, then=3),
    default=1,
)
_SOONEST = Case(When(status__in=UNISSUED, then="billing_date"))
SORTS = {
    "turn": (_TURN, _SOONEST, _DAY.desc(), "-pk"),
    "day": (_DAY.desc(), "-pk"),
    "number": (F("number").desc(nulls_last=True), "-pk"),
    "amount": ("-gross", "-pk"),
}


@door
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    status = typed(request, "status")
    made = Document.objects.filter(invoice=OuterRef("pk"), kind="pdf")
    rows = own(reader(request)).select_related("order__client")
    if status in STATUSES:
        rows = rows.filter(status=status)
    if wants_file(request):
        found = with_open(rows)
        return table_file("invoices", OWN_INVOICES, ordered(request, found, SORTS))
    rows = with_counterparts(rows).annotate(made=Exists(made))
    page = page_of(request, ordered(request, rows, SORTS))
    context = {
        "page": page,
        "headline": _headline(page.paginator.count, filtered=status in STATUSES),
        "states": [(key, look[0]) for key, look in INVOICE.items()],
        "status": status,
        "sort": request.GET.get("sort", ""),
    }
    return render(request, "member/invoices.html", context)


def _headline(count: int, *, filtered: bool) -> Sentence:
    if filtered:
        return S.plural("{n} invoice matches", "{n} invoices match", count)
    return S.plural("You have {n} invoice", "You have {n} invoices", count)


@door
@require_safe
def document(request: HttpRequest, invoice_id: int, kind: str) -> HttpResponse:
    """`/invoices/4/pdf` and `/invoices/4/xml`."""
    return download(one_own(reader(request), invoice_id), kind)
