"""The form in which administrators word a kind of mail: a field per sentence and language."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from kontor.actions.keep_mail_texts import LANGUAGES, Place, usual_words
from kontor.foundation.letter_wording import LONGEST, Part, Wording
from kontor.foundation.refusal import Invalid
from kontor.foundation.saying import say, spoken
from kontor.foundation.sentence import S, Sentence
from kontor.foundation.written import Language
from kontor.pages.shared.forms import TypedField, add_fault
from kontor.pages.team.mail_words import PARTS, PLACEHOLDERS

NAMES = {"de": _("German"), "en": _("English")}
LONG = 80  # characters of a line; what may be longer gets a field of several lines


@dataclass(frozen=True)
class Told:
    """A field, and what stands below its label: other words that count or counted."""

    language: Language
    field: BoundField
    help: Sentence | str
    rows: int


@dataclass(frozen=True)
class Row:
    """A sentence with its two fields. `known`: each placeholder with words and an example."""

    part: Sentence
    own: bool
    fields: list[Told]
    known: list[tuple[str, Sentence, str]]


class WordsForm(forms.Form):
    """Fields are named `de-<key of the wording>`; empty means the usual words."""

    use_required_attribute = False

    def __init__(
        self, purpose: str, wordings: list[Wording], own: Mapping[Place, str], data: Any = None
    ) -> None:
        self.wordings, self.own, self.usually = wordings, own, usual_words(purpose)
        super().__init__(
            data, initial={self.name(*place): self._now(*place) for place in self.places}
        )
        for wording, language in self.places:
            long = LONGEST[wording.part] > LONG
            self.fields[self.name(wording, language)] = TypedField(
                label=NAMES[language],
                max_length=LONGEST[wording.part],
                widget=forms.Textarea() if long else forms.TextInput(),
            )

    @property
    def places(self) -> list[tuple[Wording, Language]]:
        return [(wording, language) for wording in self.wordings for language in LANGUAGES]

    @staticmethod
    def name(wording: Wording, language: Language) -> str:
        return f"{language}-{wording.key}"

    @property
    def typed(self) -> dict[Place, str]:
        """What stands in the fields of a bound form, as the act takes it."""
        return {
            (wording.key, language): self.data.get(self.name(wording, language), "")
            for wording, language in self.places
        }

    def show_faults(self, invalid: Invalid) -> None:
        """At the fields that they are about."""
        for fault in invalid.faults:
            key, _dot, language = fault.field.partition(".")
            add_fault(self, f"{language}-{key}", fault)

    def rows(self, saved: Mapping[Place, str] | None = None) -> Iterator[Row]:
        """As the page draws them; `saved`: what somebody else has kept in the meantime."""
        for wording in self.wordings:
            yield Row(
                part=PARTS[wording.part],
                own=any((wording.message, language) in self.own for language in LANGUAGES),
                fields=[self._told(wording, language, saved) for language in LANGUAGES],
                known=list(_known(wording)),
            )

    def _now(self, wording: Wording, language: Language) -> str:
        usual = self.usually[wording.key, language]
        return self.own.get((wording.message, language), usual)

    def _told(
        self, wording: Wording, language: Language, saved: Mapping[Place, str] | None
    ) -> Told:
        field = self[self.name(wording, language)]
        usual = self.usually[wording.key, language]
        now = self._now(wording, language)
        told: Sentence | str = ""
        if saved is not None and field.value() != now:
            told = S("Saved in the meantime: {text}", text=now)
        elif now != usual or field.value() != usual:
            told = S("Usual words: {text}", text=usual)
        rows = 4 if wording.part is Part.PARAGRAPH else 2
        return Told(language, field, told, rows)


def _known(wording: Wording) -> Iterator[tuple[str, Sentence, str]]:
    values = wording.sentence.data
    for name in wording.placeholders:
        example = say(S(f"{{{name}}}", **{name: values[name]}), spoken())
        yield f"{{{name}}}", PLACEHOLDERS.get(name, S("a value")), example
