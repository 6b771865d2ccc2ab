"""`/team/people/`: everybody with an account, and inviting somebody new; administrators only."""

from collections.abc import Sequence
from dataclasses import dataclass

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from kontor.actions import keep_people
from kontor.foundation.refusal import Invalid
from kontor.foundation.saying import say
from kontor.foundation.sentence import S, Sentence
from kontor.pages.shared.doors import reader
from kontor.pages.shared.forms import PickField, TypedField, add_fault
from kontor.pages.shared.frame import ROLES
from kontor.pages.shared.lists import page_of, typed
from kontor.pages.shared.now import now_of
from kontor.pages.shared.parts.shapes import Tone
from kontor.pages.shared.second_factor import shows_again
from kontor.pages.shared.tables import Column, table_file, wants_file
from kontor.pages.team.door import admins_door
from kontor.pages.team.house_rooms import ROOMS
from kontor.people.directory import State, found, state_of
from kontor.people.models import Person
from kontor.people.roles import WORDS, Role, in_words
from kontor.people.rules import LONGEST_NAME

UNPROCESSABLE = 422
Tag = tuple[Sentence, Tone, str]
STATES: dict[State, Tag] = {
    State.INVITED: (S("Invited"), "wait", "hourglass"),
    State.ACTIVE: (S("Active"), "good", "check"),
    State.CLOSED: (S("Closed"), "quiet", "lock"),
}
PEOPLE = (
    Column(gettext_lazy("Name"), lambda row: row.name),
    Column(gettext_lazy("E-mail"), lambda row: row.email),
    Column(gettext_lazy("Roles"), lambda row: say(in_words(row.roles))),
    Column(gettext_lazy("Account"), lambda row: say(STATES[state_of(row)][0])),
)


class RolesField(forms.MultipleChoiceField):
    """Several roles at once; what is no role is left out."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self) -> None:
        super().__init__(choices=list(ROLES.items()), required=False)

    def clean(self, value: Sequence[str] | None) -> list[Role]:
        return [Role(each) for each in value or () if each in list(Role)]


class InviteForm(forms.Form):
    name = TypedField(max_length=LONGEST_NAME)
    email = TypedField()
    roles = RolesField()
    language = PickField(
        choices=settings.LANGUAGES,
        widget=forms.RadioSelect,
        label=gettext_lazy("Language of pages and e-mails"),
    )


@dataclass(frozen=True)
class Row:
    """Somebody in the list."""

    person: Person
    roles: Sentence
    state: Tag


@admins_door
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    words, role, state = (typed(request, name) for name in ("q", "role", "state"))
    people = found(words, role, state)
    if wants_file(request):
        return table_file("people", PEOPLE, people)
    page = page_of(request, people)
    context = {
        "page": page,
        "rows": [
            Row(each, in_words(each.roles), STATES[state_of(each)]) for each in page.object_list
        ],
        "roles": WORDS.items(),
        "states": [(key, tag[0]) for key, tag in STATES.items()],
        "q": words,
        "role": role,
        "state": state,
        "filtered": bool(words or role or state),
        "rooms": ROOMS,
    }
    return render(request, "team/people.html", context)


@admins_door
@require_http_methods(["GET", "HEAD", "POST"])
@shows_again
def invite(request: HttpRequest) -> HttpResponse:
    sent = request.method == "POST"
    form = InviteForm(request.POST if sent else None, initial={"language": "de"})
    if sent and form.is_valid():
        try:
            person = keep_people.invite(reader(request), **form.cleaned_data, now=now_of(request))
        except Invalid as invalid:
            for fault in invalid.faults:
                add_fault(form, fault.field, fault)
        else:
            messages.success(request, gettext("The invitation is on its way."))
            return redirect(f"{reverse('team_person', args=[person.pk])}#headline")
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "team/invite_person.html", {"form": form}, status=status)
