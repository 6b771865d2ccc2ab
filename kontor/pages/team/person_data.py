"""`/team/people/PERSON/erase` and `/data`: what is kept of somebody, handed out or erased."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from kontor.actions import erase_person
from kontor.foundation.refusal import Conflict, NotFound
from kontor.foundation.saying import say
from kontor.foundation.sentence import S, Sentence
from kontor.pages.shared.doors import reader
from kontor.pages.shared.now import now_of
from kontor.pages.shared.personal_data import data_file
from kontor.pages.shared.second_factor import shows_again
from kontor.pages.team.door import admins_door
from kontor.people.models import Person
from kontor.receivables.erasing import preview

CONFLICT = 409


@admins_door
@require_POST
@shows_again
def download(request: HttpRequest, person_id: int) -> HttpResponseBase:
    """Somebody's data as a ZIP, for whoever asks by letter and not by the portal."""
    return data_file(request, person_id)


@admins_door
@require_http_methods(["GET", "HEAD", "POST"])
@shows_again
def page(request: HttpRequest, person_id: int) -> HttpResponse:
    """What an erasure would do, and its confirmation."""
    person = _person(person_id)
    if request.method != "POST":
        return _show(request, person)
    try:
        shown = request.POST.get("shown", "")
        erase_person.erase(reader(request), person_id, shown, now_of(request))
    except Conflict as conflict:
        return _show(request, _person(person_id), conflict.sentence, CONFLICT)
    messages.success(request, say(S("Erased. What has to stay bears a number in place of a name.")))
    return redirect("team_person", person_id)


def _person(person_id: int) -> Person:
    person = Person.objects.filter(pk=person_id).first()
    if person is None:
        raise NotFound
    return person


def _show(
    request: HttpRequest, person: Person, refused: Sentence | None = None, status: int = 200
) -> HttpResponse:
    context = {"person": person, "preview": preview(person), "refused": refused}
    return render(request, "team/person_erase.html", context, status=status)
