"""Typed text: what cannot be stored is named, everything else is kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kontor.foundation.text import is_blank, text_faults, unified_lines


def said(value: str, limit: int = 100, *, multiline: bool = False) -> list[str]:
    return [fault.english() for fault in text_faults(value, limit, multiline=multiline)]


@pytest.mark.parametrize(
    ("character", "name"),
    [
        ("\x00", "U+0000 NULL"),
        ("\x07", "U+0007 BELL"),
        ("\x1b", "U+001B ESCAPE"),
        ("\x9f", "U+009F"),
        ("\ud800", "U+D800"),
        ("\uffff", "U+FFFF"),
        ("\U0001fffe", "U+1FFFE"),
        ("\u202e", "U+202E RIGHT-TO-LEFT OVERRIDE"),
        ("\u200f", "U+200F RIGHT-TO-LEFT MARK"),
        ("\u2066", "U+2066 LEFT-TO-RIGHT ISOLATE"),
        ("\u2028", "U+2028 LINE SEPARATOR"),
        ("\r", "U+000D CARRIAGE RETURN"),
    ],
)
def test_invisible_characters_are_refused_by_name(character: str, name: str) -> None:
    assert said(f"a{character}b", multiline=True) == [f"Remove the invisible character {name}."]


def test_line_breaks_and_tabs_belong_into_long_texts_only() -> None:
    assert said("one\n\ttwo", multiline=True) == []
    assert said("one\ntwo") == ["Write this in one line, without line breaks."]
    assert said("one\ttwo") == ["Remove the invisible character U+0009 TAB."]


def test_no_header_can_be_forged_through_a_single_line() -> None:
    assert said(unified_lines("Offer\r\nBcc: x@y.de"))


def test_overlong_text_says_by_how_much() -> None:
    assert said("x" * 101) == ["Shorten this by 1 character: at most 100 fit."]
    assert said("x" * 1101) == ["Shorten this by 1,001 characters: at most 100 fit."]


@pytest.mark.parametrize(
    "text",
    ["Grüße, Łódź, Ελλάδα, Київ", "שלום", "emoji 🎉", "<script>{{7*7}}</script>", "=cmd() ']]>"],
)
def test_everything_readable_is_kept(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "\N{NO-BREAK SPACE}", "\N{ZERO WIDTH SPACE}"])
def test_only_spaces_are_nothing(text: str) -> None:
    assert is_blank(text)
    assert not is_blank(f"{text}a")


def test_line_breaks_are_counted_once_however_the_browser_sends_them() -> None:
    assert unified_lines("a\r\nb\rc\nd") == "a\nb\nc\nd"


@given(st.text(alphabet=st.characters(), max_size=200))
def test_text_that_passes_can_be_stored_and_sent(text: str) -> None:
    if not text_faults(text, 200, multiline=True):
        assert text.encode("utf-8").decode("utf-8") == text
        assert "\x00" not in text
