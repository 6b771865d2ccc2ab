"""The frame of the settings' pages: the rooms' pills, a room's history, forms that go stale."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kontor.cooperative.shown import shown
from kontor.foundation.refusal import Invalid
from kontor.foundation.sentence import S, Sentence
from kontor.invoicing.official_check import age_notice
from kontor.pages.shared.forms import add_fault
from kontor.pages.shared.now import today_of
from kontor.pages.shared.settings_history import settings_history
from kontor.pages.team.house_rooms import ROOMS

UNPROCESSABLE, CONFLICT = 422, 409
Row = Mapping[str, object]


class SettingForm(forms.Form):
    """A form over what is set now: `row` as the act knows it, `texts` as it stands in the fields.

    The hidden `seen` goes back with it, and tells the act what the reader saw.
    """

    use_required_attribute = False
    HELPS: ClassVar[Mapping[str, Sentence]] = {}

    def __init__(self, row: Row, texts: Mapping[str, str], data: Any = None) -> None:
        super().__init__(data, initial=dict(texts))
        self.seen = str(data.get("shown", "")) if data is not None else shown(row)
        self.helps: dict[str, Sentence] = dict(self.HELPS)

    def typed(self) -> dict[str, str]:
        """The text of each field."""
        return {name: str(self[name].value() or "") for name in self.fields}

    def show_faults(self, invalid: Invalid) -> None:
        """Each at its field, unless that could not even be read."""
        for fault in invalid.faults:
            add_fault(self, fault.field, fault)

    def show_saved(self, row: Row, texts: Mapping[str, str]) -> None:
        """Say at each field what somebody else has saved there; saving again takes its place."""
        self.seen = shown(row)
        for name, typed in self.typed().items():
            if typed != texts[name]:
                words = dict(getattr(self.fields[name], "choices", ())).get(texts[name])
                self.helps[name] = S("Saved in the meantime: {text}", text=words or texts[name])


def room(
    request: HttpRequest,
    key: str,
    template: str,
    context: Mapping[str, object],
    status: int = 200,
) -> HttpResponse:
    """A page of the room `key`."""
    frame = {
        "rooms": ROOMS,
        "here": key,
        "history": settings_history(key),
        "age_of_rules": age_notice(today_of(request)),
    }
    return render(request, f"team/settings/{template}.html", {**frame, **context}, status=status)
