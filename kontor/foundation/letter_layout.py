"""The one layout of every letter: subject, plain text and HTML in the reader's language.

The HTML is one column of 600 px with system fonts and inlined light colours, no picture and
nothing from elsewhere (design § 8). Both bodies say the same words in the same order.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import css_inline
from django.template import Context, Engine, Template

from kontor.foundation.letter import (
    Fact,
    Letter,
    Recipient,
    Sender,
    Typed,
    Value,
    Words,
    manners,
)
from kontor.foundation.saying import USUAL, say
from kontor.foundation.sentence import Sentence
from kontor.foundation.written import (
    Language,
    Money,
    Weekday,
    day_text,
    moment_text,
    money_text,
    weekday_text,
)

TEMPLATES = Path(__file__).parent / "templates"
IMPRINT_DOT = " · "

_inliner = css_inline.CSSInliner(load_remote_stylesheets=False, keep_at_rules=True)


@dataclass(frozen=True)
class Rendered:
    """A letter in words: `subject` in one line, `text` and `html` whole."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True)
class _Paragraph:
    words: str
    quoted: bool


@dataclass(frozen=True)
class _Row:
    label: str
    value: str
    more: str


def render(
    letter: Letter,
    recipient: Recipient,
    sender: Sender,
    link: str | None,
    own: Mapping[str, str] = USUAL,
) -> Rendered:
    """The letter in the recipient's language; `link` is the address behind its button, if any.

    `own`: the house's own words in that language, by the message id of the sentence they replace
    (letter_wording.py tells which may be replaced).
    """
    if (letter.button is None) != (link is None):
        raise ValueError("a button needs an address, and an address a button")
    parts = _parts(letter, recipient, sender, link, own)
    css, template = _layout()
    html = template.render(Context({**parts, "css": css}))
    return Rendered(parts["subject"], _text(parts), _inliner.inline(html))


@cache
def _layout() -> tuple[str, Template]:
    """Read once. An engine of its own: a letter needs nothing of the pages' templates."""
    engine = Engine(dirs=[str(TEMPLATES)], builtins=["django.template.defaultfilters"])
    css = (TEMPLATES / "mail" / "letter.css").read_text()
    return css, engine.get_template("mail/letter.html")


def _parts(
    letter: Letter,
    recipient: Recipient,
    sender: Sender,
    link: str | None,
    own: Mapping[str, str],
) -> dict[str, Any]:
    language, polite = recipient.language, manners(recipient, sender)

    def words(part: Value | None) -> str:
        match part:
            case None:
                return ""
            case Typed():
                return part.text
            case Sentence():
                return say(part, language)
        return _value_text(part, language)

    def prose(part: Words | None) -> str:
        return say(part, language, own) if isinstance(part, Sentence) else words(part)

    def paragraphs(parts: tuple[Words, ...]) -> list[_Paragraph]:
        return [_Paragraph(prose(part), isinstance(part, Typed)) for part in parts]

    def row(fact: Fact) -> _Row:
        return _Row(words(fact.label), words(fact.value), words(fact.more))

    return {
        **{name: prose(getattr(letter, name)) for name in ("subject", "heading", "button", "note")},
        **{name: prose(getattr(polite, name)) for name in ("salutation", "closing", "questions")},
        "paragraphs": paragraphs(letter.paragraphs),
        "facts": [row(fact) for fact in letter.facts],
        "pointers": letter.pointers,
        "after": paragraphs(letter.after),
        "language": language,
        "sender": sender,
        "imprint": _imprint(sender, language),
        "link": link,
    }


def _value_text(value: Money | Weekday | date | datetime, language: Language) -> str:
    match value:
        case Money():
            return money_text(value.amount, language)
        case Weekday():
            return weekday_text(value.day, language)
        case datetime():
            return moment_text(value, language)
    return day_text(value, language)


def _imprint(sender: Sender, language: Language) -> str:
    vat = say(Sentence("VAT number {number}", number=sender.vat_number), language)
    parts = (sender.name, sender.address, sender.register, vat if sender.vat_number else "")
    return IMPRINT_DOT.join(part for part in parts if part)


def _text(parts: dict[str, Any]) -> str:
    sender: Sender = parts["sender"]
    blocks = [
        sender.short_name,
        parts["heading"],
        parts["salutation"],
        *map(_plain_paragraph, parts["paragraphs"]),
        "\n".join(map(_plain_row, parts["facts"])),
        *(f"{pointer.text}\n{pointer.url}" for pointer in parts["pointers"]),
        "\n".join(part for part in (parts["button"], parts["note"], parts["link"]) if part),
        *map(_plain_paragraph, parts["after"]),
        f"{parts['closing']}\n{sender.name}",
        f"-- \n{parts['questions']}\n{parts['imprint']}",
    ]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _plain_paragraph(paragraph: _Paragraph) -> str:
    if not paragraph.quoted:
        return paragraph.words
    return "\n".join(f"> {line}".rstrip() for line in paragraph.words.splitlines())


def _plain_row(row: _Row) -> str:
    value = f"{row.value}, {row.more}" if row.more else row.value
    return f"{row.label}: {value}"
