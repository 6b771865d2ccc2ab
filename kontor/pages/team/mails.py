"""`/team/mail/`: what went out and what did not. No addresses of clients, no words, no links."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from kontor.actions import send_again
from kontor.foundation.mails import state_of
from kontor.foundation.models import OutboxMail
from kontor.foundation.saying import say
from kontor.foundation.written import BERLIN
from kontor.orders.models import Order
from kontor.orders.naming import id_in
from kontor.orders.post import mails_for_team
from kontor.pages.shared.doors import reader
from kontor.pages.shared.lists import page_of, typed
from kontor.pages.shared.mail_lines import MailLine, mail_lines
from kontor.pages.shared.now import now_of
from kontor.pages.shared.parts.words import said
from kontor.pages.shared.tables import Column, refuse_many, table_file, wants_file
from kontor.pages.team.door import door, is_advisor
from kontor.pages.team.piles import piles_of

STATES = {
    "queued": gettext_lazy("On its way"),
    "sent": gettext_lazy("Sent"),
    "failed": gettext_lazy("Failed"),
}


@dataclass(frozen=True)
class Row:
    """A mail with the order it is about."""

    mail: MailLine
    order: Order | None


MAILS = (
    Column(gettext_lazy("E-mail"), lambda row: say(row.mail.purpose)),
    Column(gettext_lazy("To"), lambda row: said(row.mail.to)),
    Column(gettext_lazy("When"), lambda row: f"{row.mail.at.astimezone(BERLIN):%Y-%m-%d %H:%M}"),
    Column(gettext_lazy("Order"), lambda row: row.order.number if row.order else ""),
    Column(gettext_lazy("Status"), lambda row: said(row.mail.tag[0])),
)


@door
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    state = typed(request, "state")
    rows = mails_for_team().order_by("-queued_at", "-pk")
    if state in STATES:
        rows = rows.filter(state=state)
    if wants_file(request):
        refuse_many(rows.count())
        return table_file("mails", MAILS, _rows(list(rows)))
    page = page_of(request, rows)
    context = {
        "page": page,
        "rows": _rows(list(page)),
        "states": STATES.items(),
        "state": state,
        "piles": piles_of(request),
        "sends_again": is_advisor(request),
    }
    return render(request, "team/mails.html", context)


@door
@require_POST
def again(request: HttpRequest, mail_id: int) -> HttpResponse:
    """Ask for a new attempt, and go back to where it was asked for."""
    send_again.send_again(reader(request), mail_id, now_of(request))
    messages.success(request, gettext("The e-mail is on its way again."))
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        return redirect("team_mails")
    return redirect(back)


def _rows(mails: Sequence[OutboxMail]) -> list[Row]:
    ids = {mail.pk: id_in(mail.about) for mail in mails}
    orders = Order.objects.in_bulk([pk for pk in ids.values() if pk is not None])
    lines = mail_lines([state_of(mail) for mail in mails], names_client=False)
    return [Row(line, orders.get(ids[line.id] or 0)) for line in lines]
