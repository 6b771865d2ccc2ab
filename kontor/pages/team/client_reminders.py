"""`/team/clients/<id>/reminders`: a pause of all reminders to one client, and what is unpaid."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from kontor.actions import pause_reminders
from kontor.clients.models import Client
from kontor.foundation.refusal import Conflict, Forbidden, Invalid
from kontor.foundation.saying import say
from kontor.foundation.sentence import S, Sentence
from kontor.pages.shared.doors import reader
from kontor.pages.shared.forms import add_fault
from kontor.pages.shared.lists import page_of
from kontor.pages.shared.now import now_of, today_of
from kontor.pages.team.client import one
from kontor.pages.team.door import door, keeps_money
from kontor.pages.team.reminder_forms import PauseForm
from kontor.pages.team.reminder_rows import rows_of
from kontor.receivables.reminding import pauses_on


@door
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, client_id: int) -> HttpResponse:
    """The client's unpaid invoices with the pause; what cannot be taken stands at its field."""
    client = one(client_id)
    if request.method != "POST":
        if client.merged_into_id is not None:
            return redirect("team_client_reminders", client.merged_into_id)
        return _show(request, client, PauseForm())
    if not keeps_money(request):
        raise Forbidden
    form = PauseForm(request.POST)
    form.is_valid()
    try:
        reason, until = form.typed(today_of(request))
        pause_reminders.pause_client(reader(request), client_id, reason, until, now_of(request))
    except Invalid as invalid:
        for fault in invalid.faults:
            add_fault(form, fault.field, fault)
        return _show(request, client, form, status=422)
    except Conflict as conflict:
        return _show(request, client, form, refused=conflict.sentence, status=409)
    messages.success(request, say(S("Paused. Nobody reminds this client.")))
    return redirect(reverse("team_client_reminders", args=[client_id]) + "#headline")


def _show(
    request: HttpRequest,
    client: Client,
    form: PauseForm,
    *,
    refused: Sentence | None = None,
    status: int = 200,
) -> HttpResponse:
    today = today_of(request)
    pauses = list(pauses_on(today).filter(client=client).select_related("paused_by"))
    context = {
        "client": client,
        "page": page_of(request, rows_of(today, client)),
        "pauses": pauses,
        "may_pause": keeps_money(request) and not pauses,
        "decides": keeps_money(request),
        "pausing": form,
        "refused": refused,
    }
    return render(request, "team/client_reminders.html", context, status=status)
