"""`/team/invoices/<id>/`: one invoice, its documents, its delivery, and what the team can do."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kontor.foundation.refusal import NotFound
from kontor.foundation.sentence import Sentence
from kontor.invoicing import disputes, final
from kontor.invoicing.access import visible_to
from kontor.invoicing.guaranteed import is_guaranteed
from kontor.invoicing.models import Dispute, Document, Invoice
from kontor.invoicing.paper import paper_of
from kontor.invoicing.schedule import issue_day
from kontor.invoicing.states import ISSUED, InvoiceStatus
from kontor.orders.kept_proofs import proofs_of
from kontor.pages.shared.counterparts import Relation, counterparts_of, with_counterparts
from kontor.pages.shared.doors import reader
from kontor.pages.shared.house import house_of
from kontor.pages.shared.invoice_sheet import sheet_of
from kontor.pages.shared.now import today_of
from kontor.pages.team.bank_forms import WriteOffForm
from kontor.pages.team.door import auditors_door, door, is_advisor
from kontor.pages.team.invoice_delivery import delivery_of, history_of
from kontor.pages.team.invoice_forms import BounceForm, ResolveForm
from kontor.pages.team.invoice_payments import payments_shown
from kontor.pages.team.reminder_rows import reminders_shown
from kontor.people.roles import Role
from kontor.receivables import reminding
from kontor.receivables.guarantee_cases import with_case
from kontor.receivables.owed import with_open


@door
@require_safe
def show(request: HttpRequest, invoice_id: int) -> HttpResponse:
    return page(request, invoice_id)


def settles(request: HttpRequest) -> bool:
    """Whether the reader looks after issued invoices and may see their contact person (R19)."""
    return is_advisor(request) or reader(request).has(Role.ACCOUNTANT)


def invoice_shown(request: HttpRequest, invoice_id: int) -> Invoice:
    """The invoice with its order, client and member. Raises NotFound."""
    rows = with_case(with_counterparts(visible_to(reader(request))))
    rows = reminding.with_facts(with_open(rows))
    related = rows.select_related(
        "order__client", "order__owner", "order__revision", "revision", "cancels", "replaces"
    )
    invoice: Invoice | None = related.filter(pk=invoice_id).first()
    if invoice is None:
        raise NotFound
    return invoice


def page(  # noqa: PLR0913  # the parts of a page
    request: HttpRequest,
    invoice_id: int,
    *,
    answering: ResolveForm | None = None,
    bounced: dict[int, BounceForm] | None = None,
    writing_off: WriteOffForm | None = None,
    refused: Sentence | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page; `refused` says why an act was not done, the forms hold what was typed."""
    invoice = invoice_shown(request, invoice_id)
    told = list(Dispute.objects.filter(invoice=invoice).order_by("-pk").select_related("closed_by"))
    names_client = settles(request)
    context = {
        "invoice": invoice,
        "order": invoice.order,
        "client": invoice.order.client,
        "overdue": _overdue(request, invoice),
        "sheet": sheet_of(paper_of(invoice, house_of(request), today_of(request))),
        "expected": None if invoice.number else _expected(invoice),
        "made": Document.objects.filter(invoice=invoice, kind="pdf").exists(),
        "payments": payments_shown(request, invoice, writing_off),
        "reminders": reminders_shown(request, invoice),
        "guaranteed": is_guaranteed(invoice, proofs_of(invoice.order)),
        "disputes": told,
        "delivery": delivery_of(invoice, told, bounced or {}, names_client=names_client),
        "history": history_of(invoice, reader(request), names_client=names_client),
        "names_client": names_client,
        "sees_account": auditors_door.admits(reader(request)),
        "sends_again": is_advisor(request),
        "answering": answering or ResolveForm(),
        "can": _possible(request, invoice, told),
        "refused": refused,
        **_others(invoice),
    }
    return render(request, "team/invoice.html", context, status=status)


def _others(invoice: Invoice) -> dict[str, object]:
    """What cancels or replaces it, and the final invoice that keeps it from being cancelled."""
    relations = {other.relation: other for other in counterparts_of(invoice)}
    return {
        "others": list(relations.values()),
        "replaced_by": relations.get(Relation.REPLACED_BY),
        "deducted_by": final.deducting(invoice) if invoice.kind == "deposit" else None,
    }


def _possible(request: HttpRequest, invoice: Invoice, told: list[Dispute]) -> set[str]:
    """What the reader may do now; a dispute is answered, not passed over by cancelling."""
    own = invoice.order.owner_id == reader(request).pk
    issued = InvoiceStatus(invoice.status) in ISSUED
    can = set()
    if own:
        can.add("look")
    if settles(request) and issued:
        can.add("deliver")
    waiting = any(each.state == "open" for each in told)
    if settles(request) and not own and waiting:
        can.add("answer")
    if is_advisor(request) and not own and issued and not waiting and invoice.cancels_id is None:
        can.add("cancel")
    return can


def _overdue(request: HttpRequest, invoice: Invoice) -> int:
    """By how many days it is late; 0 where it is not, or where nobody is reminded."""
    if not disputes.can_be_disputed(invoice) or invoice.due_on is None:
        return 0
    return max(0, (today_of(request) - invoice.due_on).days)


def _expected(invoice: Invoice) -> date:
    """When one that is not issued goes out, as things stand."""
    if invoice.drafted_on is None:
        return invoice.billing_date
    return issue_day(invoice.billing_date, invoice.drafted_on)
