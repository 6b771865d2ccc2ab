"""Form fields that keep exactly what was typed and turn it into values.

A field that cannot be read says why, in the words of foundation.refusal; nothing is required
here, because what is missing depends on what somebody wants to do with the form.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from kontor.foundation.days import parse_day
from kontor.foundation.money import parse_amount
from kontor.foundation.refusal import Fault, Unreadable
from kontor.foundation.saying import say, spoken
from kontor.foundation.sentence import S, Sentence
from kontor.foundation.text import unified_lines
from kontor.foundation.written import amount_text, short_day_text

MISSING = "missing"


class TypedField(forms.Field):
    """Text, character for character, with LINE FEED as its line break.

    `max_length` is only shown to the reader as the limit; the rules of the room judge it.
    """

    widget: Any = forms.TextInput

    def __init__(self, *, max_length: int | None = None, **options: Any) -> None:
        super().__init__(required=False, **options)
        self.max_length = max_length

    def clean(self, value: Any) -> Any:
        """The value of the typed text. Raises ValidationError in the reader's language."""
        try:
            return self.read(unified_lines(str(value or "")))
        except Unreadable as unreadable:
            raise ValidationError(say(unreadable.sentence)) from unreadable

    def read(self, text: str) -> Any:
        """The value of `text`. Raises Unreadable."""
        return text


class AmountField(TypedField):
    """A Decimal of at most `decimals` places between 0 and `maximum`; None for no text."""

    def __init__(self, *, decimals: int, maximum: Decimal, **options: Any) -> None:
        options.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal"}))
        super().__init__(**options)
        self.decimals = decimals
        self.maximum = maximum

    def read(self, text: str) -> Decimal | None:
        if not text.strip():
            return None
        return parse_amount(text, spoken(), self.decimals, self.maximum)


class WholeField(AmountField):
    """A whole number from 0 to `maximum`; None for no text."""

    def __init__(self, *, maximum: int, **options: Any) -> None:
        options.setdefault("widget", forms.TextInput(attrs={"inputmode": "numeric"}))
        super().__init__(decimals=0, maximum=Decimal(maximum), **options)

    def read(self, text: str) -> int | None:  # type: ignore[override]  # whole numbers are narrower
        number = super().read(text)
        return None if number is None else int(number)


class DayField(TypedField):
    """A day as people write it; None for no text."""

    widget: Any = forms.DateInput

    def read(self, text: str) -> date | None:
        return parse_day(text) if text.strip() else None


class PickField(forms.ChoiceField):
    """One of the choices, or nothing; anything else is asked back."""

    def __init__(self, *, choices: Any = (), **options: Any) -> None:
        super().__init__(choices=choices, required=False, **options)

    def clean(self, value: Any) -> str:
        picked = str(value or "")
        if picked and not self.valid_value(picked):
            raise ValidationError(say(S("Choose an entry from the list.")))
        return picked


def written_amount(value: Decimal | None) -> str:
    """A price as it stands in a field: `1,640.00`, longer only where it has more decimals."""
    return "" if value is None else amount_text(value, spoken(), _decimals(value, least=2))


def written_number(value: Decimal | int | None) -> str:
    """A quantity as it stands in a field: `62`, `7.5`, `1500`."""
    if value is None:
        return ""
    written = amount_text(Decimal(value), spoken(), _decimals(Decimal(value), least=0))
    # Without thousands: `1,500` could mean two things and would be asked back.
    return written.replace("." if spoken() == "de" else ",", "")


def _decimals(value: Decimal, least: int) -> int:
    decimals = max(least, len(f"{value:f}".partition(".")[2].rstrip("0")))
    # A mark before exactly three digits could mean two things: `2.125` is written `2.1250`.
    return decimals if decimals != 3 else 4  # noqa: PLR2004


def written_day(value: date | None) -> str:
    """A day as it stands in a field: `22/03/2027`, `22.03.2027`."""
    return "" if value is None else short_day_text(value, spoken())


def add_fault(form: forms.BaseForm, field: str, fault: Fault) -> None:
    """Show the fault at a field of a bound form, unless the field has one already."""
    if field not in form.errors:
        code = MISSING if fault.missing else "wrong"
        form.add_error(field, ValidationError(say(fault.sentence), code=code))


def read_faults(form: forms.BaseForm) -> dict[str, list[str]]:
    """What could not be read or is wrong, by field."""
    return {name: [str(error) for error in errors] for name, errors in form.errors.items()}


def summary_title(codes: Iterable[str]) -> Sentence:
    """The headline over faults with these codes: how many are missing, or need a change."""
    found = list(codes)
    if all(code == MISSING for code in found):
        return S.plural("{n} thing is missing", "{n} things are missing", len(found))
    return S.plural("{n} entry needs a change", "{n} entries need a change", len(found))
