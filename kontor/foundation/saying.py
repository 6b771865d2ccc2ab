"""The Django edge of sentences: from a `Sentence` to words in a reader's language."""

from contextlib import nullcontext
from typing import Any

from django.utils import translation

from kontor.foundation.sentence import Sentence
from kontor.foundation.written import Language


def say(sentence: Sentence, language: Language | None = None) -> str:
    """The sentence in words; without `language` in the one that the page speaks."""
    speaking: Any = translation.override(language) if language else nullcontext()
    with speaking:
        return sentence.said(
            language or spoken(),
            translation.gettext,
            translation.ngettext,
        )


def spoken() -> Language:
    """The language that the present page speaks."""
    return "en" if (translation.get_language() or "").startswith("en") else "de"
