"""Proofs of confirmation for the team: the pile, the files of an order, and the verdict."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from kontor.actions import keep_proofs
from kontor.foundation.refusal import Conflict, Fault, Forbidden, Invalid
from kontor.foundation.saying import say
from kontor.foundation.sentence import S, Sentence
from kontor.orders.access import one_for_team
from kontor.orders.kept_proofs import WAITING
from kontor.orders.models import Order, Proof
from kontor.orders.proofs import one_for_team as proof_for_team
from kontor.orders.proofs import to_check
from kontor.orders.revising import offer_in
from kontor.orders.standing import standing
from kontor.orders.states import Event, Status, possible_events
from kontor.pages.shared.doors import reader
from kontor.pages.shared.forms import TypedField, add_fault
from kontor.pages.shared.lists import page_of
from kontor.pages.shared.now import now_of
from kontor.pages.shared.offer_sheet import sheet_of
from kontor.pages.shared.proof_rows import ProofRow, download, rows_of
from kontor.pages.team.door import door, is_advisor
from kontor.pages.team.piles import piles_of

CONFLICT, UNPROCESSABLE = 409, 422


class RefuseForm(forms.Form):
    """Why a proof is not accepted."""

    use_required_attribute = False

    text = TypedField(
        label=_("Reason"), max_length=keep_proofs.LONGEST_REASON, widget=forms.Textarea
    )

    def words(self) -> str:
        """The reason as typed."""
        return str(self["text"].value() or "").replace("\r\n", "\n")


@door
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """`/team/proofs/`: what waits to be checked, the oldest first."""
    page = page_of(request, to_check().select_related("order__client", "order__owner"))
    context = {
        "page": page,
        "piles": piles_of(request),
        "here": "proofs",
        "decides": is_advisor(request),
    }
    return render(request, "team/proofs.html", context)


@door
@require_safe
def file(request: HttpRequest, order_id: int, key: str) -> HttpResponse:
    """The file, for the team."""
    return download(proof_for_team(reader(request), order_id, key))


@door
@require_http_methods(["GET", "HEAD", "POST"])
def judge(request: HttpRequest, order_id: int, key: str) -> HttpResponse:
    """`…/check`: the proof beside what it must prove, and the two verdicts."""
    proof = proof_for_team(reader(request), order_id, key)
    if not is_advisor(request):
        raise Forbidden
    form = RefuseForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _show(request, proof, form)
    try:
        done = _decide(request, order_id, key, form)
    except Invalid as invalid:
        for fault in invalid.faults:
            add_fault(form, fault.field, fault)
        return _show(request, proof, form, status=UNPROCESSABLE)
    except Conflict as conflict:
        latest = proof_for_team(reader(request), order_id, key)
        return _show(request, latest, form, refused=conflict.sentence, status=CONFLICT)
    messages.success(request, say(done))
    return redirect(f"/team/orders/{order_id}/#proofs")


def shown(order: Order) -> list[ProofRow]:
    """The proofs of an order for its page; one query."""
    return rows_of(order, f"/team/orders/{order.pk}/proofs")


def _decide(request: HttpRequest, order_id: int, key: str, form: RefuseForm) -> Sentence:
    person, now = reader(request), now_of(request)
    match request.POST.get("verdict"):
        case "accept":
            shown_hash = request.POST.get("hash", "")
            order = keep_proofs.accept(person, order_id, now, key, shown_hash)
            return _accepted(order)
        case "refuse":
            keep_proofs.refuse(person, order_id, form.words(), now, key)
            return S("The proof is not accepted, and the member knows why.")
    raise Invalid([Fault("text", S("Choose one of the two verdicts."))])


def _accepted(order: Order) -> Sentence:
    if order.status == Status.TEAM_REVIEW:
        return S("The proof is accepted. It counts once you approve the order.")
    return S("The proof is accepted, and the order is active.")


def _show(
    request: HttpRequest,
    proof: Proof,
    form: RefuseForm,
    *,
    refused: Sentence | None = None,
    status: int = 200,
) -> HttpResponse:
    order = one_for_team(reader(request), proof.order_id)
    waits = proof.state == WAITING
    can = possible_events(Status(order.status), standing(order, proof_waiting=waits))
    own = order.owner_id == reader(request).pk
    context = {
        "order": order,
        "sheet": sheet_of(offer_in(order.revision)) if order.revision else None,
        "proof": next(row for row in shown(order) if row.key == proof.key),
        "own": own,
        "accepts": Event.ACCEPT_PROOF in can and not own,
        "refuses": Event.REFUSE_PROOF in can and not own,
        "form": form,
        "then": _then(order),
        "refused": refused,
    }
    return render(request, "team/judge_proof.html", context, status=status)


def _then(order: Order) -> Sentence:
    """What accepting sets going."""
    match order.status:
        case Status.CLIENT_CONFIRMATION if order.approved_revision_id == order.revision_id:
            return S("Then the order is active, and the client’s link ends.")
        case Status.CLIENT_CONFIRMATION:
            return S("Then the client’s link ends, and the order waits for your review.")
        case Status.TEAM_REVIEW:
            return S("Then it counts as confirmed; the order stays in the review.")
    return S("Then the order counts as confirmed; nothing else changes.")
