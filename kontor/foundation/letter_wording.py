"""Which sentences of a letter a house may say in its own words, and what such words must hold.

Its prose: subject, heading, paragraphs, button and notes, and the manners around it. The box of
facts, quotations, the link and the imprint stay as they are: they say what is the case, in the
words of the pages and documents. Pure.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from kontor.foundation.letter import Audience, Letter, Manners
from kontor.foundation.sentence import S, Sentence, placeholders
from kontor.foundation.text import is_blank, text_faults


class Part(StrEnum):
    """Where in a letter a sentence stands."""

    SUBJECT = "subject"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    BUTTON = "button"
    NOTE = "note"
    SALUTATION = "salutation"
    CLOSING = "closing"
    QUESTIONS = "questions"


# In characters, placeholders as typed. A subject is short enough that the longest name and title
# still fit into a header (message.LONGEST_HEADER).
LONGEST = {
    Part.SUBJECT: 90,
    Part.HEADING: 200,
    Part.PARAGRAPH: 2000,
    Part.BUTTON: 60,
    Part.NOTE: 300,
    Part.SALUTATION: 120,
    Part.CLOSING: 60,
    Part.QUESTIONS: 300,
}


@dataclass(frozen=True)
class Sample:
    """A kind of mail with invented values: each branch of its letters stands in one of `letters`.

    `to` says who gets it. `group` is where it is listed: `client`, `member`, `team`, `account` or
    `manners`. `names` are those of its readers.
    """

    purpose: str
    group: str
    to: Sentence
    audience: Audience
    letters: tuple[Letter, ...]
    names: tuple[str, ...]


@dataclass(frozen=True)
class Wording:
    """A sentence that may be put in other words; `sentence` holds the values of a sample."""

    part: Part
    sentence: Sentence

    @property
    def message(self) -> str:
        """The English message id, of a sentence that counts that of its form."""
        return self.sentence.form

    @property
    def key(self) -> str:
        """A short name for fields; the same as long as the message id is the same."""
        return sha256(self.message.encode()).hexdigest()[:12]

    @property
    def placeholders(self) -> list[str]:
        """What must stand in other words too, each once."""
        return list(dict.fromkeys(placeholders(self.message)))


def wordings_of(letters: Sequence[Letter]) -> list[Wording]:
    """Each sentence once, in the order of the first letter that says it, under its first part."""
    return _once(found for letter in letters for found in _in_letter(letter))


def wordings_of_manners(manners: Sequence[Manners]) -> list[Wording]:
    """The same for what stands around every letter."""
    return _once(
        Wording(part, sentence)
        for each in manners
        for part, sentence in (
            (Part.SALUTATION, each.salutation),
            (Part.CLOSING, each.closing),
            (Part.QUESTIONS, each.questions),
        )
    )


def wording_faults(wording: Wording, text: str) -> list[Sentence]:
    """Everything wrong with `text` in place of the sentence; blank text means the usual words.

    Every placeholder of the usual sentence must stand in it, for without it the reader would miss
    a fact, and no other; in a subject only once.
    """
    if is_blank(text):
        return []
    several = wording.part is Part.PARAGRAPH
    faults = text_faults(text, LONGEST[wording.part], multiline=several)
    return faults + list(_placeholder_faults(wording, text))


def _placeholder_faults(wording: Wording, text: str) -> Iterator[Sentence]:
    used, known = placeholders(text), wording.placeholders
    for name in dict.fromkeys(used):
        if name not in known:
            yield _unknown(name, known)
        elif wording.part is Part.SUBJECT and used.count(name) > 1:
            yield S("Name {placeholder} only once in a subject.", placeholder=_typed(name))
    for name in known:
        if name not in used:
            yield S("Keep {placeholder}: its readers need it.", placeholder=_typed(name))
    for name in used:
        text = text.replace(_typed(name), "")
    if "{" in text or "}" in text:
        yield S(
            "Use curly brackets only around a placeholder, as in {example}.",
            example=_typed(known[0] if known else "name"),
        )


def _unknown(name: str, known: Sequence[str]) -> Sentence:
    if not known:
        return S(
            "Remove {placeholder}: this sentence has no placeholders.", placeholder=_typed(name)
        )
    return S(
        "There is no {placeholder} here. You can use {known}.",
        placeholder=_typed(name),
        known=", ".join(map(_typed, known)),
    )


def _typed(name: str) -> str:
    return f"{{{name}}}"


def _in_letter(letter: Letter) -> Iterator[Wording]:
    standing = (
        (Part.SUBJECT, (letter.subject,)),
        (Part.HEADING, (letter.heading,)),
        (Part.PARAGRAPH, letter.paragraphs),
        (Part.BUTTON, (letter.button,)),
        (Part.NOTE, (letter.note,)),
        (Part.PARAGRAPH, letter.after),
    )
    for part, words in standing:
        for each in words:
            if isinstance(each, Sentence):
                yield Wording(part, each)


def _once(found: Iterator[Wording]) -> list[Wording]:
    by_message: dict[str, Wording] = {}
    for wording in found:
        by_message.setdefault(wording.message, wording)
    return list(by_message.values())
