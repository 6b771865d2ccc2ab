"""`/team/settings/books/`: the accounts and numbers that the tax adviser's books know (DATEV)."""

from collections.abc import Iterable, Mapping

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from kontor.actions import keep_ledger
from kontor.cooperative.ledger_account_list import BANK, REVENUE, TAX_KEY, number_of
from kontor.foundation.refusal import Conflict, Invalid
from kontor.foundation.saying import say
from kontor.foundation.sentence import S, Sentence
from kontor.pages.shared import kept_typing
from kontor.pages.shared.doors import reader
from kontor.pages.shared.forms import TypedField
from kontor.pages.shared.now import now_of
from kontor.pages.team.door import admins_door
from kontor.pages.team.settings_frame import CONFLICT, UNPROCESSABLE, SettingForm, room

ADVISER = ("consultant", "client", "account_length", "fiscal_month")
CUSTOMERS = ("debtors",)
MONEY = ("charges", "written_off", "clearing")
LONGEST = 9
Field = tuple[forms.BoundField, Sentence, bool]


class LedgerForm(SettingForm):
    """A text field for each number; what is not set yet is empty."""

    def __init__(self, stored: Mapping[str, str], data: object = None) -> None:
        super().__init__(stored, stored, data)
        for key in stored:
            number = number_of(key)
            digits = forms.TextInput(attrs={"inputmode": "numeric"})
            self.fields[key] = TypedField(
                label=say(number.title), max_length=LONGEST, widget=digits
            )
            self.helps[key] = number.help

    def parts(self) -> list[tuple[Sentence, Sentence | str, list[Field]]]:
        """Title, what it is for, and the fields: each with its help and whether it may be empty."""
        revenue = (key for key in self.fields if key.startswith(REVENUE))
        pairs = ((key, key.replace(REVENUE, TAX_KEY)) for key in revenue)
        banks = [key for key in self.fields if key.startswith(BANK)]
        return [
            (S("Tax adviser"), "", self._of(ADVISER)),
            (S("Customers"), "", self._of(CUSTOMERS)),
            (
                S("Revenue"),
                S("One account for each case of VAT. A key only where the account needs one."),
                self._of(key for pair in pairs for key in pair),
            ),
            (S("Bank and the rest"), "", self._of([*banks, *MONEY])),
        ]

    def _of(self, keys: Iterable[str]) -> list[Field]:
        return [(self[key], self.helps[key], not number_of(key).needed) for key in keys]


@admins_door
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """The form, and the one way to keep it."""
    stored = keep_ledger.numbers_now()
    if request.method != "POST":
        return _show(request, LedgerForm(stored, kept_typing.take(request)))
    form = LedgerForm(stored, request.POST)
    try:
        changed = keep_ledger.keep_numbers(
            reader(request), form.typed(), form.seen, now_of(request)
        )
    except Invalid as invalid:
        form.show_faults(invalid)
        return _show(request, form, UNPROCESSABLE)
    except Conflict as conflict:
        latest = keep_ledger.numbers_now()
        form.show_saved(latest, latest)
        return _show(request, form, CONFLICT, conflict.sentence)
    done = gettext("The accounts are saved.")
    messages.success(request, done if changed else gettext("Nothing was changed."))
    return redirect("team_ledger")


def _show(
    request: HttpRequest, form: LedgerForm, status: int = 200, refusal: Sentence | None = None
) -> HttpResponse:
    return room(request, "ledger", "ledger", {"form": form, "refusal": refusal}, status)
