"""`/team/settings/sectors/`: the sectors that members choose from (R26)."""

from typing import ClassVar

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kontor.actions import keep_sectors
from kontor.foundation.fold import fold
from kontor.foundation.refusal import Conflict, Invalid, NotFound
from kontor.foundation.saying import say, spoken
from kontor.foundation.sentence import S, Sentence
from kontor.orders.draft import Treatment
from kontor.orders.sector_list import sectors
from kontor.orders.sector_rules import LONGEST_NAME, NAMES, TREATMENTS
from kontor.orders.sectors import Mark, Sector
from kontor.pages.shared import kept_typing
from kontor.pages.shared.doors import reader
from kontor.pages.shared.forms import PickField, TypedField
from kontor.pages.shared.lists import page_of, typed
from kontor.pages.shared.now import now_of
from kontor.pages.shared.settings_words import MARKS, SECTOR
from kontor.pages.shared.treatment_words import named
from kontor.pages.team.door import admins_door
from kontor.pages.team.settings_frame import CONFLICT, UNPROCESSABLE, SettingForm, room

FIELDS = (*NAMES, "mark", "treatment")


class SectorForm(SettingForm):
    """Names in both languages, what the review looks at, and the usual VAT."""

    HELPS: ClassVar = {
        "mark": S("The review stops at a sector that needs a licence or cannot be processed."),
        "treatment": S(
            "What lines with German VAT begin with. Reduced and exempt are proposals: the team"
            " looks at them in each review."
        ),
    }

    german = TypedField(max_length=LONGEST_NAME)
    english = TypedField(max_length=LONGEST_NAME)
    mark = PickField(
        choices=lambda: [(mark, say(words)) for mark, words in MARKS.items()],
        widget=forms.RadioSelect,
    )
    treatment = PickField(
        choices=lambda: named(TREATMENTS),
        widget=forms.RadioSelect,
    )

    def __init__(self, sector: Sector | None, data: object = None) -> None:
        row = keep_sectors.row_of(sector) if sector else {}
        super().__init__(row, _texts(sector), data)
        for name in FIELDS:
            self.fields[name].label = say(SECTOR[name])


@admins_door
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All of them by name; those off the list too."""
    words, language = typed(request, "q"), spoken()
    found = [sector for sector in sectors().values() if _matches(sector, words)]
    found.sort(key=lambda sector: fold(sector.name(language)))
    page = page_of(request, found)
    rows = [
        (sector, sector.name(language), sector.name("en" if language == "de" else "de"))
        for sector in page.object_list
    ]
    context = {
        "q": words,
        "page": page,
        "rows": rows,
        "counted": S.plural("{n} sector", "{n} sectors", len(found)),
        "marks": {mark: words for mark, words in MARKS.items() if mark != Mark.FINE},
    }
    return room(request, "sectors", "sectors", context)


@admins_door
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A sector of the house's own."""
    if request.method != "POST":
        return _show(request, SectorForm(None, kept_typing.take(request)))
    form = SectorForm(None, request.POST)
    try:
        keep_sectors.add_sector(reader(request), form.typed(), now_of(request))
    except Invalid as invalid:
        form.show_faults(invalid)
        return _show(request, form, status=UNPROCESSABLE)
    messages.success(request, gettext("The sector is on the list."))
    return redirect("team_sectors")


@admins_door
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, sector: str) -> HttpResponse:
    """Change the sector with this key, which stays."""
    found = _one(sector)
    if request.method != "POST":
        return _show(request, SectorForm(found, kept_typing.take(request)), found)
    form = SectorForm(found, request.POST)
    try:
        changed = keep_sectors.change_sector(
            reader(request), sector, form.typed(), form.seen, now_of(request)
        )
    except Invalid as invalid:
        form.show_faults(invalid)
        return _show(request, form, found, status=UNPROCESSABLE)
    except Conflict as conflict:
        return _stale(request, form, sector, conflict.sentence)
    done = gettext("The sector is saved.")
    messages.success(request, done if changed else gettext("Nothing was changed."))
    return redirect("team_sectors")


@admins_door
@require_POST
def offer(request: HttpRequest, sector: str) -> HttpResponse:
    """Take a sector off the list, or offer it again (`act` = `offer`)."""
    offered, form = request.POST.get("act") == "offer", SectorForm(_one(sector), request.POST)
    try:
        keep_sectors.offer_sector(
            reader(request), sector, form.seen, now_of(request), offered=offered
        )
    except Conflict as conflict:
        return _stale(request, form, sector, conflict.sentence)
    words = gettext("The sector is on the list again.")
    messages.success(request, words if offered else gettext("The sector is off the list."))
    return redirect("team_sectors")


def _one(key: str) -> Sector:
    if key not in sectors():
        raise NotFound
    return sectors()[key]


def _texts(sector: Sector | None) -> dict[str, str]:
    if sector is None:
        return {"mark": Mark.FINE, "treatment": Treatment.STANDARD}
    return {name: str(getattr(sector, name)) for name in FIELDS}


def _matches(sector: Sector, words: str) -> bool:
    names = fold(f"{sector.german} {sector.english}")
    return all(word in names for word in fold(words).split())


def _stale(request: HttpRequest, form: SectorForm, key: str, why: Sentence) -> HttpResponse:
    latest = _one(key)
    form.show_saved(keep_sectors.row_of(latest), _texts(latest))
    return _show(request, form, latest, why, CONFLICT)


def _show(
    request: HttpRequest,
    form: SectorForm,
    sector: Sector | None = None,
    refusal: Sentence | None = None,
    status: int = 200,
) -> HttpResponse:
    name = sector.name(spoken()) if sector else ""
    context = {"form": form, "sector": sector, "name": name, "refusal": refusal}
    return room(request, "sectors", "sector", context, status)
