"""`/clients/<id>/edit`: a member changes a client, or proposes it to the team (spec § 4)."""

from typing import Any

from django.contrib import messages
from django.forms import Textarea
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from kontor.actions import change_client
from kontor.clients import proposals, record
from kontor.clients.models import Client
from kontor.clients.proposed import TEXT_LIMIT, applied
from kontor.foundation.refusal import Conflict, Invalid
from kontor.orders import with_client
from kontor.pages.member.door import door
from kontor.pages.shared import kept_typing
from kontor.pages.shared.client_differences import others
from kontor.pages.shared.client_fields import ClientFields
from kontor.pages.shared.doors import reader
from kontor.pages.shared.forms import TypedField, WholeField, add_fault
from kontor.pages.shared.now import now_of
from kontor.people.models import Person

NEWEST_VERSION = 2**31 - 1


class MemberFields(ClientFields):
    """Every field of a client that a member may type, and what they tell the team with it."""

    note = TypedField(label=_("Note to the team"), max_length=TEXT_LIMIT, widget=Textarea)
    version = WholeField(maximum=NEWEST_VERSION)

    def words(self) -> str:
        """The note as typed."""
        self.is_valid()
        return str(self.cleaned_data.get("note", ""))

    def shown(self) -> int:
        """The version of the client that the page showed; none that ever was without one."""
        self.is_valid()
        return int(self.cleaned_data.get("version") or 0)


@door
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, client_id: int) -> HttpResponse:
    """The form, and the one way to send it. Members without an order may only look (403)."""
    person = reader(request)
    client = with_client.one_known(person, client_id)
    change_client.refuse_without_order(person, client)
    if request.method == "POST":
        return _keep(request, client)
    if client.pk != client_id:
        return redirect("client_edit", client.pk)
    typed = kept_typing.take(request)
    form = MemberFields(typed) if typed else MemberFields(initial=_stored(person, client))
    return _show(request, client, form)


def _keep(request: HttpRequest, client: Client) -> HttpResponse:
    form, person = MemberFields(request.POST), reader(request)
    facts, before = form.facts(), client.version
    if not form.is_valid():
        return _show(request, client, form, status=422)
    try:
        proposal = change_client.change(
            person, client.pk, form.shown(), facts, form.words(), now_of(request)
        )
    except Invalid as invalid:
        for fault in invalid.faults:
            add_fault(form, fault.field, fault)
        return _show(request, client, form, status=422)
    except Conflict as conflict:
        latest = with_client.one_known(person, client.pk)
        form = MemberFields({**request.POST.dict(), "version": str(latest.version)})
        both = {"refused": conflict.sentence, "others": others(latest, facts)}
        return _show(request, latest, form, status=409, **both)
    if proposal is not None:
        messages.success(request, gettext("The team has your proposal and will decide about it."))
    elif with_client.one_known(person, client.pk).version != before:
        messages.success(request, gettext("Saved. The team sees what you changed."))
    return redirect("client_page", client.pk)


def _stored(person: Person, client: Client) -> dict[str, Any]:
    """The client with what the reader proposes already, so that a new proposal holds it too."""
    facts = record.facts_of(client)
    proposal = proposals.newest_of(person, client)
    note = ""
    if proposal is not None and proposal.state == "open":
        facts, note = applied(facts, proposal.changes, proposal.changes), proposal.note
    texts = {name: str(getattr(facts, name)) for name in record.TYPED}
    return {**texts, "note": note, "version": client.version}


def _show(
    request: HttpRequest, client: Client, form: MemberFields, status: int = 200, **more: object
) -> HttpResponse:
    person = reader(request)
    context = {
        "client": client,
        "form": form,
        "alone": not with_client.others_have_orders(person, client),
        **more,
    }
    return render(request, "member/client_edit.html", context, status=status)
