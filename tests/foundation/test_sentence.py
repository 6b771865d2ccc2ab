"""Sentences carry data and know no language."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from kontor.foundation.sentence import S, Sentence
from kontor.foundation.written import Money, Weekday

GERMAN = {"{who} owes {sum} since {day}.": "{who} schuldet {sum} seit {day}."}


def german(sentence: Sentence) -> str:
    return sentence.said("de", lambda text: GERMAN.get(text, text), lambda _one, many, _n: many)


def test_amounts_and_days_are_written_in_the_readers_form() -> None:
    owing = S(
        "{who} owes {sum} since {day}.",
        who="Anna",
        sum=Money(Decimal("1234.5")),
        day=date(2027, 3, 18),
    )
    assert owing.english() == "Anna owes €1,234.50 since 18 March 2027."
    assert german(owing) == "Anna schuldet 1.234,50\N{NO-BREAK SPACE}€ seit 18. März 2027."


def test_moments_are_shown_in_berlin_with_their_weekday() -> None:
    by = S(
        "by {moment}, on {day}",
        moment=datetime(2027, 3, 23, 9, 42, tzinfo=UTC),
        day=Weekday(date(2027, 3, 22)),
    )
    assert by.english() == "by Tuesday 23 March 2027, 10:42, on Monday 22 March 2027"
    assert german(by) == "by Dienstag, 23. März 2027, 10:42 Uhr, on Montag, 22. März 2027"


def test_plurals_choose_by_their_number() -> None:
    def things(n: int) -> str:
        return Sentence.plural("{n} thing is missing", "{n} things are missing", n).english()

    assert things(1) == "1 thing is missing"
    assert things(2) == "2 things are missing"
    assert things(12000) == "12,000 things are missing"


def test_a_sentence_inside_a_sentence_is_translated_too() -> None:
    assert S("{a}!", a=S("x {b}", b=Decimal("1.50"))).english() == "x 1.5!"
    assert list(S("{a}!", a=S("inner")).message_ids()) == ["{a}!", "inner"]


def test_braces_in_typed_text_stay_as_typed() -> None:
    assert S("Title: {title}", title="{0} {title} {{x}}").english() == "Title: {0} {title} {{x}}"


def test_a_placeholder_without_a_value_is_an_error_at_once() -> None:
    with pytest.raises(ValueError, match="lacks a value"):
        S("Until {day}")


def test_a_translation_with_an_unknown_placeholder_does_not_fail() -> None:
    said = S("Until {day}", day=date(2027, 1, 1)).said("de", lambda _: "Bis {tag}", lambda *_: "")
    assert said == "Bis {tag}"


def test_equal_sentences_are_equal_values() -> None:
    assert S("{n} x", n=1) == S("{n} x", n=1)
    assert len({S("{n} x", n=1), S("{n} x", n=1), S("{n} x", n=2)}) == 2
