"""`/team/settings/`: the cooperative's own data; administrators only (spec § 3)."""

from typing import ClassVar

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from kontor.actions import keep_settings
from kontor.cooperative.own_data import cooperative
from kontor.cooperative.own_data_rules import FIELDS, LONGEST, NEEDED, SEAT
from kontor.cooperative.states import STATES
from kontor.foundation.country_names import country_name
from kontor.foundation.refusal import Conflict, Invalid
from kontor.foundation.saying import say, spoken
from kontor.foundation.sentence import S, Sentence
from kontor.pages.shared import kept_typing
from kontor.pages.shared.doors import reader
from kontor.pages.shared.forms import PickField, TypedField
from kontor.pages.shared.now import now_of
from kontor.pages.shared.second_factor import shows_again
from kontor.pages.shared.settings_words import OWN_DATA
from kontor.pages.team.door import admins_door
from kontor.pages.team.settings_frame import CONFLICT, UNPROCESSABLE, SettingForm, room

PARTS: dict[str, tuple[str, ...]] = {
    "name": ("name", "short_name", "strapline_de", "strapline_en"),
    "seat": ("street", "postcode", "town", "country", "state"),
    "register": (
        *("vat_number", "tax_number", "register_number", "register_court", "board"),
        "exemption_certificate",
    ),
    "contact": ("contact_name", "phone", "email", "website"),
    "bank": ("account_holder", "iban", "bic"),
}
TITLES: dict[str, tuple[Sentence, Sentence]] = {
    "name": (
        S("Name"),
        S("On every page and document. Mails and buttons use the short name."),
    ),
    "seat": (S("Seat"), S("The promise of 24 hours follows the holidays of the federal state.")),
    "register": (S("Tax and register"), S("On every invoice, and in the legal notice.")),
    "contact": (S("Contact"), S("How clients reach the team. Answers to mails come here.")),
    "bank": (S("Bank account"), S("Clients pay to it; it is in the code for payments too.")),
}


def _states() -> list[tuple[str, str]]:
    named = [(code, say(name)) for code, name in STATES.items()]
    return sorted(named, key=lambda pair: pair[1])


class OwnDataForm(SettingForm):
    """A text field for each column, but for country and state."""

    HELPS: ClassVar = {
        "name": S("In full, with the legal form."),
        "country": S("VAT and holidays are those of Germany."),
        "board": S(
            "The board, and who chairs the supervisory board, as it is to stand on letters and"
            " invoices (§ 25a GenG): “Vorstand: …”."
        ),
        "tax_number": S("10 to 13 digits, for example 27/123/45678."),
        "register_number": S("With the register, for example GnR 123 B."),
        "website": S("Without https://"),
        "exemption_certificate": S(
            "In the cooperative’s own name, beginning with its paragraph, then authority, day and"
            " number: “§ 4 Nr. 21 UStG, Senatsverwaltung …”. Exempt invoices name both."
        ),
    }

    country = PickField(choices=lambda: [(SEAT, country_name(SEAT, spoken()))])
    state = PickField(choices=lambda: [("", "–"), *_states()])

    def __init__(self, *given: object) -> None:
        super().__init__(*given)  # type: ignore[arg-type]  # row, texts, data
        for name in FIELDS:
            if name not in self.fields:
                self.fields[name] = TypedField(max_length=LONGEST[name])
            self.fields[name].label = say(OWN_DATA[name])
        self.order_fields(FIELDS)

    def parts(self) -> list[tuple[Sentence, Sentence, list[tuple[forms.BoundField, object, bool]]]]:
        """Title, what it does, and the fields: each with its help and whether it may be empty."""
        return [
            (
                *TITLES[part],
                [(self[name], self.helps.get(name, ""), name not in NEEDED) for name in names],
            )
            for part, names in PARTS.items()
        ]


@admins_door
@require_http_methods(["GET", "HEAD", "POST"])
@shows_again
def page(request: HttpRequest) -> HttpResponse:
    """The form, and the one way to keep it."""
    stored = keep_settings.own_data_of(cooperative())
    if request.method != "POST":
        return _show(request, OwnDataForm(stored, stored, kept_typing.take(request)))
    form = OwnDataForm(stored, stored, request.POST)
    try:
        changed = keep_settings.keep_own_data(
            reader(request), form.typed(), form.seen, now_of(request)
        )
    except Invalid as invalid:
        form.show_faults(invalid)
        return _show(request, form, UNPROCESSABLE)
    except Conflict as conflict:
        latest = keep_settings.own_data_of(cooperative())
        form.show_saved(latest, latest)
        return _show(request, form, CONFLICT, conflict.sentence)
    done = gettext("The cooperative’s data are saved.")
    messages.success(request, done if changed else gettext("Nothing was changed."))
    return redirect("team_settings")


def _show(
    request: HttpRequest, form: OwnDataForm, status: int = 200, refusal: Sentence | None = None
) -> HttpResponse:
    context = {"form": form, "refusal": refusal}
    return room(request, "cooperative", "cooperative", context, status)
