"""`/team/invoices/<id>/reminders/`: what went out, what comes, question, pause (spec § 11)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from kontor.actions import answer_demand, pause_reminders
from kontor.foundation.mails import mails_caused_by
from kontor.foundation.refusal import Conflict, Forbidden, Invalid, NotFound
from kontor.foundation.saying import say
from kontor.foundation.sentence import S, Sentence
from kontor.invoicing.access import visible_to
from kontor.pages.shared import reminder_document
from kontor.pages.shared.doors import reader
from kontor.pages.shared.forms import add_fault
from kontor.pages.shared.mail_lines import mail_lines
from kontor.pages.shared.now import now_of, today_of
from kontor.pages.team.door import door, keeps_money
from kontor.pages.team.invoice import settles
from kontor.pages.team.reminder_forms import LiftForm, PauseForm
from kontor.pages.team.reminder_rows import reminders_shown
from kontor.receivables import claims, reminding
from kontor.receivables.dunning import OWED
from kontor.receivables.dunning_models import DemandQuestion
from kontor.receivables.owed import with_open

LIFT_ID = "id_lift_%s"


@dataclass(frozen=True)
class ClaimShown:
    """What a formal demand of today would ask for beside the open amount."""

    since: date
    interest: Decimal
    lump_sum: Decimal
    unknown: tuple[date, ...]


@door
@require_safe
def show(request: HttpRequest, invoice_id: int) -> HttpResponse:
    return page(request, invoice_id)


@door
@require_safe
def document(request: HttpRequest, invoice_id: int, level: int) -> HttpResponse:
    """A reminder as the client got it."""
    return reminder_document.download(visible_to(reader(request)), invoice_id, level)


@door
@require_POST
def pause(request: HttpRequest, invoice_id: int) -> HttpResponse:
    """No reminders of this invoice, for a reason and up to a day."""
    form = PauseForm(request.POST)
    form.is_valid()

    def act() -> Sentence:
        reason, until = form.typed(today_of(request))
        person, now = reader(request), now_of(request)
        pause_reminders.pause_invoice(person, invoice_id, reason, until, now)
        return S("Paused. Nobody is reminded of this invoice.")

    return _done(request, invoice_id, act, pausing=form)


@door
@require_POST
def lift(request: HttpRequest, invoice_id: int) -> HttpResponse:
    """The formal demand goes out in spite of the member's veto."""
    form = LiftForm(request.POST, auto_id=LIFT_ID)
    form.is_valid()

    def act() -> Sentence:
        reason = form.cleaned_data["reason"]
        answer_demand.lift_veto(reader(request), invoice_id, reason, now_of(request))
        return S("The veto is lifted. The formal demand goes out with the next nightly run.")

    return _done(request, invoice_id, act, lifting=form)


def page(  # noqa: PLR0913  # the two forms on it, and what became of them
    request: HttpRequest,
    invoice_id: int,
    *,
    pausing: PauseForm | None = None,
    lifting: LiftForm | None = None,
    refused: Sentence | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page; `refused` says why an act was not done, the forms hold what was typed."""
    invoice, today = _invoice(request, invoice_id), today_of(request)
    own = invoice.order.owner_id == reader(request).pk
    decides, is_owed = keeps_money(request) and not own, invoice.status in OWED
    pauses = list(reminding.pauses_of(invoice, today).select_related("paused_by"))
    context = {
        "invoice": invoice,
        "reminders": reminders_shown(request, invoice),
        "claim": _claim(invoice, today),
        "question": DemandQuestion.objects.filter(invoice=invoice)
        .select_related("lifted_by")
        .first(),
        "pauses": pauses,
        "may_pause": decides and is_owed and not any(pause.invoice_id for pause in pauses),
        "mails": mail_lines(
            mails_caused_by(reminding.causes_of(invoice.pk)), names_client=settles(request)
        ),
        "is_owed": is_owed,
        "own": own,
        "decides": decides,
        "pausing": pausing or PauseForm(),
        "lifting": lifting or LiftForm(auto_id=LIFT_ID),
        "refused": refused,
    }
    return render(request, "team/invoice_reminders.html", context, status=status)


def _invoice(request: HttpRequest, invoice_id: int) -> Any:
    rows = reminding.with_facts(with_open(visible_to(reader(request))))
    invoice = rows.select_related("order__client", "order__owner").filter(pk=invoice_id).first()
    if invoice is None or invoice.number is None or invoice.cancels_id is not None:
        raise NotFound
    return invoice


def _claim(invoice: Any, today: date) -> ClaimShown | None:
    """None while nothing is owed, or the client is not in default."""
    facts = reminding.facts_of(invoice, reminding.surroundings(today))
    if facts is None or invoice.open <= 0:
        return None
    movements = claims.movements_of(invoice)
    claim, unknown = claims.claim_of(invoice, facts, movements, facts.reminded.get(1))
    if claim is None:
        return None
    interest = claim.amount - claim.lump_sum
    return ClaimShown(claim.default_from, interest, claim.lump_sum, unknown)


def _done(
    request: HttpRequest,
    invoice_id: int,
    act: Callable[[], Sentence],
    **typed: Any,
) -> HttpResponse:
    """The act and back to the page with its sentence; refused, the page with the `typed` form."""
    _invoice(request, invoice_id)
    if not keeps_money(request):
        raise Forbidden
    try:
        messages.success(request, say(act()))
    except Invalid as invalid:
        for form in typed.values():
            for fault in invalid.faults:
                add_fault(form, fault.field, fault)
        return page(request, invoice_id, status=422, **typed)
    except Conflict as conflict:
        return page(request, invoice_id, refused=conflict.sentence, status=409, **typed)
    return redirect(reverse("team_invoice_reminders", args=[invoice_id]) + "#headline")
