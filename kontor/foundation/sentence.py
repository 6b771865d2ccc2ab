"""A sentence for people: an English message id with {placeholders} and the values for them.

The pure core says things with it and knows no language. The edge turns it into words with
`sentence.said(language, gettext, ngettext)`; `sentence.english()` needs no catalogue at all.
Message ids are found by extraction with the keywords `S`, `Sentence` and `plural:1,2`.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import reduce
from typing import Self, TypeAlias

from kontor.foundation.written import (
    Language,
    Money,
    Weekday,
    day_text,
    moment_text,
    money_text,
    number_text,
    weekday_text,
)

Datum: TypeAlias = "str | int | Decimal | Money | date | Weekday | Sentence"
Gettext = Callable[[str], str]
Ngettext = Callable[[str, str, int], str]

_PLACEHOLDER = re.compile(r"\{(\w+)\}")


def placeholders(text: str) -> list[str]:
    """The names in curly brackets, in the order of the text, as often as they stand there."""
    return _PLACEHOLDER.findall(text)


@dataclass(frozen=True, init=False)
class Sentence:
    """An English message id, its plural where there is one, and the values of its placeholders.

    Values: text (kept as it is), int and Decimal (a plain number), `Money` (euros), date,
    `Weekday`, datetime with a zone (shown in Berlin), or another sentence (translated first).
    A placeholder without a value is a ValueError at once, not a hole in front of a reader.
    """

    text: str
    many: str | None
    values: tuple[tuple[str, Datum], ...]

    def __init__(self, text: str, /, **data: Datum) -> None:
        _fill(self, text, None, data)

    @classmethod
    def plural(cls, one: str, many: str, n: int, /, **data: Datum) -> Self:
        """A sentence that counts; `{n}` stands for the number in both forms."""
        sentence = cls.__new__(cls)
        _fill(sentence, one, many, {"n": n, **data})
        return sentence

    @property
    def data(self) -> dict[str, Datum]:
        """The values by the name of their placeholder."""
        return dict(self.values)

    @property
    def form(self) -> str:
        """The message id that is said: one or many by `n`, as English and German count."""
        if self.many is None or self.data["n"] == 1:
            return self.text
        return self.many

    def pattern(self, gettext: Gettext, ngettext: Ngettext) -> str:
        """The sentence of a catalogue with its placeholders still open."""
        if self.many is None:
            return gettext(self.text)
        return ngettext(self.text, self.many, int(str(self.data["n"])))

    def said(
        self, language: Language, gettext: Gettext, ngettext: Ngettext, own: str | None = None
    ) -> str:
        """The sentence in words; the two functions look message ids up in a catalogue.

        `own`: other words with the same placeholders, in place of the catalogue's.
        """
        data = self.data
        pattern = self.pattern(gettext, ngettext) if own is None else own

        def fill(match: re.Match[str]) -> str:
            name = match[1]
            if name not in data:
                return match[0]
            return _written(data[name], language, gettext, ngettext)

        return _PLACEHOLDER.sub(fill, pattern)

    def english(self) -> str:
        """Plain English, without any catalogue."""
        return self.said("en", lambda text: text, lambda one, many, n: one if n == 1 else many)

    def __str__(self) -> str:
        return self.english()

    def message_ids(self) -> Iterator[str]:
        """The message ids of this sentence and of those inside it, for tests of a catalogue."""
        yield self.text
        for _, value in self.values:
            if isinstance(value, Sentence):
                yield from value.message_ids()


S = Sentence


def one_after_another(first: Sentence, *others: Sentence) -> Sentence:
    """Several sentences as one text."""
    return reduce(lambda said, more: S("{one} {more}", one=said, more=more), others, first)


def _fill(sentence: Sentence, text: str, many: str | None, data: Mapping[str, Datum]) -> None:
    missing = set(placeholders(text + (many or ""))) - data.keys()
    if missing:
        raise ValueError(f"{text!r} lacks a value for {sorted(missing)}")
    object.__setattr__(sentence, "text", text)
    object.__setattr__(sentence, "many", many)
    object.__setattr__(sentence, "values", tuple(sorted(data.items())))


def _written(value: Datum, language: Language, gettext: Gettext, ngettext: Ngettext) -> str:
    match value:
        case Sentence():
            text = value.said(language, gettext, ngettext)
        case Money():
            text = money_text(value.amount, language)
        case Weekday():
            text = weekday_text(value.day, language)
        case datetime():
            text = moment_text(value, language)
        case date():
            text = day_text(value, language)
        case str():
            text = value
        case _:
            text = number_text(value, language)
    return text
