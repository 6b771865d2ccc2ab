"""Filters that write sentences, amounts and days in the reader's language.

A template hands a filter None where nothing is known, and empty text where a name leads nowhere;
both are written as nothing.
"""

from datetime import date, datetime
from decimal import Decimal

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, ngettext

from kontor.foundation.sentence import S, Sentence
from kontor.foundation.written import (
    BERLIN,
    MONTHS,
    WEEKDAYS,
    Language,
    amount_text,
    day_text,
    money_text,
    number_text,
    short_day_text,
    weekday_text,
)
from kontor.pages.shared.parts.shapes import Words

register = template.Library()


def reader_language() -> Language:
    """German unless the page speaks English."""
    return "en" if (get_language() or "de").startswith("en") else "de"


def in_words(words: Words | None) -> str:
    """Text as it is, a sentence in the reader's language, nothing for None."""
    if isinstance(words, Sentence):
        return words.said(reader_language(), gettext, ngettext)
    return "" if words is None else str(words)


@register.filter
def said(words: Words | None) -> str:
    """`{{ refusal.sentence|said }}`: a Sentence in the reader's language; text stays as it is."""
    return in_words(words)


@register.filter
def money(amount: Decimal | int | None) -> str:
    """`€1,234.50` or `1.234,50 €`; a minus is a minus sign."""
    if not isinstance(amount, Decimal | int):
        return ""
    return money_text(Decimal(amount), reader_language()).replace("-", "\N{MINUS SIGN}")


@register.filter
def figure(amount: Decimal | int | None) -> str:
    """An amount without currency, where the column says it: `1,234.50`."""
    if not isinstance(amount, Decimal | int):
        return ""
    return amount_text(Decimal(amount), reader_language()).replace("-", "\N{MINUS SIGN}")


@register.filter
def whole(amount: Decimal) -> str:
    """An amount in whole euros without currency, for the chart: `6,550`."""
    return amount_text(amount, reader_language(), decimals=0)


@register.filter
def number(value: Decimal | int | None) -> str:
    """A quantity or percentage without trailing zeros: `7.5` or `7,5`."""
    return number_text(value, reader_language()) if isinstance(value, Decimal | int) else ""


@register.filter
def day(value: date | None) -> str:
    """`22 March 2027` or `22. März 2027`."""
    return day_text(_berlin_day(value), reader_language()) if isinstance(value, date) else ""


@register.filter
def day_and_month(value: date | None) -> str:
    """`22 March` or `22. März`."""
    if not isinstance(value, date):
        return ""
    local, language = _berlin_day(value), reader_language()
    dot = "." if language == "de" else ""
    return f"{local.day}{dot} {MONTHS[language][local.month - 1]}"


@register.filter
def weekday(value: date | None) -> str:
    """`Monday 22 March 2027` or `Montag, 22. März 2027`."""
    return weekday_text(_berlin_day(value), reader_language()) if isinstance(value, date) else ""


@register.filter
def weekday_short(value: date | None) -> str:
    """`Mon 22 March` or `Mo., 22. März`."""
    if not isinstance(value, date):
        return ""
    mark = ".," if reader_language() == "de" else ""
    return f"{weekday_name_short(value)}{mark} {day_and_month(value)}"


@register.filter
def weekday_name_short(value: date) -> str:
    """`Mon` or `Mo`."""
    language = reader_language()
    return WEEKDAYS[language][_berlin_day(value).weekday()][: 3 if language == "en" else 2]


@register.filter
def month_short(value: date) -> str:
    """`Mar` or `Mär`."""
    return MONTHS[reader_language()][value.month - 1][:3]


@register.filter
def day_and_month_short(value: date) -> str:
    """`18 Mar` or `18. Mär`."""
    dot = "." if reader_language() == "de" else ""
    return f"{_berlin_day(value).day}{dot} {month_short(value)}"


@register.filter
def day_typed(value: date | None) -> str:
    """As typed into a field: `22/03/2027` or `22.03.2027`."""
    return short_day_text(_berlin_day(value), reader_language()) if isinstance(value, date) else ""


@register.filter
def moment(value: datetime | None) -> str:
    """`12 March, 09:06` or `12. März, 09:06`, in Berlin."""
    return f"{day_and_month(value)}, {clock(value)}" if isinstance(value, date) else ""


@register.filter
def clock(value: datetime | None) -> str:
    """`09:06`, in Berlin."""
    return f"{value.astimezone(BERLIN):%H:%M}" if isinstance(value, date) else ""


@register.simple_tag
def period(first: date, last: date | None) -> str:
    """`22 March – 23 April 2027`, `1–6 June 2027`, or one day; the year stands once.

    Without a last day: `from 22 March 2027 until further notice`.
    """
    if last is None:
        return in_words(S("from {day} until further notice", day=first))
    if first == last:
        return day(first)
    if (first.year, first.month) == (last.year, last.month):
        dot = "." if reader_language() == "de" else ""
        return f"{first.day}{dot}–{day(last)}"
    begin = day_and_month(first) if first.year == last.year else day(first)
    return f"{begin} – {day(last)}"


@register.filter
def underlined(text: str, query: str) -> SafeString:
    """The first place where `query` stands in `text`, underlined, whatever its case."""
    at = text.casefold().find(query.casefold()) if query else -1
    if at < 0 or len(text.casefold()) != len(text):
        return conditional_escape(text)
    before, match, after = text[:at], text[at : at + len(query)], text[at + len(query) :]
    pieces = (conditional_escape(before), conditional_escape(match), conditional_escape(after))
    return mark_safe("{}<mark>{}</mark>{}".format(*pieces))  # noqa: S308 - each piece is escaped


def _berlin_day(value: date) -> date:
    return value.astimezone(BERLIN).date() if isinstance(value, datetime) else value
