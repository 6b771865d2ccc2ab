"""`/team/guarantee/`: unpaid guaranteed invoices, their evidence, and what accounting decides."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from kontor.actions import guarantee_case
from kontor.foundation.country_names import country_name
from kontor.foundation.refusal import Conflict, Fault, Forbidden, Invalid, NotFound
from kontor.foundation.saying import say, spoken
from kontor.foundation.sentence import S, Sentence
from kontor.invoicing.models import Invoice
from kontor.pages.shared.doors import reader
from kontor.pages.shared.forms import TypedField, add_fault
from kontor.pages.shared.lists import page_of, typed
from kontor.pages.shared.now import now_of, today_of
from kontor.pages.shared.parts.shapes import Tone
from kontor.pages.shared.tables import Column, table_file, wants_file
from kontor.pages.team.door import auditors_door, door, keeps_money
from kontor.pages.team.invoice import settles
from kontor.pages.team.piles import piles_of
from kontor.receivables.account import earning_in, with_credit
from kontor.receivables.bank_models import BankEntry
from kontor.receivables.guarantee_cases import waiting
from kontor.receivables.guarantee_evidence import evidence_in
from kontor.receivables.models import GuaranteeCase

CONFLICT, UNPROCESSABLE = 409, 422
STATES: dict[str, tuple[Sentence, Tone, str]] = {
    "open": (S("To decide"), "wait", "hourglass"),
    "taken": (S("Taken over"), "good", "shield-check"),
    "paid": (S("Paid before"), "good", "check"),
    "declined": (S("Declined"), "stop", "shield-off"),
}
CANCELLED: tuple[Sentence, Tone, str] = (S("Invoice cancelled"), "quiet", "ban")


@dataclass(frozen=True)
class Row:
    """A case in the list; `state`: word, tone and icon."""

    case: GuaranteeCase
    state: tuple[Sentence, Tone, str]


CASES = (
    Column(_("Invoice"), lambda row: row.invoice.number),
    Column(_("Client"), lambda row: row.invoice.order.client.name),
    Column(_("Member"), lambda row: row.invoice.order.owner.name),
    Column(_("Due"), lambda row: row.invoice.due_on),
    Column(_("Case since"), lambda row: row.opened_on),
    Column(_("Status"), lambda row: say(_state(row)[0])),
    Column(_("Gross"), lambda row: row.invoice.gross),
)


class DeclineForm(forms.Form):
    """Why the guarantee does not apply."""

    use_required_attribute = False

    reason = TypedField(
        label=_("Reason"), max_length=guarantee_case.LONGEST_REASON, widget=forms.Textarea
    )

    def words(self) -> str:
        """The reason as typed."""
        return str(self["reason"].value() or "").replace("\r\n", "\n")


@door
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What waits for a decision, the oldest first; with `show=decided` what was decided."""
    decided = typed(request, "show") == "decided"
    rows = GuaranteeCase.objects.exclude(state="open").order_by("-decided_at", "-pk")
    shown = (rows if decided else waiting()).select_related(
        "invoice__order__client", "invoice__order__owner"
    )
    if wants_file(request):
        return table_file("guarantees", CASES, shown)
    page = page_of(request, shown)
    page.object_list = [Row(case, _state(case)) for case in page]
    context = {
        "page": page,
        "piles": piles_of(request),
        "here": "guarantees",
        "decided": decided,
    }
    return render(request, "team/guarantees.html", context)


@door
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, case_id: int) -> HttpResponse:
    """The case with its evidence, and the two decisions."""
    case = _shown(case_id)
    form = DeclineForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _show(request, case, form)
    if not keeps_money(request):
        raise Forbidden
    try:
        done = _decide(request, case_id, form)
    except Invalid as invalid:
        for fault in invalid.faults:
            add_fault(form, fault.field, fault)
        return _show(request, case, form, status=UNPROCESSABLE)
    except Conflict as conflict:
        return _show(request, _shown(case_id), form, refused=conflict.sentence, status=CONFLICT)
    messages.success(request, say(done))
    return redirect("team_guarantees")


def _decide(request: HttpRequest, case_id: int, form: DeclineForm) -> Sentence:
    person, now = reader(request), now_of(request)
    match request.POST.get("decision"):
        case "take":
            guarantee_case.take(person, case_id, now)
            return S("The claim is the cooperative’s, and the member is credited in full.")
        case "decline":
            guarantee_case.decline(person, case_id, form.words(), now)
            return S("The case is declined, and the member knows why.")
    raise Invalid([Fault("reason", S("Choose one of the two decisions."))])


def _shown(case_id: int) -> GuaranteeCase:
    related = GuaranteeCase.objects.select_related("decided_by")
    case = related.filter(pk=case_id).first()
    if case is None:
        raise NotFound
    return case


def _show(
    request: HttpRequest,
    case: GuaranteeCase,
    form: DeclineForm,
    *,
    refused: Sentence | None = None,
    status: int = 200,
) -> HttpResponse:
    rows = Invoice.objects.select_related("order__client", "order__owner")
    invoice = with_credit(rows).get(pk=case.invoice_id)
    own = invoice.order.owner_id == reader(request).pk
    evidence = evidence_in(case.evidence)
    context = {
        "case": case,
        "state": _state(case),
        "invoice": invoice,
        "order": invoice.order,
        "evidence": evidence,
        "country": country_name(evidence.country, spoken()),
        "names_client": settles(request),
        "sees_account": auditors_door.admits(reader(request)),
        **_money(invoice),
        "overdue": max(0, (today_of(request) - evidence.due_on).days),
        "undecided_entries": _undecided_entries() if case.state == "open" else 0,
        "own": own,
        "decides": case.state == "open" and keeps_money(request) and not own,
        "form": form,
        "refused": refused,
    }
    return render(request, "team/guarantee.html", context, status=status)


def _state(case: GuaranteeCase) -> tuple[Sentence, Tone, str]:
    """Word, tone and icon; what nobody gave a reason for went with its cancelled invoice."""
    return CANCELLED if case.state == "declined" and not case.words else STATES[case.state]


def _money(invoice: Any) -> dict[str, Decimal]:
    earning = earning_in(invoice)
    return {
        "fee": earning.fee,
        "fee_percent": earning.fee_percent.normalize(),
        "in_full": earning.in_full,
        "missing": earning.in_full - invoice.credited,
    }


def _undecided_entries() -> int:
    """Payments on the worklist: one of them may be this invoice's."""
    return BankEntry.objects.filter(amount__gt=0).exclude(rest=0).count()
