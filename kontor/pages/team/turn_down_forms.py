"""What an advisor says to the member when an order does not go on: a question, or grounds."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from kontor.foundation.saying import say
from kontor.foundation.sentence import S, Sentence
from kontor.foundation.text import unified_lines
from kontor.foundation.written import Language
from kontor.orders.ground_texts import ground_text
from kontor.orders.grounds import GROUNDS, LONGEST_TEXT, Ground
from kontor.pages.shared.forms import TypedField


class WordsForm(forms.Form):
    """What the advisor says to the member, in the member's `language`."""

    use_required_attribute = False
    text = TypedField(
        label=_("Your words to the member"), widget=forms.Textarea, max_length=LONGEST_TEXT
    )

    def __init__(self, *given: Any, language: Language) -> None:
        super().__init__(*given)
        self.language = language
        self.fields["text"].widget.attrs["lang"] = language

    def words(self) -> str:
        """The text as typed."""
        return self.typed("text")

    def typed(self, name: str) -> str:
        """What was typed in a field, with LINE FEED as its line break."""
        return unified_lines(str(self[name].value() or ""))


@dataclass(frozen=True)
class GroundRow:
    """A ground with the field for what is said about it."""

    key: str
    title: Sentence
    text: BoundField


class GroundsForm(WordsForm):
    """The eight grounds of the review, each with its own text, prefilled for the member."""

    any_stage = False
    suggested: Sequence[Ground] = ()

    def __init__(self, *given: Any, language: Language) -> None:
        super().__init__(*given, language=language)
        self.offered = [each for each in GROUNDS.values() if each.any_stage or not self.any_stage]
        self.fields["grounds"] = forms.MultipleChoiceField(
            label=_("Grounds"),
            required=False,
            widget=forms.CheckboxSelectMultiple,
            choices=[(ground.key, say(ground.title)) for ground in self.offered],
        )
        for ground in self.offered:
            self.fields[_field(ground.key)] = TypedField(
                label=say(S("To the member about “{ground}”", ground=ground.title)),
                widget=forms.Textarea(attrs={"lang": language}),
                max_length=LONGEST_TEXT,
                initial=ground_text(ground.key, language),
            )
        self.order_fields(["grounds", *(_field(ground.key) for ground in self.offered)])

    def suggest(self, keys: Iterable[str]) -> None:
        """Tick what the review's checks found, as far as it can be chosen here."""
        found = set(keys)
        self.suggested = [each for each in self.offered if each.key in found]
        self.initial["grounds"] = [each.key for each in self.suggested]

    @property
    def rows(self) -> list[GroundRow]:
        return [GroundRow(each.key, each.title, self[_field(each.key)]) for each in self.offered]

    def chosen(self) -> list[str]:
        """The keys of the ticked grounds."""
        return [str(key) for key in self["grounds"].value() or ()]

    def ground_texts(self) -> dict[str, str]:
        """What is said about each ticked ground; one whose field was not sent is left out."""
        sent = [each.key for each in self.offered if _field(each.key) in self.data]
        return {key: self.typed(_field(key)) for key in self.chosen() if key in sent}


class AnyStageForm(GroundsForm):
    """The four grounds that count at any stage."""

    any_stage = True


def _field(key: str) -> str:
    return f"text_{key}"
