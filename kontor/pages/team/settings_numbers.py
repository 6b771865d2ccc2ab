"""`/team/settings/numbers/`: the letters before invoice numbers, and how far each series is."""

from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from kontor.actions import keep_series
from kontor.foundation.refusal import Conflict, Invalid, NotFound
from kontor.foundation.sentence import S, Sentence
from kontor.invoicing.models import NumberSeries
from kontor.invoicing.series import TITLES, free_year, key_in
from kontor.pages.shared import kept_typing
from kontor.pages.shared.doors import reader
from kontor.pages.shared.forms import TypedField
from kontor.pages.shared.now import now_of, today_of
from kontor.pages.team.door import admins_door
from kontor.pages.team.settings_frame import CONFLICT, UNPROCESSABLE, SettingForm, room


@dataclass(frozen=True)
class SeriesRow:
    """A series this year: its last number and the day of it, empty before the first one.

    `next_year`: the first number of the next year, where its letters are others.
    """

    series: str
    title: Sentence
    last: str
    last_on: date | None
    first: str
    next_year: str


class PrefixForm(SettingForm):
    """The letters of a series from the first year on of which no number is drawn."""

    letters = TypedField(label=gettext_lazy("Letters before the number"), max_length=6)

    def __init__(self, series: str, today: date, data: object = None) -> None:
        self.series, self.year = series, free_year(series, today)
        row = keep_series.row_of(series, self.year)
        super().__init__(row, _texts(row), data)
        self.helps["letters"] = S("1 to 6 of A to Z and digits, a letter first.")


@admins_door
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Both series with their last numbers."""
    rows = [_row(series, today_of(request).year) for series in TITLES]
    return room(request, "numbers", "numbers", {"rows": rows})


@admins_door
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, series: str) -> HttpResponse:
    """Other letters for a year that has not begun."""
    if series not in TITLES:
        raise NotFound
    today = today_of(request)
    if request.method != "POST":
        return _show(request, PrefixForm(series, today, kept_typing.take(request)))
    form = PrefixForm(series, today, request.POST)
    try:
        changed = keep_series.change_prefix(
            reader(request), series, form.typed()["letters"], form.seen, now_of(request)
        )
    except Invalid as invalid:
        form.show_faults(invalid)
        return _show(request, form, status=UNPROCESSABLE)
    except Conflict as conflict:
        row = keep_series.row_of(series, form.year)
        form.show_saved(row, _texts(row))
        return _show(request, form, conflict.sentence, CONFLICT)
    done = gettext("The letters are saved.")
    messages.success(request, done if changed else gettext("Nothing was changed."))
    return redirect("team_numbers")


def _row(series: str, year: int) -> SeriesRow:
    key, next_key = key_in(series, year), key_in(series, year + 1)
    drawn = NumberSeries.objects.filter(key=key, last__gt=0).first()
    same = next_key.removesuffix(str(year + 1)) == key.removesuffix(str(year))
    return SeriesRow(
        series=series,
        title=TITLES[series],
        last=f"{key}-{drawn.last:06d}" if drawn else "",
        last_on=drawn.last_on if drawn else None,
        first=f"{key}-000001",
        next_year="" if same else f"{next_key}-000001",
    )


def _texts(row: dict[str, object]) -> dict[str, str]:
    return {"letters": str(row["prefix"])}


def _show(
    request: HttpRequest, form: PrefixForm, refusal: Sentence | None = None, status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "title": TITLES[form.series],
        "first": f"{key_in(form.series, form.year)}-000001",
        "year": str(form.year),
        "refusal": refusal,
    }
    return room(request, "numbers", "series", context, status)
