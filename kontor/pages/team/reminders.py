"""`/team/reminders/`: what is planned and why it waits, questions, vetoes, pauses, all sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from kontor.actions import pause_reminders
from kontor.cooperative import rates
from kontor.cooperative.deadlines import deadline
from kontor.cooperative.rate_rules import missing_half_years
from kontor.foundation.refusal import Forbidden, NotFound
from kontor.foundation.saying import say
from kontor.foundation.sentence import S
from kontor.pages.shared.doors import reader
from kontor.pages.shared.lists import page_of, typed
from kontor.pages.shared.now import now_of, today_of
from kontor.pages.shared.tables import wants_file
from kontor.pages.team.door import door, keeps_money
from kontor.pages.team.reminder_rows import GROUPS, Row, in_groups, rows_of, sent_row
from kontor.pages.team.reminder_table import reminders_file
from kontor.receivables.bank_data import bank_data_until
from kontor.receivables.dunning_models import Reminder, ReminderPause
from kontor.receivables.reminding import pauses_on


@dataclass(frozen=True)
class Tab:
    """One of the lists; `key` stands in the address."""

    key: str
    words: Promise
    count: int | None


@door
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    today, key = today_of(request), typed(request, "show")
    groups = in_groups(rows_of(today))
    lists: dict[str, Sequence[Row] | QuerySet[Any]] = {
        **groups,
        "paused": _paused(today),
        "sent": _sent(),
    }
    show = key if key in lists else next((name for name in groups if groups[name]), "planned")
    if wants_file(request):
        return reminders_file(show, lists[show])
    page, until = page_of(request, lists[show]), bank_data_until()
    if show == "sent":
        page.object_list = [sent_row(reminder) for reminder in page.object_list]
    context = {
        "show": show,
        "tabs": _tabs(groups, today),
        "page": page,
        "bank_until": until,
        "bank_is_old": until is None or (today - until).days > deadline("bank_data_days"),
        "bank_days": deadline("bank_data_days"),
        "without_rate": _half_years_without_rate(today),
    }
    return render(request, "team/reminders.html", context)


@door
@require_POST
def resume(request: HttpRequest, pause_id: int) -> HttpResponse:
    """End a pause."""
    pause = ReminderPause.objects.filter(pk=pause_id).first()
    if pause is None:
        raise NotFound
    if not keeps_money(request):
        raise Forbidden
    pause_reminders.resume(reader(request), pause_id, now_of(request))
    messages.success(request, say(S("The pause is over. The next night reminds again.")))
    return redirect(_place(pause) + "#headline")


def _place(pause: ReminderPause) -> str:
    if pause.invoice_id is not None:
        return reverse("team_invoice_reminders", args=[pause.invoice_id])
    return reverse("team_client_reminders", args=[pause.client_id])


def _tabs(groups: dict[str, list[Row]], today: date) -> list[Tab]:
    return [
        *(Tab(key, GROUPS[key], len(rows)) for key, rows in groups.items()),
        Tab("paused", _("Paused"), pauses_on(today).count()),
        Tab("sent", _("Sent"), None),
    ]


def _paused(today: date) -> QuerySet[ReminderPause]:
    rows = pauses_on(today).select_related("client", "invoice__order__client", "paused_by")
    return rows.order_by("-paused_at", "-pk")


def _sent() -> QuerySet[Reminder]:
    rows = Reminder.objects.select_related("invoice__order__client", "invoice__order__owner")
    return rows.order_by("-at", "-pk")


def _half_years_without_rate(today: date) -> list[date]:
    """For which no interest is claimed, although it passes or has passed."""
    known = rates.book(rates.BASE_RATE)[rates.BASE_RATE]
    return missing_half_years([day for day, _ in known], today)
