"""`/team/settings/grounds/`: what members read for each ground of rejection (R61–R68)."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kontor.actions import keep_settings
from kontor.foundation.refusal import Conflict, Invalid, NotFound
from kontor.foundation.saying import spoken
from kontor.foundation.sentence import S, Sentence
from kontor.orders.ground_texts import ground_text, ground_texts, has_own_text, usual_texts
from kontor.orders.grounds import GROUNDS
from kontor.pages.shared import kept_typing
from kontor.pages.shared.doors import reader
from kontor.pages.shared.forms import TypedField
from kontor.pages.shared.now import now_of
from kontor.pages.team.door import admins_door
from kontor.pages.team.settings_frame import CONFLICT, UNPROCESSABLE, SettingForm, room


class GroundForm(SettingForm):
    """The text in both languages; below each the usual one, where it is another."""

    text_de = TypedField(
        label=gettext_lazy("German"),
        max_length=keep_settings.LONGEST_GROUND,
        widget=forms.Textarea,
    )
    text_en = TypedField(
        label=gettext_lazy("English"),
        max_length=keep_settings.LONGEST_GROUND,
        widget=forms.Textarea,
    )

    def __init__(self, key: str, data: object = None) -> None:
        texts = ground_texts(key)
        super().__init__(texts, texts, data)
        for name, usual in usual_texts(key).items():
            if texts[name] != usual:
                self.helps[name] = S("Usual words: {text}", text=usual)


@admins_door
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The eight grounds as members read them."""
    rows = [
        (ground, ground_text(ground.key, spoken()), has_own_text(ground.key))
        for ground in GROUNDS.values()
    ]
    return room(request, "grounds", "grounds", {"rows": rows})


@admins_door
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, ground: str) -> HttpResponse:
    """One ground in the house's own words."""
    if ground not in GROUNDS:
        raise NotFound
    if request.method != "POST":
        return _show(request, GroundForm(ground, kept_typing.take(request)), ground)
    form = GroundForm(ground, request.POST)
    try:
        changed = keep_settings.keep_ground_text(
            reader(request), ground, form.typed(), form.seen, now_of(request)
        )
    except Invalid as invalid:
        form.show_faults(invalid)
        return _show(request, form, ground, status=UNPROCESSABLE)
    except Conflict as conflict:
        return _stale(request, form, ground, conflict.sentence)
    done = gettext("The text is saved.")
    messages.success(request, done if changed else gettext("Nothing was changed."))
    return redirect("team_grounds")


@admins_door
@require_POST
def usual(request: HttpRequest, ground: str) -> HttpResponse:
    """Back to the usual text."""
    if ground not in GROUNDS:
        raise NotFound
    form = GroundForm(ground, request.POST)
    try:
        keep_settings.back_to_usual_ground(reader(request), ground, form.seen, now_of(request))
    except Conflict as conflict:
        return _stale(request, form, ground, conflict.sentence)
    messages.success(request, gettext("The usual text counts again."))
    return redirect("team_grounds")


def _stale(request: HttpRequest, form: GroundForm, key: str, why: Sentence) -> HttpResponse:
    latest = ground_texts(key)
    form.show_saved(latest, latest)
    return _show(request, form, key, why, CONFLICT)


def _show(
    request: HttpRequest,
    form: GroundForm,
    key: str,
    refusal: Sentence | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {"form": form, "ground": GROUNDS[key], "own": has_own_text(key), "refusal": refusal}
    return room(request, "grounds", "ground", context, status)
