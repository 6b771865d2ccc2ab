"""`/team/settings/rates/`: fee, employer's share, minimum wage, base rate, with their days."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kontor.actions import keep_rates
from kontor.cooperative.models import Rate
from kontor.cooperative.rate_rules import (
    DECIMALS,
    HALF_YEAR,
    RATE_KINDS,
    RateKind,
    changeable,
    half_year_of,
    missing_half_years,
)
from kontor.foundation.refusal import Conflict, Invalid, NotFound
from kontor.foundation.saying import say
from kontor.foundation.sentence import S, Sentence
from kontor.pages.shared import kept_typing
from kontor.pages.shared.doors import reader
from kontor.pages.shared.forms import AmountField, DayField, written_amount, written_day
from kontor.pages.shared.now import now_of, today_of
from kontor.pages.shared.settings_words import rate_text
from kontor.pages.team.door import admins_door
from kontor.pages.team.settings_frame import CONFLICT, UNPROCESSABLE, SettingForm, room


@dataclass(frozen=True)
class RateRow:
    """`state`: past, today or coming. What comes can still be mended."""

    rate: Rate
    words: Sentence
    state: str


@dataclass(frozen=True)
class Section:
    """A kind of rate with its rows, the newest first. `missing`: half-years without one."""

    kind: RateKind
    rows: list[RateRow]
    missing: list[date]


class SignedField(AmountField):
    """An amount that may be negative."""

    def read(self, text: str) -> Decimal | None:
        typed = text.strip().replace("\N{MINUS SIGN}", "-")
        value = super().read(typed.removeprefix("-"))
        return -value if value and typed.startswith("-") else value


class RateForm(SettingForm):
    """A value and the day from which it counts."""

    valid_from = DayField(label=gettext_lazy("Valid from"))

    def __init__(self, kind: RateKind, rate: Rate | None, today: date, data: object = None) -> None:
        self.kind = kind
        super().__init__(*_now(kind, rate, today), data)
        label = gettext_lazy("Amount an hour") if kind.euros else gettext_lazy("Percent")
        self.fields["value"] = SignedField(label=label, decimals=DECIMALS, maximum=kind.most)
        self.helps["valid_from"] = (
            S("1 January or 1 July.") if kind.half_years else S("Today or later.")
        )
        self.helps["value"] = S("From {least} to {most}.", least=kind.least, most=kind.most)

    @property
    def unit(self) -> str:
        return "€" if self.kind.euros else "%"

    def values(self) -> tuple[date | None, Decimal | None]:
        """Day and value; None where nothing could be read."""
        self.full_clean()
        return self.cleaned_data.get("valid_from"), self.cleaned_data.get("value")


@admins_door
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What counts today, what has counted, and what comes."""
    return _index(request)


@admins_door
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, rate: str) -> HttpResponse:
    """Another value of a kind of rate, by its key, from a day on."""
    if rate not in RATE_KINDS:
        raise NotFound
    kind, today = RATE_KINDS[rate], today_of(request)
    if request.method != "POST":
        return _form(request, RateForm(kind, None, today, kept_typing.take(request)))
    form = RateForm(kind, None, today, request.POST)
    try:
        keep_rates.add_rate(reader(request), rate, *form.values(), now_of(request))
    except Invalid as invalid:
        form.show_faults(invalid)
        return _form(request, form, status=UNPROCESSABLE)
    messages.success(request, gettext("The value is saved."))
    return redirect("team_rates")


@admins_door
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, rate_id: int) -> HttpResponse:
    """Correct a value that has not begun."""
    rate, today = get_object_or_404(Rate, pk=rate_id), today_of(request)
    kind = RATE_KINDS[rate.key]
    if request.method != "POST" and not changeable(rate.valid_from, today):
        begun = S("This value has begun. Add a new one from today or later.")
        return _index(request, begun, CONFLICT)
    if request.method != "POST":
        return _form(request, RateForm(kind, rate, today, kept_typing.take(request)), rate)
    form = RateForm(kind, rate, today, request.POST)
    try:
        keep_rates.change_rate(
            reader(request), rate_id, *form.values(), shown=form.seen, now=now_of(request)
        )
    except Invalid as invalid:
        form.show_faults(invalid)
        return _form(request, form, rate, status=UNPROCESSABLE)
    except Conflict as conflict:
        if not changeable(rate.valid_from, today):
            return _index(request, conflict.sentence, CONFLICT)
        form.show_saved(*_now(kind, rate, today))
        return _form(request, form, rate, conflict.sentence, CONFLICT)
    messages.success(request, gettext("The value is saved."))
    return redirect("team_rates")


@admins_door
@require_POST
def remove(request: HttpRequest, rate_id: int) -> HttpResponse:
    """Take back a value that has not begun."""
    try:
        keep_rates.remove_rate(
            reader(request), rate_id, request.POST.get("shown", ""), now_of(request)
        )
    except Conflict as conflict:
        return _index(request, conflict.sentence, CONFLICT)
    messages.success(request, gettext("The value is taken back."))
    return redirect("team_rates")


def _now(
    kind: RateKind, rate: Rate | None, today: date
) -> tuple[dict[str, object], dict[str, str]]:
    """What stands there as the act knows it, and as it is written into the fields."""
    if rate is not None:
        texts = {"valid_from": written_day(rate.valid_from), "value": written_amount(rate.value)}
        return keep_rates.row_of(rate), texts
    return {}, {"valid_from": written_day(_proposed(kind, today)), "value": ""}


def _proposed(kind: RateKind, today: date) -> date | None:
    """Of the base rate the first half-year without one, else the next."""
    if not kind.half_years:
        return None
    days = Rate.objects.filter(key=kind.key).values_list("valid_from", flat=True)
    return min(missing_half_years(days, today), default=half_year_of(today) + HALF_YEAR)


def _index(
    request: HttpRequest, refusal: Sentence | None = None, status: int = 200
) -> HttpResponse:
    rates, today = list(Rate.objects.order_by("-valid_from")), today_of(request)
    sections = [
        _section(kind, [rate for rate in rates if rate.key == kind.key], today)
        for kind in RATE_KINDS.values()
    ]
    return room(request, "rates", "rates", {"sections": sections, "refusal": refusal}, status)


def _section(kind: RateKind, rates: list[Rate], today: date) -> Section:
    begun = [rate.valid_from for rate in rates if rate.valid_from <= today]
    current = max(begun, default=None)
    days = [rate.valid_from for rate in rates]
    missing = missing_half_years(days, today) if kind.half_years else []
    if half_year_of(today) in missing:
        current = None
    rows = [
        RateRow(rate, rate_text(kind.key, rate.value), _state(rate.valid_from, current, today))
        for rate in rates
    ]
    return Section(kind, rows, missing)


def _state(day: date, current: date | None, today: date) -> str:
    if day == current:
        return "today"
    return "coming" if changeable(day, today) else "past"


def _form(
    request: HttpRequest,
    form: RateForm,
    rate: Rate | None = None,
    refusal: Sentence | None = None,
    status: int = 200,
) -> HttpResponse:
    title = say(form.kind.title)
    context = {"form": form, "rate": rate, "title": title, "refusal": refusal}
    return room(request, "rates", "rate", context, status)
