"""Amounts, days and sentences in the reader's language."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils import translation

from kontor.foundation.sentence import S
from kontor.foundation.written import Money
from kontor.pages.shared.parts.words import underlined

MONDAY = date(2027, 3, 22)


def written(source: str, language: str, **values: object) -> str:
    with translation.override(language):
        return Template(source).render(Context(values)).replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("source", "english", "german"),
    [
        ("{{ amount|money }}", "€4,163.81", "4.163,81 €"),
        ("{{ loss|money }}", "−€0.50", "−0,50 €"),
        ("{{ amount|figure }}", "4,163.81", "4.163,81"),
        ("{{ amount|whole }}", "4,164", "4.164"),
        ("{{ nothing|money }}", "", ""),
        ("{{ day|day }}", "22 March 2027", "22. März 2027"),
        ("{{ day|day_and_month }}", "22 March", "22. März"),
        ("{{ day|day_and_month_short }}", "22 Mar", "22. Mär"),
        ("{{ day|weekday }}", "Monday 22 March 2027", "Montag, 22. März 2027"),
        ("{{ day|weekday_short }}", "Mon 22 March", "Mo., 22. März"),
        ("{{ day|day_typed }}", "22/03/2027", "22.03.2027"),
        ("{{ nothing|day }}", "", ""),
    ],
)
def test_amounts_and_days_follow_the_readers_language(
    source: str, english: str, german: str
) -> None:
    values = {"amount": Decimal("4163.81"), "loss": Decimal("-0.5"), "day": MONDAY, "nothing": None}
    assert written(source, "en", **values) == english
    assert written(source, "de", **values) == german


def test_a_moment_is_shown_in_berlin_where_it_may_be_the_next_day() -> None:
    late = datetime(2027, 3, 21, 23, 30, tzinfo=UTC)
    assert written("{{ late|moment }} {{ late|day }}", "en", late=late) == (
        "22 March, 00:30 22 March 2027"
    )


@pytest.mark.parametrize(
    ("first", "last", "english"),
    [
        (MONDAY, MONDAY, "22 March 2027"),
        (date(2027, 6, 1), date(2027, 6, 6), "1–6 June 2027"),
        (MONDAY, date(2027, 4, 23), "22 March – 23 April 2027"),
        (date(2027, 12, 30), date(2028, 1, 2), "30 December 2027 – 2 January 2028"),
    ],
)
def test_a_period_names_month_and_year_once_where_that_is_enough(
    first: date, last: date, english: str
) -> None:
    assert written("{% period first last %}", "en", first=first, last=last) == english


def test_a_sentence_is_said_with_its_values() -> None:
    sentence = S("The minimum wage is {minimum}.", minimum=Money(Decimal("14.6")))
    assert written("{{ it|said }}", "en", it=sentence) == "The minimum wage is €14.60."


def test_text_of_a_person_in_a_sentence_is_escaped() -> None:
    assert "<b>" not in written("{{ it|said }}", "en", it=S("{name}", name="<b>"))


def test_a_match_is_underlined_and_everything_around_it_escaped() -> None:
    assert underlined("Museum <Lum>enau", "lUM") == "Museum &lt;<mark>Lum</mark>&gt;enau"
    assert underlined("<i>", "zzz") == "&lt;i&gt;"
    assert underlined("<i>", "") == "&lt;i&gt;"
