"""The Django edge of sentences: from a `Sentence` to words in a reader's language."""

from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from django.utils import translation

from kontor.foundation.sentence import Sentence
from kontor.foundation.written import Language

USUAL: Mapping[str, str] = {}


def say(
    sentence: Sentence, language: Language | None = None, own: Mapping[str, str] = USUAL
) -> str:
    """The sentence in words; without `language` in the one that the page speaks.

    `own`: other words in that language by the message id that they replace.
    """
    with _speaking(language):
        return sentence.said(
            language or spoken(),
            translation.gettext,
            translation.ngettext,
            own.get(sentence.form),
        )


def usual(sentence: Sentence, language: Language) -> str:
    """The catalogue's words for the sentence, with its placeholders still open."""
    with _speaking(language):
        return sentence.pattern(translation.gettext, translation.ngettext)


def _speaking(language: Language | None) -> AbstractContextManager[Any]:
    return translation.override(language) if language else nullcontext()


def spoken() -> Language:
    """The language that the present page speaks."""
    return "en" if (translation.get_language() or "").startswith("en") else "de"
