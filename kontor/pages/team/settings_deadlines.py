"""`/team/settings/deadlines/`: days, hours and minutes that the house has set."""

from django.contrib import messages
from django.forms.boundfield import BoundField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from kontor.actions import keep_settings
from kontor.cooperative.deadline_list import SPANS, Unit
from kontor.cooperative.deadlines import deadlines
from kontor.foundation.refusal import Conflict, Invalid
from kontor.foundation.saying import say
from kontor.foundation.sentence import S, Sentence
from kontor.pages.shared import kept_typing
from kontor.pages.shared.doors import reader
from kontor.pages.shared.forms import WholeField
from kontor.pages.shared.now import now_of
from kontor.pages.shared.settings_words import span_text
from kontor.pages.team.door import admins_door
from kontor.pages.team.settings_frame import CONFLICT, UNPROCESSABLE, SettingForm, room

UNITS: dict[Unit, Sentence] = {
    Unit.MINUTES: S("minutes"),
    Unit.HOURS: S("hours"),
    Unit.DAYS: S("days"),
    Unit.MONTHS: S("months"),
}
HIGHEST = 99_999


class DeadlinesForm(SettingForm):
    """A whole number for each span."""

    def __init__(self, stored: dict[str, int], data: object = None) -> None:
        super().__init__(stored, _texts(stored), data)
        for key, span in SPANS.items():
            self.fields[key] = WholeField(label=say(span.title), maximum=HIGHEST)
            usual = span_text(span.unit, span.default)
            self.helps[key] = S("{sentence} Usual: {usual}.", sentence=span.sentence, usual=usual)

    def rows(self) -> list[tuple[BoundField, Sentence, Sentence]]:
        """Each field with its help and its unit."""
        return [(self[key], self.helps[key], UNITS[span.unit]) for key, span in SPANS.items()]

    def values(self) -> dict[str, int | None]:
        """The numbers; None where nothing could be read."""
        self.full_clean()
        return {key: self.cleaned_data.get(key) for key in SPANS}


@admins_door
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """The form, and the one way to keep it."""
    if request.method != "POST":
        return _show(request, DeadlinesForm(deadlines(), kept_typing.take(request)))
    form = DeadlinesForm(deadlines(), request.POST)
    try:
        changed = keep_settings.keep_deadlines(
            reader(request), form.values(), form.seen, now_of(request)
        )
    except Invalid as invalid:
        form.show_faults(invalid)
        return _show(request, form, UNPROCESSABLE)
    except Conflict as conflict:
        form.show_saved(deadlines(), _texts(deadlines()))
        return _show(request, form, CONFLICT, conflict.sentence)
    done = gettext("Days and deadlines are saved.")
    messages.success(request, done if changed else gettext("Nothing was changed."))
    return redirect("team_deadlines")


def _texts(stored: dict[str, int]) -> dict[str, str]:
    return {key: str(value) for key, value in stored.items()}


def _show(
    request: HttpRequest, form: DeadlinesForm, status: int = 200, refusal: Sentence | None = None
) -> HttpResponse:
    return room(request, "deadlines", "deadlines", {"form": form, "refusal": refusal}, status)
