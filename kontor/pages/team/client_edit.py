"""`/team/clients/new` and `/team/clients/<id>/edit`: every field of a client (spec § 4)."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from kontor.actions import keep_clients
from kontor.clients.facts import Kind, faults_to_add
from kontor.clients.models import Client
from kontor.clients.similar import Similar, similar_to
from kontor.foundation.refusal import Conflict, Fault, Forbidden, Invalid, refuse_faults
from kontor.foundation.saying import say
from kontor.foundation.sentence import S
from kontor.pages.shared import kept_typing
from kontor.pages.shared.client_differences import others
from kontor.pages.shared.doors import reader
from kontor.pages.shared.forms import add_fault
from kontor.pages.shared.now import now_of, today_of
from kontor.pages.team import client as client_page
from kontor.pages.team.client_forms import TeamFields, as_typed, version_of
from kontor.pages.team.door import door, keeps_clients

NEW = {"kind": Kind.COMPANY.value, "country": "DE", "language": "de"}


@door
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, client_id: int) -> HttpResponse:
    """The form, and the one way to keep it."""
    client = client_page.one(client_id)
    if not keeps_clients(request):
        raise Forbidden
    if client.merged_into_id is not None:
        return redirect("team_client", client.merged_into_id)
    if request.method == "POST":
        return _keep(request, client)
    typed = kept_typing.take(request)
    form = TeamFields(typed) if typed else TeamFields(initial=as_typed(client))
    return _show(request, client, form)


def _keep(request: HttpRequest, client: Client) -> HttpResponse:
    form, person = TeamFields(request.POST), reader(request)
    facts, version = form.facts(), version_of(form)
    try:
        _refuse_unread(form)
        kept = keep_clients.change(
            person, client.pk, version, facts, form.note(), now_of(request), how=form.how()
        )
    except Invalid as invalid:
        _put(form, invalid.faults)
        return _show(request, client, form, status=422)
    except Conflict as conflict:
        latest = client_page.one(client.pk)
        form = TeamFields({**request.POST.dict(), "version": str(latest.version)})
        both = others(latest, form.facts(), form.note())
        return _show(request, latest, form, refusal=conflict.sentence, others=both, status=409)
    if client.verified_at is not None and kept.verified_at is None:
        lost = S("Saved. The client is no longer verified: compare the new data.")
        messages.warning(request, say(lost))
    else:
        messages.success(request, gettext("Saved."))
    return redirect("team_client", client.pk)


@door
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """The form for a client that no order has brought in; its look-alikes are shown once."""
    if not keeps_clients(request):
        raise Forbidden
    if request.method != "POST":
        typed = kept_typing.take(request)
        return _show(request, None, TeamFields(typed) if typed else TeamFields(initial=NEW))
    form, person = TeamFields(request.POST), reader(request)
    similar = similar_to(person, form.facts(), today_of(request))
    seen = request.POST.get("similar_seen") == _mark(similar)
    try:
        _refuse_unread(form)
        refuse_faults(faults_to_add(form.facts(), today_of(request)))
        if similar and not seen:
            return _show(request, None, form, similar=similar, mark=_mark(similar))
        added = keep_clients.add(person, form.facts(), now_of(request))
    except Invalid as invalid:
        _put(form, invalid.faults)
        return _show(request, None, form, similar=similar, mark=_mark(similar), status=422)
    messages.success(request, gettext("The client is in the directory."))
    return redirect("team_client", added.pk)


def _show(
    request: HttpRequest, client: Client | None, form: TeamFields, status: int = 200, **more: object
) -> HttpResponse:
    context = {"client": client, "form": form, **more}
    return render(request, "team/client_edit.html", context, status=status)


def _refuse_unread(form: TeamFields) -> None:
    """A choice that is not in its list stands as a fault at its field already."""
    if not form.is_valid():
        raise Invalid([])


def _put(form: TeamFields, faults: Iterable[Fault]) -> None:
    for fault in faults:
        if fault.field == "how":
            form.show(fault)
        else:
            add_fault(form, fault.field, fault)


def _mark(similar: Iterable[Similar]) -> str:
    """Tells which look-alikes somebody has seen: add once more, and it is meant."""
    return ",".join(str(one.client.pk) for one in similar if one.client)
