"""`/team/clients/proposals/`: what members propose about clients, decided one by one (spec § 4)."""

import re
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kontor.actions import decide_proposal
from kontor.clients.change_models import ClientProposal
from kontor.clients.proposed import LABELS, TEXT_LIMIT, Difference, differences, value_words
from kontor.clients.queries import open_proposals
from kontor.clients.record import VERIFIED, facts_of
from kontor.foundation.refusal import Conflict, Forbidden, Invalid, NotFound
from kontor.foundation.saying import spoken
from kontor.foundation.sentence import Datum, S, Sentence
from kontor.pages.shared.doors import reader
from kontor.pages.shared.forms import TypedField, add_fault
from kontor.pages.shared.lists import page_of
from kontor.pages.shared.now import now_of
from kontor.pages.team.door import door, keeps_clients
from kontor.pages.team.piles import piles_of


@dataclass(frozen=True)
class Listed:
    """A row of the pile; `fields`: what would change."""

    row: ClientProposal
    fields: list[Sentence]


@dataclass(frozen=True)
class Shown:
    """One field in words; `chosen`: its box is ticked."""

    difference: Difference
    label: Sentence
    before: Datum
    present: Datum
    proposed: Datum
    chosen: bool


class DeclineForm(forms.Form):
    """Why the client stays as it is."""

    use_required_attribute = False

    reason = TypedField(
        label=_("Reason for the member"), max_length=TEXT_LIMIT, widget=forms.Textarea
    )


@door
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What nobody has decided, the oldest first."""
    page = page_of(request, open_proposals().select_related("client", "member"))
    context = {
        "page": page,
        "rows": [Listed(row, [LABELS[name] for name in row.changes]) for row in page.object_list],
        "headline": _headline(page.paginator.count),
        "piles": piles_of(request),
        "decides": keeps_clients(request),
    }
    return render(request, "team/proposals.html", context)


@door
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """Both values of each field beside each other; the ticked ones are accepted."""
    if request.method != "POST":
        return _show(request, _one(proposal_id))
    if not keeps_clients(request):
        raise Forbidden
    fields, version = request.POST.getlist("field"), _number(request.POST.get("version", ""))
    try:
        done = decide_proposal.accept(
            reader(request), proposal_id, fields, version, now_of(request)
        )
    except Invalid as invalid:
        said = [fault.sentence for fault in invalid.faults]
        return _show(request, _one(proposal_id), faults=said, ticked=fields, status=422)
    except Conflict as conflict:
        return _show(request, _one(proposal_id), refused=conflict.sentence, status=409)
    messages.success(request, gettext("Accepted. The member is told."))
    return redirect("team_client", done.client_id)


@door
@require_POST
def decline(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """The client stays as it is."""
    form = DeclineForm(request.POST)
    form.is_valid()
    try:
        done = decide_proposal.decline(
            reader(request), proposal_id, form.cleaned_data["reason"], now_of(request)
        )
    except Invalid as invalid:
        for fault in invalid.faults:
            add_fault(form, fault.field, fault)
        return _show(request, _one(proposal_id), declining=form, status=422)
    except Conflict as conflict:
        return _show(request, _one(proposal_id), refused=conflict.sentence, status=409)
    messages.success(request, gettext("Declined. The member is told."))
    return redirect("team_client", done.client_id)


def _one(proposal_id: int) -> ClientProposal:
    rows = ClientProposal.objects.select_related("client", "member", "decided_by")
    found = rows.filter(pk=proposal_id).first()
    if found is None:
        raise NotFound
    return found


def _show(  # noqa: PLR0913  # what became of the two forms on it
    request: HttpRequest,
    row: ClientProposal,
    *,
    declining: DeclineForm | None = None,
    faults: list[Sentence] | None = None,
    ticked: list[str] | None = None,
    refused: Sentence | None = None,
    status: int = 200,
) -> HttpResponse:
    own, is_open = row.member_id == reader(request).pk, row.state == "open"
    shown = _shown(row, ticked)
    context = {
        "row": row,
        "client": row.client,
        "shown": shown,
        "conflict": is_open and any(each.difference.has_changed for each in shown),
        "unverifies": row.client.verified_at is not None and bool(VERIFIED & row.changes.keys()),
        "own": own,
        "decides": is_open and not own and keeps_clients(request),
        "declining": declining or DeclineForm(),
        "faults": faults,
        "refused": refused,
    }
    return render(request, "team/proposal.html", context, status=status)


def _shown(row: ClientProposal, ticked: list[str] | None) -> list[Shown]:
    """The fields in words; at first those are ticked that nobody has changed in between."""

    def words(field: str, text: str) -> Datum:
        return value_words(field, text, spoken())

    return [
        Shown(
            difference=each,
            label=LABELS[each.field],
            before=words(each.field, each.before),
            present=words(each.field, each.present),
            proposed=words(each.field, each.proposed),
            chosen=not each.has_changed if ticked is None else each.field in ticked,
        )
        for each in differences(facts_of(row.client), row.changes)
    ]


def _number(sent: str) -> int:
    return int(sent) if re.fullmatch(r"[0-9]{1,9}", sent) else 0


def _headline(n: int) -> Sentence:
    if not n:
        return S("No proposal waits for a decision")
    return S.plural("{n} proposal waits for a decision", "{n} proposals wait for a decision", n)
