"""A letter in words: plain text and HTML say the same, and typed text is never markup."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kontor.foundation.letter_layout import render
from kontor.foundation.written import Language
from tests.builders.letters import letter, recipient, sender

LINK = "https://kontor.smart.example/c/token"


class Page(HTMLParser):
    """The words of the body, its tags, and its links as (address, words)."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.links: list[tuple[str | None, str]] = []
        self.feed(html.partition("<body")[2].partition(">")[2])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "a":
            self.links.append((dict(attrs).get("href"), ""))

    def handle_data(self, data: str) -> None:
        self.said.append(data)
        if self.tags and self.tags[-1][0] == "a" and not self.links[-1][1]:
            self.links[-1] = (self.links[-1][0], data)


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


@pytest.mark.parametrize("language", ["de", "en"])
def test_both_bodies_say_the_same_words_in_the_same_order(language: Language) -> None:
    made = render(
        letter(quoted="Bitte\n\n<b>ändern</b>"), recipient(language=language), sender(), LINK
    )
    assert words(made.text) == words(" ".join(Page(made.html).said))


@given(st.text(max_size=200))
def test_a_quotation_never_becomes_markup(quoted: str) -> None:
    made = render(letter(quoted=quoted), recipient(), sender(), LINK)
    plain = render(letter(quoted="x"), recipient(), sender(), LINK)
    tags = {name for name, _ in Page(made.html).tags}
    assert tags <= {name for name, _ in Page(plain.html).tags} | {"br"}
    assert {address for address, _ in Page(made.html).links} == {LINK}


def test_template_syntax_and_html_stay_what_was_typed() -> None:
    typed = "{{7*7}} {% now 'Y' %} <script>alert(1)</script> <img src=//evil.example/x>"
    made = render(letter(quoted=typed), recipient(), sender(), LINK)
    assert typed in made.text
    assert "<script" not in made.html
    assert "<img" not in made.html


def test_nothing_is_loaded_from_elsewhere_and_the_styles_are_inlined() -> None:
    made = render(letter(), recipient(), sender(), LINK)
    for loader in ("<img", "<link", "<script", "<iframe", "background=", "url(", "@import"):
        assert loader not in made.html
    assert all(attributes["style"] for tag, attributes in Page(made.html).tags if tag == "td")


def test_the_one_button_stands_above_its_address_in_words() -> None:
    made = render(letter(), recipient(), sender(), LINK)
    assert Page(made.html).links == [(LINK, "View the offer"), (LINK, LINK)]
    assert f"View the offer\nOpening the page decides nothing:\n{LINK}\n" in made.text


def test_a_letter_without_a_button_has_no_link_at_all() -> None:
    made = render(letter(button=False), recipient(), sender(), None)
    assert Page(made.html).links == []


def test_a_button_without_an_address_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="address"):
        render(letter(), recipient(), sender(), None)


def test_a_quotation_is_marked_line_by_line_in_plain_text() -> None:
    made = render(letter(quoted="one\n\ntwo"), recipient(), sender(), LINK)
    assert "\n\n> one\n>\n> two\n\n" in made.text


def test_amounts_and_days_stand_in_the_readers_own_form() -> None:
    german = render(letter(), recipient(language="de"), sender(), LINK).text
    english = render(letter(), recipient(language="en"), sender(), LINK).text
    assert "4.163,81\u00a0€" in german
    assert "Montag, 22. März 2027" in german
    assert "€4,163.81" in english
    assert "Monday 22 March 2027" in english


def test_clients_and_members_are_greeted_each_in_their_own_way() -> None:
    client = render(letter(), recipient(), sender(), LINK).text
    member = render(letter(), recipient(name="Mira", audience="member"), sender(), LINK).text
    nobody = render(letter(), recipient(name=""), sender(), LINK).text
    assert "Dear Nora Ellerbek," in client
    assert "Hello Mira," in member
    assert "Dear Sir or Madam," in nobody
