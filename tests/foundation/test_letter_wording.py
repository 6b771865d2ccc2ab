"""What a house's own words must hold, and where they are said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kontor.foundation.letter import Letter
from kontor.foundation.letter_layout import render
from kontor.foundation.letter_wording import Part, Wording, wording_faults, wordings_of
from kontor.foundation.sentence import S
from tests.builders.letters import letter, recipient, sender

SUBJECT = Wording(Part.SUBJECT, S("Offer from {member} by {day}", member="Mira", day="Monday"))
PARAGRAPH = Wording(Part.PARAGRAPH, S("{member} waits.", member="Mira"))
PLAIN = Wording(Part.BUTTON, S("View the offer"))
LINK = "https://kontor.example/c/token"


def faults(wording: Wording, text: str) -> list[str]:
    return [fault.english() for fault in wording_faults(wording, text)]


@pytest.mark.parametrize(
    ("wording", "text"),
    [
        (SUBJECT, "By {day}: {member}"),
        (SUBJECT, ""),
        (SUBJECT, "  "),
        (PARAGRAPH, "Dear reader,\n\n{member} waits, and {member} is patient."),
        (PLAIN, "Open it"),
    ],
)
def test_words_with_every_placeholder_are_taken_and_blank_ones_mean_the_usual(
    wording: Wording, text: str
) -> None:
    assert faults(wording, text) == []


@pytest.mark.parametrize(
    ("wording", "text", "says"),
    [
        (SUBJECT, "From {member}", "Keep {day}: its readers need it."),
        (
            SUBJECT,
            "{member} {day} {gross}",
            "There is no {gross} here. You can use {member}, {day}",
        ),
        (SUBJECT, "{day} {member} {day}", "Name {day} only once in a subject."),
        (PLAIN, "See {offer}", "Remove {offer}: this sentence has no placeholders."),
        (PARAGRAPH, "{member} and {", "Use curly brackets only around a placeholder"),
        (PARAGRAPH, "{{member}}", "Use curly brackets only around a placeholder"),
        (PARAGRAPH, "{member } {member}", "Use curly brackets only around a placeholder"),
        (SUBJECT, "{member}\n{day}", "Write this in one line, without line breaks."),
        (PARAGRAPH, "{member}\x07", "Remove the invisible character U+0007 BELL."),
        (SUBJECT, "{member} {day}" + "x" * 90, "Shorten this by 14 characters: at most 90 fit."),
    ],
)
def test_each_fault_is_named(wording: Wording, text: str, says: str) -> None:
    assert any(fault.startswith(says) for fault in faults(wording, text)), faults(wording, text)


@given(st.lists(st.sampled_from(["{member}", "{day}", "{", "}", "so "])).map("".join))
def test_words_without_a_fault_leave_no_bracket_for_the_reader(text: str) -> None:
    if text.strip() and not faults(PARAGRAPH, text):
        said = PARAGRAPH.sentence.said("en", str, lambda one, _many, _n: one, text)
        assert "{" not in said
        assert "Mira" in said


def test_only_prose_is_said_in_other_words() -> None:
    own = {
        "An offer for {client}": "For {client}, with love",
        "View the offer": "Look at it",
        "Dear {name},": "Good day {name},",
        "Service": "Never",
        "VAT number {number}": "Never",
    }
    made = render(letter(), recipient(), sender(), LINK, own)
    for body in (made.text, made.html):
        assert "For Museum Lumenau gGmbH, with love" in body
        assert "Look at it" in body
        assert "Good day Nora Ellerbek," in body
        assert "Never" not in body


def test_own_words_are_escaped_and_keep_their_line_breaks() -> None:
    made = render(letter(), recipient(), sender(), LINK, {"Please take a look.": "<b>A</b>\nB"})
    assert "&lt;b&gt;A&lt;/b&gt;<br>B" in made.html
    assert "<b>A</b>\nB" in made.text


def test_own_words_are_never_taken_for_a_message_of_the_catalogue() -> None:
    german = render(letter(), recipient(language="de"), sender(), LINK, {"Kind regards": "Hello,"})
    assert "\nHello,\n" in f"\n{german.text}"
    assert "Hallo" not in german.text


def test_a_sentence_that_counts_has_two_forms_with_words_of_their_own() -> None:
    def counted(n: int) -> Letter:
        heading = S.plural("{n} piece of news", "{n} pieces of news", n)
        return Letter(subject=S("News"), heading=heading, paragraphs=())

    found = wordings_of([counted(2), counted(1)])
    assert [each.message for each in found[1:]] == ["{n} pieces of news", "{n} piece of news"]
    own = {"{n} piece of news": "Only {n}"}
    one, two = (render(counted(n), recipient(), sender(), None, own).text for n in (1, 2))
    assert "Only 1" in one
    assert "2 pieces of news" in two
